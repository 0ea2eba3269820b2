/** A function that a framework or a vendor writes and deploys with an application. */
export interface FrameworkFunctionRow {
  /** For people: `the log retention of the AWS CDK`. */
  readonly name: string;
  /** What brings a newer one. */
  readonly update: string;
  /** All that it may be configured with. */
  readonly handlers: readonly string[];
  /** What CloudFormation calls it: it writes the tag with the logical id, and no one else can. */
  readonly logicalId?: { readonly startsWith: string } | { readonly endsWith: string };
  /** The key of a tag that its template sets, and that anyone may write: see `byFreeTag`. */
  readonly tag?: string;
}

const CDK = 'update aws-cdk-lib, then build and deploy again';
const SINGLE = ['index.handler', '__entrypoint__.handler'];

/**
 * Functions that no team wrote, as of 2026-11-28. The ids are in the code of aws-cdk-lib 2.276.0 (`SingletonFunction`,
 * `CustomResourceProvider`, `Provider`); eight digits of a hash follow them. Source for the Serverless Framework:
 * lib/plugins/aws/custom-resources and lib/naming.js of serverless/serverless, versions 2 to 4. Source for Datadog:
 * aws/logs_monitoring/template.yaml of DataDog/datadog-serverless-functions.
 */
export const frameworkFunctions: readonly FrameworkFunctionRow[] = [
  ...(
    [
      ['LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a', 'the log retention of the AWS CDK'],
      [
        'BucketNotificationsHandler050a0587b7544547bf325f094a3db834',
        'the bucket notifications of the AWS CDK',
      ],
      [
        'AWS679f53fac002430cb0da5b7982bd2287',
        'the custom resource of the AWS CDK for calls to AWS',
      ],
      [
        'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C',
        'the bucket deployment of the AWS CDK',
      ],
      ...[
        ['S3AutoDeleteObjects', 'the emptying of deleted buckets by the AWS CDK'],
        ['ECRAutoDeleteImages', 'the emptying of deleted repositories by the AWS CDK'],
        ['VpcRestrictDefaultSG', 'the closing of default security groups by the AWS CDK'],
        ['CrossRegionExportWriter', 'the references across regions of the AWS CDK'],
        ['CrossRegionExportReader', 'the references across regions of the AWS CDK'],
        ['CrossAccountZoneDelegation', 'the zone delegation of the AWS CDK'],
        ['AWSCDKOpenIdConnectProvider', 'the OpenID Connect provider of the AWS CDK'],
        ['AWSCDKCfnJson', 'the JSON of the AWS CDK'],
      ].map(([type, name]) => [`Custom${type}CustomResourceProviderHandler`, name ?? ''] as const),
    ] as const
  ).map(([startsWith, name]) => ({
    name,
    update: CDK,
    handlers: SINGLE,
    logicalId: { startsWith },
  })),
  ...['onEvent', 'isComplete', 'onTimeout'].map((step) => ({
    name: 'the provider framework of the AWS CDK',
    update: CDK,
    handlers: [`framework.${step}`],
    logicalId: { endsWith: `framework${step}` },
  })),
  ...(
    [
      ['existingDashs3', ['s3']],
      ['existingDashcup', ['cognito-user-pool', 'cognitoUserPool']],
      ['eventDashbridge', ['event-bridge', 'eventBridge']],
      ['apigwDashcwDashrole', ['api-gateway-cloud-watch-role', 'apiGatewayCloudWatchRole']],
    ] as const
  ).map(([id, folders]) => ({
    name: 'the custom resources of the Serverless Framework',
    update: 'update serverless, then deploy again',
    handlers: folders.map((folder) => `${folder}/handler.handler`),
    logicalId: { startsWith: `CustomDashresourceDash${id}LambdaFunction` },
  })),
  {
    name: 'the Datadog Forwarder',
    update: "update its stack with Datadog's latest template",
    handlers: ['lambda_function.lambda_handler'],
    tag: 'dd_forwarder_version',
  },
];

/** Amplify's own authentication: it has a role of the same suffix. */
export const amplifyLogin = {
  name: 'the sign-in of AWS Amplify',
  update: 'Amplify replaces them by itself; where the application signs in otherwise, delete them',
  functions: [
    'create-auth-challenge',
    'custom-message',
    'define-auth-challenge',
    'verify-auth-challenge',
  ].map((name) => `amplify-login-${name}-`),
  role: 'amplify-login-lambda-',
};

/**
 * Set by the Serverless Application Repository, but open to anyone who may tag: the ARN of an application,
 * which names its publisher.
 */
export const SAR_APPLICATION = 'serverlessrepo:applicationId';
