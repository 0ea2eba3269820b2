import { expect, it } from 'vitest';
import {
  sdkActions,
  sdkForwardedActions,
  sdkFurtherActions,
} from '../../functions/data/sdk-actions.ts';
import { sdkResources } from '../../functions/data/sdk-resources.ts';
import { sdkServiceLines, sdkServicesAsOf } from '../../functions/data/sdk-services.ts';
import { actionsMatching } from '../../functions/engines/iam/action-catalogue.ts';
import {
  actionsOf,
  forwardedActionsOf,
  furtherActionsOf,
  isKnownService,
} from '../../functions/engines/sdk/index.ts';

const DAYS = 180;
const lines = sdkServiceLines.trim().split('\n');

it(`is at most ${DAYS} days old: if not, run node scripts/update-sdk-operations.ts`, () => {
  const age = (Date.now() - Date.parse(sdkServicesAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('adds at most 90 kB to a bundle', () => {
  const bytes = [sdkServiceLines, sdkActions, sdkFurtherActions, sdkForwardedActions, sdkResources]
    .map((each) => JSON.stringify(each).length)
    .reduce((sum, each) => sum + each);

  expect(bytes).toBeLessThan(90_000);
});

it('names each service once, in eight words', () => {
  const services = lines.map((line) => line.split(' ')[0]);

  expect(lines.length).toBeGreaterThan(400);
  expect(new Set(services).size).toBe(services.length);
  for (const line of lines) expect(line).toMatch(/^[\w-]+( [\w,=-]+){7}$/);
});

it.each([
  ['actions', sdkActions],
  ['further actions', sdkFurtherActions],
  ['forwarded actions', sdkForwardedActions],
  ['resources', sdkResources],
])('names services that botocore has in the table of %s', (_, table) => {
  expect(Object.keys(table).filter((service) => !isKnownService(service))).toEqual([]);
});

it('names actions that AWS has', () => {
  const named = [
    ...operationsIn(sdkActions).flatMap(actionsOf),
    ...operationsIn(sdkForwardedActions).flatMap(forwardedActionsOf),
    ...operationsIn(sdkFurtherActions)
      .flatMap(furtherActionsOf)
      .filter((action) => !/:(?:Tag\*|AddTags\*|CreateTags)$/.test(action)),
  ];

  expect(named.length).toBeGreaterThan(150);
  expect(named.filter((action) => actionsMatching(action).length === 0)).toEqual([]);
});

function operationsIn(table: typeof sdkActions) {
  return Object.entries(table).flatMap(([service, rows]) =>
    Object.keys(rows).map((operation) => ({ service, operation })),
  );
}
