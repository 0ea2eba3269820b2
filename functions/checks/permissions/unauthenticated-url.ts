import type { SenderVerification } from '../../core/code-route.ts';
import { type DecidedChanges, eventParts } from '../../core/decided-change.ts';
import { lines } from '../../core/evidence.ts';
import { milder } from '../../core/severity.ts';
import { doneBy, type SignatureCheck } from '../../core/signature-check.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { askedByCode, checkOfEach, unasked } from '../../domain/exposure/asked-by-code.ts';
import { allowedBy, broughtWithout } from '../../domain/exposure/decided-by-strangers.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import { givenPower, type PowerInUse } from '../../domain/exposure/given-power.ts';
import {
  anyRequest,
  codeClause,
  judgedWay,
  notStartingLine,
  undecidedLines,
} from '../../domain/exposure/open-way.ts';
import {
  awsCommand,
  functionOptions,
  removePermission,
} from '../../domain/remediation/aws-command.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { signedBySender, verifiedIn } from '../../domain/remediation/signed-by-sender.ts';
import {
  asksForUrl,
  type ResourcePolicy,
  type ResourceStatement,
  type RolePower,
  statementsOpeningUrl,
  statementTitle,
  type UrlAuthType,
  urlAccess,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const unauthenticatedUrl = defineCheck({
  id: 'permissions/unauthenticated-url',
  target: 'function',
  title: 'Public function URL',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'With AuthType NONE anyone who knows the address can invoke the function, and addresses ' +
    'leak: into web pages, logs and certificates of custom domains. AWS_IAM authenticates the ' +
    'caller, but a policy that names everyone admits every AWS account. Since October 2025 a ' +
    'URL needs two permissions, lambda:InvokeFunctionUrl and lambda:InvokeFunction through it. ' +
    'Where only the first is open to everyone the finding is one step milder: callers get an error ' +
    'today, and any deployment that adds the second, as AWS has asked the owners of older URLs ' +
    'to do, opens the function. A URL is as bad as what it opens: it is judged as a route of any method and path, as ' +
    'permissions/open-api-route says. What else a function ' +
    'does to authenticate its callers is not recognised: suppress such a finding with that reason.',
  remediation:
    'Set the AuthType to AWS_IAM and name the callers, put the function behind CloudFront with an ' +
    'origin access control, or delete the URL and its statements.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  ],
  suppression: { covers: 'who can call the URL' },
  cwe: 'CWE-306',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'], cis: ['12.6'] },
  needs: [
    'functionUrls',
    'resourcePolicies',
    'configuration',
    'rolePower',
    'powerInUse',
    'verifiesSignature',
    'decidedChanges',
  ],

  evaluate({ functionUrls, resourcePolicies, configuration: { arn }, rolePower, ...ofCode }) {
    return failIfAny([
      ...functionUrls.flatMap((url) =>
        detailOf(url, {
          policy: policyOf(url, resourcePolicies),
          arn,
          rolePower,
          // Code behind an alias may be another.
          ...(url.alias === undefined ? ofCode : otherCode),
        }),
      ),
      ...resourcePolicies
        .filter((policy) => !isVersion(policy))
        .filter((policy) => !functionUrls.some(({ alias }) => alias === policy.qualifier))
        .flatMap((policy) => latentDetail(policy, arn)),
    ]);
  },
});

/** In a sentence, and as suppressions are stored. */
const ANYONE = ['Anyone on the internet', 'anyone on the web'] as const;
const ANY_ACCOUNT = ['Every AWS account', 'every account of AWS'] as const;

function policyOf({ alias }: FunctionUrl, policies: readonly ResourcePolicy[]): ResourcePolicy {
  return policies.find(({ qualifier }) => qualifier === alias) ?? { statements: [] };
}

interface OfUrl {
  readonly policy: ResourcePolicy;
  readonly arn: string;
  readonly rolePower: RolePower | undefined;
  readonly powerInUse: PowerInUse | undefined;
  readonly verifiesSignature: SenderVerification | undefined;
  readonly decidedChanges: DecidedChanges | undefined;
}

const otherCode = {
  powerInUse: undefined,
  verifiesSignature: undefined,
  decidedChanges: undefined,
};

function detailOf(url: FunctionUrl, of: OfUrl): readonly Detail[] {
  const { policy, arn, powerInUse } = of;
  const asked = askedByCode(of.verifiesSignature);
  const power = givenPower(of.rolePower, powerInUse);
  const verified = checkOfEach(asked);
  const open = unasked(asked);
  // What is neither of the two kinds is taken for one that asks nothing.
  const authType = url.authType === 'AWS_IAM' ? 'AWS_IAM' : 'NONE';
  const access = urlAccess(policy, arn, authType);
  if (access.url.length === 0) return [];

  const isOpen = access.through.length > 0;
  const statements = [...new Set([...access.url, ...access.through])];
  const [callers, mark] = authType === 'NONE' ? ANYONE : ANY_ACCOUNT;
  const way = judgedWay(anyRequest, {
    power,
    asked,
    handsOut: powerInUse?.handsOut,
    // A URL has no parameters of a path, and hands over requests as they are.
    changes: broughtWithout(eventParts, allowedBy(of.rolePower, of.decidedChanges)),
  });
  const { startFault } = powerInUse ?? {};
  const verifying = verified ? `, and its code ${doneBy(verified)}` : '';
  return [
    {
      subject: subjectOf(policy),
      mark: [mark],
      severity: isOpen && startFault === undefined ? way.severity : milder(way.severity),
      summary: isOpen
        ? `${callers} can call the function URL of ${ownerOf(policy)}${verifying}${codeClause(way)}`
        : `${callers} can call the function URL of ${ownerOf(policy)} once one missing statement is added`,
      evidence: lines(
        `${url.url}, AuthType ${url.authType}`,
        ...way.handed,
        ...way.decided,
        ...statements.map((statement) => `opened by ${statementTitle(statement)}`),
        ...(isOpen ? [] : ['no statement allows lambda:InvokeFunction through the URL']),
        ...(power?.because ?? ['the permissions of its role are not known']),
        ...way.milderBy,
        ...undecidedLines([way]),
        ...(startFault === undefined ? [] : [notStartingLine(startFault)]),
        ...(open === undefined ? [] : [open]),
      ).concat(verified ? [verifiedIn(verified)] : []),
      remediation: remediationFor({ authType, statements, policy, arn, verified }),
    },
  ];
}

/** A permission outlives its URL: the next URL is open at once. */
function latentDetail(policy: ResourcePolicy, arn: string): readonly Detail[] {
  const found = [
    ...statementsOpeningUrl(policy, arn, 'NONE'),
    ...statementsOpeningUrl(policy, arn, 'AWS_IAM'),
  ];
  const statements = [...new Set(found)].filter(asksForUrls);
  if (statements.length === 0) return [];

  return [
    {
      subject: subjectOf(policy),
      mark: ['whom the next URL would let in'],
      severity: 'low',
      summary: `${ownerOf(policy, 'The')} has no function URL, but one would be open to everyone`,
      evidence: lines(...statements.map((each) => `opened by ${statementTitle(each)}`)),
      remediation: remediationText('Remove the statements that a former URL has left.', [
        {
          title: 'To remove its statements',
          text: removals(statements, policy, arn).join('\n'),
        },
      ]),
    },
  ];
}

/** What allows everything is another check's, as long as there is no URL. */
function asksForUrls({ actions, conditions }: ResourceStatement): boolean {
  const names = actions.patterns.map((pattern) => pattern.toLowerCase());

  return names.every((name) => name === 'lambda:invokefunctionurl') || conditions.some(asksForUrl);
}

/** A version has no URL. */
function isVersion({ qualifier }: ResourcePolicy): boolean {
  return /^\d+$/.test(qualifier ?? '');
}

function subjectOf({ qualifier = 'function' }: ResourcePolicy): string {
  return qualifier;
}

function ownerOf({ qualifier }: ResourcePolicy, the = 'the'): string {
  return qualifier === undefined ? `${the} function` : `${the} alias ${qualifier}`;
}

interface OpenUrl {
  readonly authType: UrlAuthType;
  readonly statements: readonly ResourceStatement[];
  readonly policy: ResourcePolicy;
  readonly arn: string;
  readonly verified: SignatureCheck | undefined;
}

function remediationFor({ authType, statements, policy, arn, verified }: OpenUrl): string {
  const url = functionOptions(arn, policy.qualifier);
  const isOpen = authType === 'NONE';

  return remediationText(isOpen ? OPEN_LEAD : SIGNED_LEAD, [
    ...(isOpen ? [signedBySender('Then keep AuthType NONE', verified)] : []),
    ...(isOpen
      ? [
          {
            title:
              'To require signed requests (CDK: addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }))',
            text: awsCommand('lambda', 'update-function-url-config', {
              ...url,
              'auth-type': 'AWS_IAM',
            }),
          },
        ]
      : []),
    {
      title: 'To remove the statements that open it; then allow both actions to known callers',
      text: removals(statements, policy, arn).join('\n'),
    },
    {
      title: 'Or, if the URL is not needed',
      text: awsCommand('lambda', 'delete-function-url-config', url),
    },
  ]);
}

const OPEN_LEAD =
  'Unless it is public by design, require signed requests (AuthType AWS_IAM) and allow the URL to known callers only.';
const SIGNED_LEAD =
  'Remove the statements that name everyone, and allow the URL to known callers only.';

function removals(
  statements: readonly ResourceStatement[],
  { qualifier }: ResourcePolicy,
  arn: string,
): readonly string[] {
  return statements.map((statement) =>
    statement.sid
      ? removePermission(arn, qualifier, statement.sid)
      : `(${statementTitle(statement)}: put the policy again without it)`,
  );
}
