import { unknown } from '../../../functions/core/known.ts';
import type { SignatureCheck } from '../../../functions/core/signature-check.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Weakness } from '../../../functions/core/weakness.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { FailureDestination } from '../../../functions/domain/exposure/asynchronous.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { entryPointsOf } from '../../../functions/domain/exposure/entry-points.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import type { TriggerSource } from '../../../functions/domain/exposure/trigger-source.ts';
import {
  type FunctionUse,
  parsePolicy,
  parseResourcePolicy,
  parseTrustPolicy,
  type ResourcePolicy,
  type RolePermissions,
  rolePermissionsOf,
  type TrustPolicy,
} from '../../../functions/engines/iam/index.ts';
import type { SampleFunction, SampleTrigger } from './sample-apps.ts';

/** A function of a sample as AWS and the code scanner show it. */
export interface DeployedFunction {
  readonly target: FunctionTarget;
  readonly permissions: RolePermissions;
  readonly trust: TrustPolicy;
  readonly use: FunctionUse;
  readonly policies: readonly ResourcePolicy[];
  readonly routes: readonly ApiRoute[];
  readonly urls: readonly FunctionUrl[];
  readonly polled: readonly EventSource[];
  readonly failureDestinations: readonly FailureDestination[] | undefined;
  readonly sources: readonly TriggerSource[];
  readonly ways: readonly EntryPoint[];
  /** Its ARN where anyone can invoke it. */
  readonly opened: readonly string[];
  readonly weaknesses: readonly Weakness[];
  readonly signature: SignatureCheck | undefined;
}

const REGION = 'eu-west-1';
const ACCOUNT = '111122223333';
const DAY_MS = 24 * 60 * 60 * 1000;

/** @param now ISO 8601 in UTC. */
export function deployed(sample: SampleFunction, now: string): DeployedFunction {
  const { name, statements, triggers } = sample;
  const target = targetOf(sample, now);
  const routes = triggers.flatMap((trigger) => routeOf(trigger, name));
  const urls = triggers.flatMap((trigger) => urlOf(trigger, name));
  const policies = policiesOf(triggers, target);
  const { ways } = entryPointsOf(target.arn, { policies, urls, routes });
  const isOpen = ways.some(
    (way) =>
      (way.kind === 'url' && way.isOpen) ||
      (way.kind === 'route' && way.route.authorization === 'NONE'),
  );

  return {
    target,
    permissions: rolePermissionsOf(
      [
        {
          name: 'AWSLambdaBasicExecutionRole',
          source: 'managed',
          arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
          statements: statementsOf([basic]),
        },
        ...statements.map((statement, index) => ({
          name: `${name}Policy${index}`,
          source: 'inline' as const,
          statements: statementsOf([statement]),
        })),
      ],
      undefined,
    ),
    trust: parseTrustPolicy(JSON.stringify({ Version: '2012-10-17', Statement: lambdaTrust })),
    use: useOf(sample),
    policies,
    routes,
    urls,
    polled: triggers.flatMap(polledBy),
    failureDestinations: destinationsOf(triggers),
    sources: [],
    ways,
    opened: isOpen ? [target.arn] : [],
    weaknesses: sample.logsEvent ? [logsEvent] : [],
    signature: sample.verifies
      ? { kind: sample.verifies, path: 'index.mjs', line: 4, column: 3 }
      : undefined,
  };
}

const basic = {
  Effect: 'Allow',
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: '*',
};

const lambdaTrust = [
  { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
];

const logsEvent: Weakness = {
  kind: 'logs-whole-event',
  sink: 'console.log',
  path: 'index.mjs',
  line: 3,
  column: 3,
  flow: [{ text: 'the event', path: 'index.mjs', line: 2, column: 30 }],
};

function targetOf({ name, runtime, age = 60 }: SampleFunction, now: string): FunctionTarget {
  return {
    kind: 'function',
    account: ACCOUNT,
    region: REGION,
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
    name,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/${name}-role`,
    runtime,
    packageType: 'Zip',
    handler: 'index.handler',
    codeSha256: name,
    codeSize: 40_000,
    layers: [],
    lastModified: new Date(Date.parse(now) - age * DAY_MS).toISOString(),
    revisionId: name,
    versions: [],
    architecture: 'arm64',
    memoryMb: 128,
    timeoutSeconds: 10,
    storageMb: 512,
  };
}

function statementsOf(statements: readonly object[]) {
  return parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'policy');
}

function useOf({ name, calls, triggers }: SampleFunction): FunctionUse {
  return {
    name,
    place: { partition: 'aws', region: REGION, account: ACCOUNT },
    calls: calls
      ? { known: true, value: { calls: calls.map(callOf), unresolved: [] } }
      : unknown('its code is not read'),
    variables: { known: true, value: {} },
    platform: {
      logGroup: `/aws/lambda/${name}`,
      isInVpc: false,
      isTraced: false,
      environmentKey: null,
      mountsFiles: false,
      sources: triggers.flatMap((trigger) =>
        trigger.kind === 'poll' ? [{ arn: trigger.source, secrets: [] }] : [],
      ),
      destinations: [],
      layers: [],
    },
  };
}

function callOf(named: string, index: number) {
  const [service = '', operation = ''] = named.split('.');

  return { service, operation, resources: [], path: 'index.mjs', line: 10 + index, column: 3 };
}

function routeOf(trigger: SampleTrigger, name: string): readonly ApiRoute[] {
  if (trigger.kind !== 'route') return [];
  const apiId = `api${name.length}${name.slice(0, 4)}`;

  return [
    {
      kind: 'HTTP',
      apiId,
      apiName: name,
      region: REGION,
      key: trigger.key,
      authorization: trigger.auth,
      apiKeyRequired: false,
      isPrivate: false,
      isBarred: false,
      addresses: [`https://${apiId}.execute-api.${REGION}.amazonaws.com`],
    },
  ];
}

function urlOf(trigger: SampleTrigger, name: string): readonly FunctionUrl[] {
  if (trigger.kind !== 'url') return [];

  return [{ url: `https://${name}.lambda-url.${REGION}.on.aws/`, authType: trigger.auth }];
}

function polledBy(trigger: SampleTrigger): readonly EventSource[] {
  if (trigger.kind !== 'poll') return [];
  const { source, onFailure } = trigger;

  return [
    {
      uuid: `uuid-of-${source.split(':').slice(5).join('-')}`,
      source,
      state: 'Enabled',
      lastResult: 'OK',
      isFiltered: false,
      ...(onFailure !== undefined && { failureDestination: onFailure }),
    },
  ];
}

/** Undefined where nothing invokes the function without waiting for it. */
function destinationsOf(
  triggers: readonly SampleTrigger[],
): readonly FailureDestination[] | undefined {
  const events = triggers.filter((trigger) => trigger.kind === 'event');
  if (events.length === 0) return undefined;

  return events.flatMap(({ onFailure }) =>
    onFailure === undefined ? [] : [{ destination: onFailure }],
  );
}

/** As SAM and CDK write permissions: each for one source, in the account. */
function policiesOf(
  triggers: readonly SampleTrigger[],
  { arn }: FunctionTarget,
): readonly ResourcePolicy[] {
  const statements = triggers.flatMap((trigger, index): readonly object[] => {
    if (trigger.kind === 'poll' || (trigger.kind === 'url' && trigger.auth !== 'NONE')) return [];
    const common = { Sid: `statement${index}`, Effect: 'Allow', Resource: arn };
    if (trigger.kind === 'url') {
      return [
        {
          ...common,
          Principal: '*',
          Action: 'lambda:InvokeFunctionUrl',
          Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
        },
      ];
    }

    const service = trigger.kind === 'route' ? 'apigateway' : trigger.service;
    const source =
      trigger.kind === 'route'
        ? `arn:aws:execute-api:${REGION}:${ACCOUNT}:api/*/*`
        : trigger.source;
    return [
      {
        ...common,
        Principal: { Service: `${service}.amazonaws.com` },
        Action: 'lambda:InvokeFunction',
        Condition: {
          ArnLike: { 'AWS:SourceArn': source },
          ...(service === 's3' && { StringEquals: { 'AWS:SourceAccount': ACCOUNT } }),
        },
      },
    ];
  });

  return statements.length === 0
    ? []
    : [
        parseResourcePolicy(
          JSON.stringify({ Version: '2012-10-17', Statement: statements }),
          undefined,
        ),
      ];
}
