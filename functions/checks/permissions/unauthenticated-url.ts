import { lines } from '../../core/evidence.ts';
import { type Detail, defineCheck, failIfAny } from '../../domain/check.ts';
import type { FunctionUrl } from '../../domain/facts.ts';
import {
  awsCommand,
  functionOptions,
  removePermission,
} from '../../domain/remediation/aws-command.ts';
import { remedyText } from '../../domain/remediation/remedy-text.ts';
import { signedBySender } from '../../domain/remediation/signed-by-sender.ts';
import {
  asksForUrl,
  type ResourcePolicy,
  type ResourceStatement,
  statementsOpeningUrl,
  statementTitle,
  type UrlAuthType,
  urlAccess,
} from '../../engines/iam/index.ts';

export const unauthenticatedUrl = defineCheck({
  id: 'permissions/unauthenticated-url',
  target: 'function',
  title: 'Anyone can call its function URL',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'With AuthType NONE whoever knows the address runs the function, and addresses leak: into web ' +
    'pages, logs and certificates of custom domains. AWS_IAM asks who calls, but a policy that ' +
    'names everyone lets in every account of AWS. Since October 2025 a URL needs two permissions, ' +
    'lambda:InvokeFunctionUrl and lambda:InvokeFunction through it. Where only the first is open to ' +
    'everyone the finding is medium: callers get an error today, and any deployment that adds the ' +
    'second, as AWS has asked the owners of older URLs to do, opens the function. Webhooks, whose ' +
    'senders sign the body instead, are not recognised: suppress such a finding with that reason.',
  remediation:
    'Set the AuthType to AWS_IAM and name the callers, put the function behind CloudFront with an ' +
    'origin access control, or delete the URL and its statements.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  ],
  suppression: { covers: 'whom the URL lets in' },
  cwe: 'CWE-306',
  needs: ['functionUrls', 'resourcePolicies', 'configuration'],

  evaluate({ functionUrls, resourcePolicies, configuration: { arn } }) {
    return failIfAny([
      ...functionUrls.flatMap((url) => detailOf(url, policyOf(url, resourcePolicies), arn)),
      ...resourcePolicies
        .filter((policy) => !isVersion(policy))
        .filter((policy) => !functionUrls.some(({ alias }) => alias === policy.qualifier))
        .flatMap((policy) => latentDetail(policy, arn)),
    ]);
  },
});

function policyOf({ alias }: FunctionUrl, policies: readonly ResourcePolicy[]): ResourcePolicy {
  return policies.find(({ qualifier }) => qualifier === alias) ?? { statements: [] };
}

function detailOf(url: FunctionUrl, policy: ResourcePolicy, arn: string): readonly Detail[] {
  // What is neither of the two kinds is taken for one that asks nothing.
  const authType = url.authType === 'AWS_IAM' ? 'AWS_IAM' : 'NONE';
  const access = urlAccess(policy, arn, authType);
  if (access.url.length === 0) return [];

  const isOpen = access.through.length > 0;
  const statements = [...new Set([...access.url, ...access.through])];
  const who = authType === 'NONE' ? 'anyone on the web' : 'every account of AWS';
  return [
    {
      subject: subjectOf(policy),
      mark: [who],
      ...(!isOpen && { severity: 'medium' }),
      summary: isOpen
        ? `The function URL of ${ownerOf(policy)} lets in ${who}`
        : `One missing statement is all that keeps ${who} out of the function URL of ${ownerOf(policy)}`,
      evidence: lines(
        `${url.url}, AuthType ${url.authType}`,
        ...statements.map((statement) => `opened by ${statementTitle(statement)}`),
        ...(isOpen ? [] : ['no statement allows lambda:InvokeFunction through the URL']),
      ),
      remediation: remediationFor(authType, statements, policy, arn),
    },
  ];
}

/** A permission outlives its URL: the next one, whoever makes it, is open at once. */
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
      remediation: remedyText('Take back what a former URL has left.', [
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

function remediationFor(
  authType: UrlAuthType,
  statements: readonly ResourceStatement[],
  policy: ResourcePolicy,
  arn: string,
): string {
  const url = functionOptions(arn, policy.qualifier);
  const isOpen = authType === 'NONE';

  return remedyText(isOpen ? OPEN_LEAD : SIGNED_LEAD, [
    ...(isOpen ? [signedBySender('Then keep AuthType NONE')] : []),
    ...(isOpen
      ? [
          {
            title:
              'To let callers sign (CDK: addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }))',
            text: awsCommand('lambda', 'update-function-url-config', {
              ...url,
              'auth-type': 'AWS_IAM',
            }),
          },
        ]
      : []),
    {
      title: 'To take back what opens it; then allow both actions to those whom you know',
      text: removals(statements, policy, arn).join('\n'),
    },
    {
      title: 'Or, if nobody is meant to call it by its URL',
      text: awsCommand('lambda', 'delete-function-url-config', url),
    },
  ]);
}

const OPEN_LEAD =
  'Unless its callers are strangers by design, let them sign (AuthType AWS_IAM) and allow the URL to those whom you know.';
const SIGNED_LEAD =
  'Take back the statements that name everyone, and allow the URL to those whom you know.';

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
