import { describe, expect, it } from 'vitest';
import { notApplicable, pass } from '../../functions/domain/check.ts';
import {
  frameworkFunctionOf,
  milderVerdict,
  ofFramework,
} from '../../functions/domain/framework-function.ts';
import { functionNamed } from '../fakes/targets.ts';

const logicalId = (id: string) => ({ 'aws:cloudformation:logical-id': id });
const application = (account: string) => ({
  'serverlessrepo:applicationId': `arn:aws:serverlessrepo:us-east-1:${account}:applications/resizer`,
});
const retention = 'LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A';

describe('frameworkFunctionOf', () => {
  it.each<[string, object, Record<string, string>, string]>([
    ['log retention', {}, logicalId(retention), 'the log retention of the AWS CDK'],
    [
      'emptied buckets',
      {},
      logicalId('CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F'),
      'the emptying of deleted buckets by the AWS CDK',
    ],
    [
      'a default security group',
      { handler: '__entrypoint__.handler' },
      logicalId('CustomVpcRestrictDefaultSGCustomResourceProviderHandlerDC833E5E'),
      'the closing of default security groups by the AWS CDK',
    ],
    [
      'the provider framework',
      { handler: 'framework.onEvent' },
      logicalId('PframeworkonEventCB72A785'),
      'the provider framework of the AWS CDK',
    ],
    [
      'a custom resource of the Serverless Framework',
      { handler: 'event-bridge/handler.handler' },
      logicalId('CustomDashresourceDasheventDashbridgeLambdaFunction'),
      'the custom resources of the Serverless Framework',
    ],
    [
      'the same of an earlier version',
      { handler: 'apiGatewayCloudWatchRole/handler.handler' },
      logicalId('CustomDashresourceDashapigwDashcwDashroleLambdaFunction'),
      'the custom resources of the Serverless Framework',
    ],
    [
      "Datadog's forwarder",
      { handler: 'lambda_function.lambda_handler' },
      { dd_forwarder_version: '3.130.0' },
      'the Datadog Forwarder',
    ],
    [
      'an application of another account',
      {},
      application('999988887777'),
      'the application resizer of the Serverless Application Repository',
    ],
  ])('recognises %s', (_, over, tags, name) => {
    expect(recognised('any', over, tags)).toBe(name);
  });

  it('recognises the sign-in of Amplify by its name and that of its role', () => {
    const roleArn = 'arn:aws:iam::111122223333:role/amplify-login-lambda-270079a5';
    const name = 'amplify-login-create-auth-challenge-270079a5';

    expect(recognised(name, { roleArn }, {})).toBe('the sign-in of AWS Amplify');
    expect(recognised(name, {}, {})).toBeUndefined();
  });

  it.each<[string, string, object, Record<string, string>]>([
    ['is only called so', retention, {}, {}],
    ['has another handler', 'any', { handler: 'app.handler' }, logicalId(retention)],
    ['has a tag of that value only', 'any', {}, { 'logical-id': retention }],
    [
      'has the handler of another custom resource of Serverless',
      'any',
      { handler: 's3/handler.handler' },
      logicalId('CustomDashresourceDasheventDashbridgeLambdaFunction'),
    ],
    [
      'provides for a team',
      'any',
      { handler: 'framework.onEvent' },
      logicalId('MyHandler12345678'),
    ],
    ['is an application of its own account', 'any', {}, application('111122223333')],
    ['is of what is no application', 'any', {}, { 'serverlessrepo:applicationId': 'resizer' }],
    ['is an image', 'any', { handler: undefined }, logicalId(retention)],
  ])("takes for a team's own what %s", (_, name, over, tags) => {
    expect(recognised(name, over, tags)).toBeUndefined();
  });
});

it.each<[string, object, Record<string, string>, true | undefined]>([
  ['the id of CloudFormation', {}, logicalId(retention), undefined],
  [
    'a stack of the repository of applications',
    {},
    { ...application('999988887777'), 'aws:cloudformation:stack-name': 'serverlessrepo-resizer' },
    undefined,
  ],
  ['a tag of the repository alone', {}, application('999988887777'), true],
  [
    'a tag of the repository in a stack of a team’s own',
    {},
    { ...application('999988887777'), 'aws:cloudformation:stack-name': 'shop' },
    true,
  ],
  [
    'the tag of Datadog',
    { handler: 'lambda_function.lambda_handler' },
    { dd_forwarder_version: '3.130.0', 'aws:cloudformation:stack-name': 'datadog' },
    true,
  ],
])('knows that %s may be written by anyone, or not', (_, over, tags, expected) => {
  const found = frameworkFunctionOf(functionNamed('any', over), new Map(Object.entries(tags)));

  expect(found).toBeDefined();
  expect(found?.byFreeTag).toBe(expected);
});

describe('ofFramework', () => {
  const framework = { name: 'the log retention of the AWS CDK', update: 'update aws-cdk-lib' };
  const verdict = (severity?: 'critical' | 'high' | 'medium' | 'low' | 'info') => ({
    outcome: 'fail' as const,
    details: [
      { subject: 's', summary: 'old', evidence: [{ text: 'a' }], ...(severity && { severity }) },
    ] as const,
  });
  const check = { id: 'dependencies/outdated', severity: 'medium' } as const;

  it.each([
    ['medium', 'low'],
    ['low', 'low'],
    ['info', 'info'],
    [undefined, 'low'],
  ] as const)('makes %s %s, with the framework as its fix', (severity, expected) => {
    const found = ofFramework(check, verdict(severity));

    expect(found).toMatchObject({ grave: pass, mild: [{ subject: 's', severity: expected }] });
    expect(milderVerdict(found, framework)).toMatchObject({
      details: [
        {
          subject: 's',
          severity: expected,
          evidence: [{ text: 'a' }, { text: expect.stringContaining('no code of yours') }],
          remediation: expect.stringContaining('update aws-cdk-lib'),
        },
      ],
    });
  });

  it.each(['critical', 'high'] as const)('leaves what is %s as it is', (severity) => {
    const found = ofFramework(check, verdict(severity));

    expect(found).toEqual({ grave: verdict(severity), mild: [] });
    expect(milderVerdict(found, framework)).toEqual(verdict(severity));
    expect(ofFramework({ ...check, severity }, verdict())).toEqual({ grave: verdict(), mild: [] });
  });

  it('does not call it idle, and says nothing of what passes', () => {
    const idle = { id: 'usage/idle-function', severity: 'low' } as const;

    expect(ofFramework(idle, verdict())).toEqual({ grave: notApplicable, mild: [] });
    expect(ofFramework(check, pass)).toEqual({ grave: pass, mild: [] });
    expect(milderVerdict({ grave: pass, mild: [] }, framework)).toEqual(pass);
  });
});

function recognised(name: string, over: object, tags: Readonly<Record<string, string>>) {
  return frameworkFunctionOf(functionNamed(name, over), new Map(Object.entries(tags)))?.name;
}
