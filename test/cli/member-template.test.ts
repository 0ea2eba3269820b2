import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { load } from 'js-yaml';
import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import {
  DESCRIPTION_OF_MEMBERS,
  DESCRIPTION_OF_PARTS,
  type DeployedMembers,
} from '../../functions/domain/deployed-parts.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { deployedParts } from './deployed.ts';
import { recordedWorld } from './world.ts';

const cloudformation = mockClient(CloudFormationClient);

const members: DeployedMembers = {
  trusted: {
    code: roleOfHub('code'),
    dependencies: roleOfHub('dependencies'),
    permissions: roleOfHub('permissions'),
    usage: roleOfHub('usage'),
  },
  accounts: ['444455556666', '777788889999'],
  externalId: 'LambdaVigil-c8a0f1b2',
  memberRole: 'watch',
  regions: ['eu-west-1'],
  decryptWith: [],
  disabledChecks: ['usage/no-budget-alarm'],
  enabledChecks: [],
};

beforeEach(() => deployed(members));

describe('vigil member-template', () => {
  it('prints the roles of the deployed scanners, with what they trust and ask', async () => {
    const { Parameters, Resources } = await printedIn('json');

    expect(Parameters).toBeUndefined();
    expect(Object.keys(Resources)).toEqual(scannerNames.map((name) => `${titled(name)}Role`));
    expect(Resources.UsageRole).toMatchObject({
      Properties: {
        RoleName: 'watch-usage',
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Principal: { AWS: roleOfHub('usage') },
              Condition: { StringEquals: { 'sts:ExternalId': 'LambdaVigil-c8a0f1b2' } },
            },
          ],
        },
      },
    });
  });

  it('is the same in YAML, which it is written in unless JSON is asked for', async () => {
    const inYaml = await printedIn('yaml');
    const { stdout } = await run();

    expect(inYaml).toEqual(await printedIn('json'));
    expect(load(stdout)).toEqual(inYaml);
    expect(stdout).toContain(`Version: '2012-10-17'`);
  });

  it('grants what the settings of the deployment leave', async () => {
    const text = JSON.stringify(await printedIn('json'));

    expect(text).toContain('{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1"]}}');
    expect(text).not.toContain('budgets:');
  });

  it('goes to a file, and says what to do with it in each account', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-member-'));
    const file = join(folder, 'member.yaml');
    const { stdout, stderr } = await run('--output', file);

    expect(load(await readFile(file, 'utf8'))).toEqual(await printedIn('json'));
    expect(stdout).toBe('');
    expect(stderr).toContain('2 accounts more to audit');
    expect(stderr).toContain('444455556666, 777788889999');
    expect(stderr).toContain(`--template-file ${file} --capabilities CAPABILITY_NAMED_IAM`);
    await rm(folder, { recursive: true });
  });

  it.each([
    [['organization=r-ab12'], { 'aws:PrincipalOrgID': `\${aws:ResourceOrgID}` }],
    [['externalId=a-b-c'], { 'sts:ExternalId': 'a-b-c' }],
    // A stack set has asked the organization already: this is for the accounts beside it.
    [
      ['organization=r-ab12', 'accounts=444455556666', 'externalId=a-b-c'],
      { 'sts:ExternalId': 'a-b-c' },
    ],
  ])('prints what the roles will be for %j, and asks AWS nothing', async (given, asked) => {
    const { stdout } = await run(...given.flatMap((one) => ['-c', one]), '--format', 'json');
    const { Parameters, Resources } = JSON.parse(stdout);
    const [trust] = Resources.CodeRole.Properties.AssumeRolePolicyDocument.Statement;

    expect(Object.keys(Parameters)).toEqual(scannerNames.map((name) => `${titled(name)}Scanner`));
    expect(trust.Principal).toEqual({ AWS: { Ref: 'CodeScanner' } });
    expect(trust.Condition).toEqual({ StringEquals: asked });
    expect(cloudformation.calls()).toHaveLength(0);
  });

  it.each([
    [['-c', 'accounts=444455556666'], 'give -c externalId=…'],
    [['-c', 'idleDays=30'], 'name the organization with -c organization=ou-…'],
    [['-c', 'accounts=4444'], 'setting "accounts" has "4444"; it takes account ids of twelve'],
    [['-c', 'accounts'], '-c accounts is no setting: it takes name=value'],
  ])('refuses %j with a sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await run(...words);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
  });

  it('says where the roles come from when no account is named', async () => {
    deployed(undefined);
    const { code, stderr } = await run();

    expect(code).toBe(2);
    expect(stderr).toContain('audits no account that is named');
    expect(stderr).toContain('a stack set makes the roles');
  });
});

async function printedIn(format: 'yaml' | 'json'): Promise<PrintedTemplate> {
  const { code, stdout } = await run('--format', format);
  expect(code).toBe(0);

  return (format === 'json' ? JSON.parse(stdout) : load(stdout)) as PrintedTemplate;
}

interface PrintedTemplate {
  readonly Parameters?: object;
  readonly Resources: Readonly<Record<string, object>>;
}

async function run(...words: readonly string[]) {
  const world = recordedWorld();
  const code = await vigil(['member-template', ...words], world);

  return { code, stdout: world.stdout(), stderr: world.stderr() };
}

function deployed(found: DeployedMembers | undefined): void {
  const outputs = [
    { Description: DESCRIPTION_OF_PARTS, OutputValue: JSON.stringify(deployedParts) },
    { Description: DESCRIPTION_OF_MEMBERS, OutputValue: JSON.stringify(found) },
  ];

  cloudformation.reset();
  cloudformation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'LambdaVigil',
        StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/LambdaVigil/1',
        CreationTime: new Date(0),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: found ? outputs : outputs.slice(0, 1),
      },
    ],
  });
}

function roleOfHub(scanner: string): string {
  return `arn:aws:iam::111122223333:role/LambdaVigil-Vigil${titled(scanner)}Role-AB12CD34`;
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
