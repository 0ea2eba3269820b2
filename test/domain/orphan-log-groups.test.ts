import { expect, it } from 'vitest';
import type { LogGroup } from '../../functions/domain/log-group.ts';
import { type Living, orphansAmong } from '../../functions/domain/orphan-log-groups.ts';

const living: Living = {
  regions: new Set(['eu-west-1', 'us-east-1']),
  has: (name, region) => ['eu-west-1 orders', 'us-east-1 headers'].includes(`${region} ${name}`),
  logsTo: (group, region) => `${region} ${group}` === 'eu-west-1 /aws/lambda/all',
};

it.each([
  ['of a function that lives', '/aws/lambda/orders'],
  ['to which a function logs, though none has its name', '/aws/lambda/all'],
  ['of a replica of a function that lives', '/aws/lambda/us-east-1.headers'],
  ['that is of no function', '/aws/lambda/shop/orders'],
])('spares a group %s', (_, name) => {
  expect(orphansAmong([group(name)], 'eu-west-1', living)).toBeUndefined();
});

it('spares a replica while the functions of us-east-1 are not known', () => {
  const regions = new Set(['eu-west-1']);
  const groups = [group('/aws/lambda/us-east-1.gone')];

  expect(orphansAmong(groups, 'eu-west-1', { ...living, regions })).toBeUndefined();
  expect(orphansAmong(groups, 'eu-west-1', living)?.count).toBe(1);
});

it('spares every group of a region whose functions are not known', () => {
  expect(orphansAmong([group('/aws/lambda/gone')], 'eu-south-1', living)).toBeUndefined();
});

it('does not take a function of another region for the one that logged', () => {
  expect(orphansAmong([group('/aws/lambda/orders')], 'us-east-1', living)?.count).toBe(1);
});

it('counts all, and names the biggest twenty, in a steady order', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    group(`/aws/lambda/gone-${String(index).padStart(2, '0')}`, { storedBytes: index < 2 ? 7 : 1 }),
  );
  const expiring = group('/aws/lambda/old', { storedBytes: 100, retentionDays: 14 });

  const found = orphansAmong([...many.toReversed(), expiring], 'eu-west-1', living);

  expect(found).toMatchObject({ count: 31, storedBytes: 142, everlasting: 30 });
  expect(found?.biggest).toHaveLength(20);
  expect(found?.biggest.slice(0, 4).map(({ name }) => name.slice(12))).toEqual([
    'old',
    'gone-00',
    'gone-01',
    'gone-02',
  ]);
});

function group(name: string, more: Partial<LogGroup> = {}): LogGroup {
  return { name, storedBytes: 0, logClass: 'STANDARD', ...more };
}
