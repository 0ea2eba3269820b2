import { readdirSync, readFileSync } from 'node:fs';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { IAMClient } from '@aws-sdk/client-iam';
import { BatchGetAccountStatusCommand, Inspector2Client } from '@aws-sdk/client-inspector2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountBudgets } from '../../../functions/adapters/aws/account-budgets.ts';
import { anomalySubscriptions } from '../../../functions/adapters/aws/anomaly-subscriptions.ts';
import { apiDomains } from '../../../functions/adapters/aws/api-domains.ts';
import { dailySeries } from '../../../functions/adapters/aws/daily-series.ts';
import { edgeReplicas } from '../../../functions/adapters/aws/edge-replicas.ts';
import { eventInvokeConfigs } from '../../../functions/adapters/aws/event-invoke-configs.ts';
import { eventSourceMappings } from '../../../functions/adapters/aws/event-source-mappings.ts';
import { httpApis } from '../../../functions/adapters/aws/http-apis.ts';
import { inspectorCoverage } from '../../../functions/adapters/aws/inspector-coverage.ts';
import { lambdaAliases } from '../../../functions/adapters/aws/lambda-aliases.ts';
import { lambdaConcurrency } from '../../../functions/adapters/aws/lambda-concurrency.ts';
import { lambdaFunctionUrls } from '../../../functions/adapters/aws/lambda-function-urls.ts';
import { lambdaInventory } from '../../../functions/adapters/aws/lambda-inventory.ts';
import { lambdaLayerVersions } from '../../../functions/adapters/aws/lambda-layer-versions.ts';
import { logGroups } from '../../../functions/adapters/aws/log-groups.ts';
import { listsOf, pagesOf, wholePages } from '../../../functions/adapters/aws/pages.ts';
import { publishedVersions } from '../../../functions/adapters/aws/published-versions.ts';
import { restApis } from '../../../functions/adapters/aws/rest-apis.ts';
import { rolesForFunctions } from '../../../functions/adapters/aws/roles-for-functions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { functionNamed, layerNamed } from '../../fakes/targets.ts';

const target = functionNamed('f');
const clock = () => new Date('2026-01-02T02:00:00Z');
const lambda = new LambdaClient({ region: 'eu-west-1' });
const iam = new IAMClient({});
const logs = new CloudWatchLogsClient({ region: 'eu-west-1' });
const http = new ApiGatewayV2Client({ region: 'eu-west-1' });

const mocks = {
  lambda: mockClient(lambda),
  iam: mockClient(iam),
  logs: mockClient(logs),
  http: mockClient(http),
  rest: mockClient(APIGatewayClient),
  budgets: mockClient(BudgetsClient),
  anomalies: mockClient(CostExplorerClient),
  metrics: mockClient(CloudWatchClient),
  inspector: mockClient(Inspector2Client),
};

beforeEach(() => {
  for (const mock of Object.values(mocks)) mock.reset();
});

/** Every reader of a listing: what it asks, where its list is, and what leads to the next page. */
const readers: readonly [string, keyof typeof mocks, string, string, () => Promise<unknown>][] = [
  ['aliases', 'lambda', 'Aliases', 'NextMarker', () => lambdaAliases(lambda, target.arn)],
  [
    'provisioned concurrency',
    'lambda',
    'ProvisionedConcurrencyConfigs',
    'NextMarker',
    () => lambdaConcurrency(() => lambda).provisioned(target),
  ],
  [
    'function URLs',
    'lambda',
    'FunctionUrlConfigs',
    'NextMarker',
    () => lambdaFunctionUrls(() => lambda)(target),
  ],
  [
    'functions',
    'lambda',
    'Functions',
    'NextMarker',
    () => Array.fromAsync(inventory(false).functions('eu-west-1')),
  ],
  [
    'functions with their versions',
    'lambda',
    'Functions',
    'NextMarker',
    () => Array.fromAsync(inventory(true).functions('eu-west-1')),
  ],
  [
    'replicas at the edge',
    'lambda',
    'Functions',
    'NextMarker',
    edgeReplicas({
      lambda: () => lambda,
      regions: async () => ['eu-west-1'],
    }),
  ],
  [
    'layer versions',
    'lambda',
    'LayerVersions',
    'NextMarker',
    () => lambdaLayerVersions(() => lambda)(layerNamed('common:3')),
  ],
  [
    'versions of a function',
    'lambda',
    'Versions',
    'NextMarker',
    () => publishedVersions(lambda, target.arn),
  ],
  [
    'failure destinations',
    'lambda',
    'FunctionEventInvokeConfigs',
    'NextMarker',
    () => eventInvokeConfigs(() => lambda)(target),
  ],
  [
    'event source mappings',
    'lambda',
    'EventSourceMappings',
    'NextMarker',
    () => eventSourceMappings(() => lambda)('eu-west-1'),
  ],
  ['roles', 'iam', 'Roles', 'Marker', () => rolesForFunctions(iam).list()],
  [
    'policies of a role',
    'iam',
    'AttachedPolicies',
    'Marker',
    () => rolesForFunctions(iam).managedPolicies('role'),
  ],
  ['log groups', 'logs', 'logGroups', 'nextToken', () => logGroups(() => logs).ofLambda('r')],
  [
    'log groups by name',
    'logs',
    'logGroups',
    'nextToken',
    () => logGroups(() => logs).named(['g'], 'r'),
  ],
  ['HTTP APIs', 'http', 'Items', 'NextToken', () => Array.fromAsync(httpApis(http))],
  ['domain names', 'http', 'Items', 'NextToken', apiDomains(http)],
  [
    'REST APIs',
    'rest',
    'items',
    'position',
    () => Array.fromAsync(restApis(new APIGatewayClient({ region: 'eu-west-1' }))),
  ],
  [
    'anomaly subscriptions',
    'anomalies',
    'AnomalySubscriptions',
    'NextPageToken',
    () => anomalySubscriptions((region) => new CostExplorerClient({ region }))('us-east-1'),
  ],
  [
    'metrics',
    'metrics',
    'MetricDataResults',
    'NextToken',
    () =>
      dailySeries({ cloudwatch: (region) => new CloudWatchClient({ region }), clock })(
        'eu-west-1',
        [{ namespace: 'n', metric: 'm', dimensions: {}, statistic: 'Sum' }],
        1,
      ).then(refuseUnknown),
  ],
  [
    'coverage of Inspector',
    'inspector',
    'coveredResources',
    'nextToken',
    () =>
      inspectorCoverage({ inspector: (region) => new Inspector2Client({ region }), clock })([
        target,
      ]).then((answers) => refuseUnknown([...answers.values()])),
  ],
];

describe.each(readers)('a listing of %s', (_, service, list, token, read) => {
  it('is malformed without its list, and nothing is gone for that', async () => {
    answer(service, {});

    await expect(read()).rejects.toThrow(`it has no ${list}`);
  });

  it('is malformed when its pages lead in a circle', async () => {
    answer(service, { [list]: [], [token]: 'again', IsTruncated: true });

    await expect(read()).rejects.toThrow(`its ${token} leads in a circle`);
  });
});

it('knows an account without budgets by an answer without their list, and no circle', async () => {
  const read = accountBudgets((region) => new BudgetsClient({ region }));

  answer('budgets', {});
  expect(await read('111122223333', 'us-east-1')).toEqual([]);

  answer('budgets', { Budgets: [], NextToken: 'again' });
  await expect(read('111122223333', 'us-east-1')).rejects.toThrow('in a circle');
});

describe('pages', () => {
  it('are asked for one after the other, and end without a token or with an empty one', async () => {
    const asked: unknown[] = [];
    const pages = pagesOf('token', async (token) => {
      asked.push(token);
      return { items: [asked.length], token: asked.length < 3 ? `t${asked.length}` : '' };
    });

    expect(await Array.fromAsync(listsOf(pages, 'items', 'token'))).toEqual([[1], [2], [3]]);
    expect(asked).toEqual([undefined, 't1', 't2']);
  });

  it('are not asked for again once they lead back to any before', async () => {
    let asked = 0;
    const tokens = ['a', 'b', 'a', 'b'];
    const pages = pagesOf('token', async () => ({ items: [], token: tokens[asked++] }));

    await expect(Array.fromAsync(listsOf(pages, 'items', 'token'))).rejects.toThrow('circle');
    expect(asked).toBe(3);
  });

  it('may have a token that is no text', async () => {
    async function* pages() {
      yield { next: { pk: { S: 'a' } } };
      yield { next: { pk: { S: 'a' } } };
    }

    await expect(Array.fromAsync(wholePages(pages(), 'next'))).rejects.toThrow('circle');
  });
});

it('is what every adapter reads listings by', () => {
  const folder = 'functions/adapters';
  const paged = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const source = readFileSync(`${folder}/${name}`, 'utf8');
      return /\bpaginate[A-Z]|\bnextToken\b|\bNextToken\b|\bNextMarker\b/.test(source);
    });
  const unheld = paged.filter(
    (name) => !/from '(?:\.|\.\.\/aws)\/pages\.ts'/.test(readFileSync(`${folder}/${name}`, 'utf8')),
  );

  expect(paged.length).toBeGreaterThan(20);
  expect(unheld).toEqual([]);
});

const state = { status: 'ENABLED', errorCode: undefined, errorMessage: undefined } as const;
const enabled = {
  accountId: '111122223333',
  state,
  resourceState: { ec2: state, ecr: state, lambda: state },
};

function inventory(withVersions: boolean) {
  return lambdaInventory({
    lambda: () => lambda,
    regions: async () => ({ open: [], closed: [] }),
    withVersions,
  });
}

function answer(service: keyof typeof mocks, page: object): void {
  mocks[service].resolves(page as never);
  mocks.inspector
    .on(BatchGetAccountStatusCommand)
    .resolves({ accounts: [enabled], failedAccounts: [] });
}

function refuseUnknown(answers: readonly { readonly known: boolean; readonly reason?: string }[]) {
  for (const { known, reason } of answers) if (!known) throw new Error(reason);
}
