import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient, ListApisCommand, ListGraphqlApisCommand } from '@aws-sdk/client-appsync';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import * as checks from '../../functions/checks/permissions/index.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { permissionsScanner } from '../../functions/scanners/permissions-scanner.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { metBySweep } from '../fakes/targets.ts';

const iam = mockClient(IAMClient);
const rest = mockClient(APIGatewayClient);
const http = mockClient(ApiGatewayV2Client);
const appsync = mockClient(AppSyncClient);
const balancers = mockClient(ElasticLoadBalancingV2Client);

beforeEach(() => {
  for (const client of [iam, rest, http, appsync, balancers]) client.reset();
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    RoleDetailList: [{ Arn: 'arn:aws:iam::111122223333:role/any' }],
    Policies: [],
  });
  balancers.on(DescribeTargetGroupsCommand).resolves({ TargetGroups: [] });
  rest.on(GetRestApisCommand).resolves({ items: [] });
  http.on(GetApisCommand).resolves({ Items: [] });
  appsync.on(ListGraphqlApisCommand).resolves({ graphqlApis: [] });
  appsync.on(ListApisCommand).resolves({ apis: [] });
});

describe('before functions are listed, the permissions scanner', () => {
  it('reads the APIs of each region and, for each survey, the roles of the account', async () => {
    const { surveys } = scannerWithout();

    await surveys?.regions?.survey(['eu-west-1', 'us-east-1'], []);
    await surveys?.roles?.survey(new Map(), []);

    expect(calls()).toEqual({ iam: 2, rest: 2, http: 2, appsync: 4 });
  });

  it('reads nothing that no check asks for', async () => {
    const { surveys } = scannerWithout(
      'permissions/mutable-by',
      'permissions/api-key-only',
      'permissions/appsync-api-key',
      'permissions/open-load-balancer',
      'permissions/open-iot-topic',
      'permissions/wide-iot-policy',
      'permissions/open-api-route',
      'permissions/unauthenticated-url',
      'permissions/dangling-trigger',
    );

    await surveys?.regions?.survey(['eu-west-1'], []);

    expect(calls()).toEqual({ iam: 0, rest: 0, http: 0, appsync: 0 });
  });

  it('reads the APIs for what may be triggered by one that is gone', async () => {
    const { surveys } = scannerWithout(
      'permissions/mutable-by',
      'permissions/api-key-only',
      'permissions/appsync-api-key',
      'permissions/open-load-balancer',
      'permissions/open-iot-topic',
      'permissions/wide-iot-policy',
      'permissions/open-api-route',
      'permissions/unauthenticated-url',
    );

    await surveys?.regions?.survey(['eu-west-1'], []);

    expect(calls()).toEqual({ iam: 0, rest: 1, http: 1, appsync: 0 });
  });

  it('reads the load balancers of regions with functions, unless no check asks for them', async () => {
    const { surveys } = scannerWithout();

    await surveys?.populated?.survey(['eu-west-1'], []);

    expect(balancers.calls()).toHaveLength(1);
    await scannerWithout('permissions/open-load-balancer').surveys?.populated?.survey(
      ['eu-west-1'],
      [],
    );
    expect(balancers.calls()).toHaveLength(1);
  });
});

describe('of each region with functions, the permissions scanner', () => {
  it('stores what they keep in its tables, unless no check weighs what they hand out', async () => {
    const facts = recordedFacts();
    await scannerWith({ facts }).surveys?.populated?.survey(['eu-west-1'], []);
    const weighing = Object.values(checks)
      .filter(({ needs }) => needs.some((need) => need === 'powerInUse'))
      .map(({ id }) => id);

    expect((await facts.read('kept tables', ['eu-west-1'])).get('eu-west-1')).toEqual({});
    expect(scannerWithout(...weighing).surveys?.populated).toBeUndefined();
  });
});

it('looks at the account last where a check adds up what was noted of functions', () => {
  expect(scannerWithout().observer.accountLast).toBe(true);
  expect(scannerWithout('permissions/wide-iot-policy').observer.accountLast).toBe(false);
});

it('stores which functions there are where a check adds up their notes', async () => {
  const stored = async (...disabled: readonly string[]) => {
    const facts = recordedFacts();
    const { surveys } = scannerWith({ facts, disabledChecks: disabled });
    await surveys?.account?.survey(metBySweep([]), []);
    return (await facts.read('carriers', ['account'])).has('account');
  };

  expect(await stored()).toBe(true);
  expect(await stored('permissions/wide-iot-policy')).toBe(false);
});

describe('for other scanners, the permissions scanner', () => {
  it('stores what leads to each function', () => {
    expect(scannerWithout().observer.keepers?.function).toHaveLength(1);
  });

  it('stores nothing where it may not read policies, for no check asks for them', () => {
    const ofPolicies = Object.values(checks)
      .filter(({ needs }) => needs.some((need) => need === 'resourcePolicies'))
      .map(({ id }) => id);

    expect(scannerWithout(...ofPolicies).observer.keepers?.function).toEqual([]);
  });
});

function scannerWithout(...disabledChecks: readonly string[]) {
  return scannerWith({ disabledChecks });
}

function scannerWith({
  disabledChecks = [],
  facts = recordedFacts(),
}: {
  readonly disabledChecks?: readonly string[];
  readonly facts?: FactStore;
}) {
  return permissionsScanner({
    settings: {
      ...defaultScanSettings,
      regions: ['eu-west-1'],
      disabledChecks: [...disabledChecks],
    },
    facts,
    findings: inMemoryFindings(),
    targetState: async () => ({ open: [], gaps: {} }),
    clock: () => new Date('2026-11-24T02:00:00Z'),
  });
}

function calls() {
  return {
    iam: iam.calls().length,
    rest: rest.calls().length,
    http: http.calls().length,
    appsync: appsync.calls().length,
  };
}
