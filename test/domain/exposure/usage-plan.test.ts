import { describe, expect, it } from 'vitest';
import { limits, plansOf, type UsagePlan } from '../../../functions/domain/exposure/usage-plan.ts';
import { routeOf } from '../../builders/way-of.ts';

const own = (stage: string) => `https://a1.execute-api.eu-west-1.amazonaws.com/${stage}`;
const stage = (name: string, throttles = {}) => ({ apiId: 'a1', stage: name, throttles });
const plan = (some: Partial<UsagePlan> = {}): UsagePlan => ({
  id: 'p1',
  name: 'partners',
  stages: [stage('live')],
  ...some,
});

describe('a usage plan is of a route', () => {
  it.each<[string, boolean, string[], Partial<UsagePlan>]>([
    ['in its stage', true, [own('live')], {}],
    ['in one of its stages', true, [own('live'), own('test')], {}],
    ['not in another stage', false, [own('test')], {}],
    [
      'not in the same stage of another API',
      false,
      [own('live')],
      { stages: [{ ...stage('live'), apiId: 'b2' }] },
    ],
    ['in whichever stage a domain of its own leads to', true, ['https://shop.example'], {}],
    ['not without a stage', false, ['https://shop.example'], { stages: [] }],
  ])('%s: %s', (_, expected, addresses, some) => {
    expect(plansOf(routeOf({ kind: 'REST', addresses }), [plan(some)])).toHaveLength(
      Number(expected),
    );
  });
});

describe('a usage plan limits a key', () => {
  const both = [own('live'), own('test')];

  it.each<[string, boolean, Partial<UsagePlan>]>([
    ['by nothing', false, {}],
    ['by a throttle', true, { requestsPerSecond: 10 }],
    ['by a throttle that lets nothing through', true, { requestsPerSecond: 0 }],
    ['by a quota', true, { quota: { limit: 10, period: 'DAY' } }],
    ['by a throttle of the route', true, { stages: [stage('live', { 'GET /orders': 5 })] }],
    ['by a throttle of all routes of a stage', true, { stages: [stage('live', { '* /*': 5 })] }],
    [
      'not by a throttle of another route',
      false,
      { stages: [stage('live', { 'PUT /orders': 5 })] },
    ],
    [
      'not by a throttle in one stage alone',
      false,
      { stages: [stage('live', { 'GET /orders': 5 }), stage('test')] },
    ],
  ])('%s: %s', (_, expected, some) => {
    expect(limits(plan(some), routeOf({ kind: 'REST', addresses: both }))).toBe(expected);
  });
});
