import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { checksByScanner, type ScannerName, scannerNames } from '../../functions/checks/index.ts';
import { roleTarget, type Target } from '../../functions/core/target.ts';
import { deployedMembers } from '../../functions/domain/deployed-parts.ts';
import type { MemberRole, MemberTemplate } from '../../functions/domain/member-template.ts';
import { contextOf, parsePolicy, type RolePermissions } from '../../functions/engines/iam/index.ts';
import { withKnown } from '../../functions/engines/iam/request-context.ts';
import { resourceEvaluatorOf } from '../../functions/engines/iam/resource-evaluator.ts';
import { parseTrustPolicy } from '../../functions/engines/iam/trust-policy.ts';
import { scannersMemberTemplate } from '../../functions/facts/scanners-member-template.ts';
import { Vigil } from '../../lib/vigil.ts';
import { asDeployed } from './as-deployed.ts';

const hub = '111122223333';
const named = '444455556666';
const member = '777788889999';
const stranger = '999900001111';
const organization = 'o-ab12cd34ef';

const settings = {
  organization: { units: ['ou-ab12-cd34ef56'] },
  accounts: [named],
  externalId: 'vigil-of-the-shop',
  decryptWith: ['arn:aws:kms:eu-west-1:777788889999:key/*'],
  nvdKeySecret: 'vigil/nvd-key',
  regions: ['eu-west-1', 'us-east-1'],
};

const assemblies = mkdtempSync(join(tmpdir(), 'vigil-members-'));
const stack = new Stack(app(), 'Company');
new Vigil(stack, 'Vigil', settings);
const template = Template.fromStack(stack);
const [stackSet] = Object.values(template.findResources('AWS::CloudFormation::StackSet'));
const inOrganization: MemberTemplate = JSON.parse(stackSet?.Properties.TemplateBody);
const byExternalId = scannersMemberTemplate(
  checksByScanner,
  { memberRole: 'lambda-vigil', disabledChecks: [], enabledChecks: [], ...settings },
  { asks: { externalId: settings.externalId } },
);

afterAll(() => rmSync(assemblies, { recursive: true }));

describe('the stack set', () => {
  it('deploys by itself into the accounts of the units and those that join, in one region', () => {
    expect(stackSet?.Properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      StackInstancesGroup: [
        {
          DeploymentTargets: { OrganizationalUnitIds: settings.organization.units },
          Regions: [{ Ref: 'AWS::Region' }],
        },
      ],
    });
  });

  it('lets an account in which it fails keep none of the others from going on', () => {
    expect(stackSet?.Properties.OperationPreferences).toEqual({
      ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      FailureTolerancePercentage: 100,
      MaxConcurrentPercentage: 100,
    });
  });

  it('is given the role of each scanner, whichever name it got', () => {
    const trusted = stackSet?.Properties.Parameters.map(
      ({ ParameterKey, ParameterValue }: Record<string, unknown>) => [ParameterKey, ParameterValue],
    );

    expect(trusted).toEqual(
      scannerNames.map((name) => [
        `${titled(name)}Scanner`,
        { 'Fn::GetAtt': [roleIdOf(name), 'Arn'] },
      ]),
    );
  });

  it('says that it does not reach the management account, and what to do for it', () => {
    Annotations.fromStack(stack).hasInfo(
      '*',
      Match.stringLikeRegexp('do not reach the management account.*name it in accounts'),
    );
  });

  it('is not there, nor is what makes the roles in accounts, where none are set', () => {
    const alone = new Stack(app(), 'Alone');
    new Vigil(alone, 'Vigil');
    const text = JSON.stringify(Template.fromStack(alone).toJSON());

    expect(text).not.toMatch(/StackSet|roles in other accounts/);
  });
});

describe('the output for vigil member-template', () => {
  it('has what the template is made of', () => {
    const output = outputOf(template);

    expect(deployedMembers.parse(output)).toMatchObject({
      trusted: { code: `own:${roleIdOf('code')}`, usage: `own:${roleIdOf('usage')}` },
      accounts: [named],
      externalId: 'vigil-of-the-shop',
      memberRole: 'lambda-vigil',
      regions: settings.regions,
      decryptWith: settings.decryptWith,
    });
  });

  it('comes with a word on what to do in these accounts', () => {
    Annotations.fromStack(stack).hasInfo(
      '*',
      Match.stringLikeRegexp(`${named} lets the scanners in once .* --stack Company prints`),
    );
  });

  it('has the external id that its scanners send, where none is set', () => {
    const unnamed = new Stack(app(), 'Unnamed');
    new Vigil(unnamed, 'Vigil', { accounts: [named] });
    const made = Template.fromStack(unnamed);
    const { externalId } = deployedMembers.parse(outputOf(made));

    expect(externalId).toMatch(/^Unnamed-[0-9a-f]{8}$/);
    for (const { Properties } of scannersIn(made)) {
      const sent = JSON.parse(Properties.Environment.Variables.SETTINGS);
      expect(sent).toMatchObject({ externalId, accounts: [named], memberRole: 'lambda-vigil' });
    }
  });
});

describe.each([
  ['of the stack set', inOrganization],
  ['of an account that is named', byExternalId],
])('the template %s', (_, made) => {
  it('has a role for each scanner, and nothing else', () => {
    const types = Object.values(made.Resources).map(({ Type }) => Type);

    expect(types).toEqual(scannerNames.map(() => 'AWS::IAM::Role'));
    expect(JSON.stringify(made)).not.toMatch(/AssetParameters|cdk-/);
  });

  it.each(scannerNames)(
    'lets the %s scanner read there what it reads at home, no more and no less',
    (name) => {
      const home = new Set(permissionsAtHome(name));
      const there = new Set(permissionsThere(made, name));

      expect([...there.difference(home)]).toEqual([]);
      expect([...home.difference(there)].filter((each) => !isOfTheHub(each))).toEqual([]);
      expect(there.size).toBeGreaterThan(2);
    },
  );

  it.each(scannerNames)(
    'trusts the role of the %s scanner, under one condition, and nothing else',
    (name) => {
      const { Version, Statement } = roleOf(made, name).AssumeRolePolicyDocument;

      expect(Version).toBe('2012-10-17');
      expect(Statement).toEqual([
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: { Ref: `${titled(name)}Scanner` } },
          Condition: {
            StringEquals:
              made === inOrganization
                ? { 'aws:PrincipalOrgID': `\${aws:ResourceOrgID}` }
                : { 'sts:ExternalId': 'vigil-of-the-shop' },
          },
        },
      ]);
    },
  );

  it.each(scannerNames)('changes nothing by the role of the %s scanner', (name) => {
    const actions = permissionsThere(made, name).map((each) => each.split(' ')[0] ?? '');

    // Lambda decrypts with a key what it shows; the access advisor reports on what it is asked to.
    expect(
      actions.filter(
        (action) => !/:(?:Get|List|Describe|BatchGet|Head)/.test(action) && !readsBy.has(action),
      ),
    ).toEqual([]);
  });
});

const readsBy = new Set([
  'kms:Decrypt',
  'apigateway:GET',
  'iam:GenerateServiceLastAccessedDetails',
  'budgets:ViewBudget',
  'cloudtrail:LookupEvents',
]);

/** Who tries to enter, and with what. */
interface Attempt {
  readonly says: string;
  readonly made?: MemberTemplate;
  /** Whose role is entered, and in which account. */
  readonly role?: ScannerName;
  readonly account?: string;
  /** @default the role of the code scanner, from its function, as it calls. */
  readonly as?: Target<'role'>;
  readonly permissions?: RolePermissions;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

const everything: RolePermissions = {
  policies: [
    {
      name: 'everything',
      source: 'inline',
      statements: parsePolicy(
        documentOf([{ Effect: 'Allow', Action: '*', Resource: '*' }]),
        'everything',
      ),
    },
  ],
};

const homeOf = (name: ScannerName) => hubRole(`Company-${roleIdOf(name)}`);
const fromFunction = (name: string) => ({
  'lambda:SourceFunctionArn': [`arn:aws:lambda:eu-west-1:${hub}:function:${name}`],
});

describe('a role in another account', () => {
  it.each<Attempt>([
    { says: 'of the organization' },
    {
      says: 'that is named',
      made: byExternalId,
      account: named,
      context: { 'sts:ExternalId': ['vigil-of-the-shop'] },
    },
  ])('is entered by its scanner, $says', (attempt) => {
    expect(decided(attempt)).toBe('allowed');
  });

  it.each<Attempt>([
    { says: 'the code scanner, by the role of another', role: 'usage' },
    { says: 'another scanner of ours', as: homeOf('usage'), permissions: permissionsOf('usage') },
    {
      says: 'another role of our account, whatever it may do',
      as: hubRole('admin'),
      permissions: everything,
    },
    {
      says: 'a role of the same name in another account, whatever it may do',
      as: roleTarget(`arn:aws:iam::${stranger}:role/Company-${roleIdOf('code')}`),
      permissions: everything,
    },
    { says: 'another function with the role of the scanner', context: fromFunction('other') },
    {
      says: 'the scanner, once its account has left the organization',
      context: { 'aws:PrincipalOrgID': [] },
    },
    { says: 'the scanner, an account that has left', context: { 'aws:ResourceOrgID': [] } },
    {
      says: 'the scanner, once neither is in one',
      context: { 'aws:PrincipalOrgID': [], 'aws:ResourceOrgID': [] },
    },
    {
      says: 'the scanner, an account of another organization',
      context: { 'aws:ResourceOrgID': ['o-another000'], 'aws:ResourceAccount': [stranger] },
    },
    { says: 'the scanner without the external id', made: byExternalId, account: named },
    {
      says: 'the scanner with another external id',
      made: byExternalId,
      account: named,
      context: { 'sts:ExternalId': ['LambdaVigil-00000000'] },
    },
    {
      says: 'the scanner, an account that is neither named nor of the organization',
      made: byExternalId,
      account: stranger,
      context: { 'sts:ExternalId': ['vigil-of-the-shop'], 'aws:ResourceOrgID': [] },
    },
    {
      says: 'everyone else who knows the external id',
      made: byExternalId,
      account: named,
      as: roleTarget(`arn:aws:iam::${stranger}:role/admin`),
      permissions: everything,
      context: { 'sts:ExternalId': ['vigil-of-the-shop'] },
    },
  ])('is not entered by $says', (attempt) => {
    expect(decided(attempt)).toBe('denied');
  });
});

function decided({
  made = inOrganization,
  role = 'code',
  account = member,
  as = homeOf('code'),
  permissions = permissionsOf('code'),
  context = {},
}: Attempt): string {
  const { RoleName, AssumeRolePolicyDocument } = roleOf(made, role);
  const parameters = Object.fromEntries(
    scannerNames.map((name) => [`${titled(name)}Scanner`, homeOf(name).arn]),
  );
  const trust = JSON.stringify(asDeployed(AssumeRolePolicyDocument, { account, parameters }));
  const { statements } = parseTrustPolicy(trust);
  const decide = resourceEvaluatorOf(permissions, as, { account, statements, isClosed: true });
  const known = withKnown(contextOf(as, '2026-11-28T02:00:00Z'), {
    'aws:ResourceAccount': [account],
    'aws:PrincipalOrgID': [organization],
    'aws:ResourceOrgID': [organization],
    'sts:ExternalId': [],
    ...fromFunction('scanner'),
    ...context,
  });

  return decide({
    action: 'sts:AssumeRole',
    resource: `arn:aws:iam::${account}:role/${RoleName}`,
    context: known,
  }).answer;
}

function hubRole(name: string): Target<'role'> {
  return roleTarget(`arn:aws:iam::${hub}:role/${name}`);
}

/** What the role of a scanner may do in its own account, as the evaluator has it. */
function permissionsOf(name: ScannerName): RolePermissions {
  const document = documentOf(statementsAtHome(name));

  return {
    policies: [{ name: 'own', source: 'inline', statements: parsePolicy(document, 'own') }],
  };
}

interface PolicyJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statementsAtHome(name: ScannerName): readonly PolicyJson[] {
  const policies = template.findResources('AWS::IAM::Policy', {
    Properties: { Roles: [{ Ref: roleIdOf(name) }] },
  });
  const scanner = `arn:aws:lambda:eu-west-1:${hub}:function:scanner`;
  const [functionId = ''] = Object.entries(template.findResources('AWS::Lambda::Function')).find(
    ([, { Properties }]) => Properties.Role['Fn::GetAtt'][0] === roleIdOf(name),
  ) ?? [''];

  return Object.values(policies)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .map(
      (each) => asDeployed(each, { account: hub, arns: { [functionId]: scanner } }) as PolicyJson,
    );
}

/** `action on resource if conditions`, the condition on the function left out: a session has no function. */
function permissionsAtHome(name: ScannerName): readonly string[] {
  return permissionsBy(
    statementsAtHome(name).map((each) => {
      const { ArnEquals: _, ...others } = each.Condition ?? {};
      return { ...each, Condition: others };
    }),
  );
}

function permissionsThere(made: MemberTemplate, name: ScannerName): readonly string[] {
  const [{ PolicyDocument }] = roleOf(made, name).Policies;

  return permissionsBy(
    PolicyDocument.Statement.map((each) => asDeployed(each, { account: hub }) as PolicyJson),
  );
}

/** What is denied beyond some regions is allowed on the condition that it is in one of these. */
function permissionsBy(statements: readonly PolicyJson[]): readonly string[] {
  const denied = statements.filter(({ Effect }) => Effect === 'Deny');
  const heldTo = (action: string) =>
    denied
      .filter(({ Action }) => [Action].flat().includes(action))
      .map(({ Condition }) => ({ StringEquals: Condition?.StringNotEquals ?? {} }));

  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource, Condition }) =>
      [Action].flat().flatMap((action) => {
        const conditions = JSON.stringify(Object.assign({}, Condition, ...heldTo(action)));
        return [Resource]
          .flat()
          .filter((resource) => isAbout(action, resource))
          .map((resource) => `${action} on ${resource} if ${conditions}`);
      }),
    );
}

/** A statement may be of several services, and no action is of a resource of another one. */
function isAbout(action: string, resource: string): boolean {
  const [, of = ''] = /^arn:[^:]*:([^:]*):/.exec(resource) ?? [];

  return of === '' || action.startsWith(`${of}:`) || action === 'sts:AssumeRole';
}

/** On the product's own tables, queues and logs, on its secret, and into other accounts. */
function isOfTheHub(permission: string): boolean {
  return /^(?:\S+ on own:|secretsmanager:GetSecretValue on |sts:AssumeRole on |organizations:)/.test(
    permission,
  );
}

function roleOf(made: MemberTemplate, name: ScannerName) {
  // The roles of scanners are named for them.
  const found = made.Resources[`${titled(name)}Role`] as MemberRole | undefined;
  if (!found) throw new Error(`there is no role for ${name}`);

  return found.Properties;
}

/** The logical id of the role of a scanner. */
function roleIdOf(name: ScannerName): string {
  const ids = Object.keys(template.findResources('AWS::IAM::Role'));

  return ids.find((id) => id.startsWith(`Vigil${titled(name)}Role`)) ?? '';
}

function scannersIn(made: Template) {
  return Object.values(made.findResources('AWS::Lambda::Function')).filter(
    ({ Properties }) => 'SETTINGS' in (Properties.Environment?.Variables ?? {}),
  );
}

function outputOf(made: Template): unknown {
  const [output] = Object.values(made.findOutputs('*')).filter(({ Description }) =>
    Description?.includes('roles in other accounts'),
  );

  return JSON.parse(String(asDeployed(output?.Value, { account: hub })));
}

function documentOf(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Unbundled, and without the rules of CloudFormation: limits-of-aws.test.ts has them. */
function app(): App {
  return new App({
    builtinCloudFormationValidation: false,
    outdir: mkdtempSync(join(assemblies, 'app-')),
    context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] },
  });
}
