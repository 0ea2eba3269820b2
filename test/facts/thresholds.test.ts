import { describe, expect, it, vi } from 'vitest';
import type { Rule } from '../../functions/domain/rules/rules.ts';
import { tagSurvey } from '../../functions/facts/function/ownership.ts';
import { greatestThreshold, thresholdReaders } from '../../functions/facts/thresholds.ts';
import { thresholdRule } from '../builders/rule-of.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { functionNamed } from '../fakes/targets.ts';

const clock = () => new Date('2026-11-28T02:00:00Z');
const settings = { idleDays: 90, maxPublicUsdPerHour: 10, ownerTags: ['team'] };
const archive = functionNamed('archive');
const orders = functionNamed('orders');
const byOwner = thresholdRule({ owner: ['records'] }, { idleDays: 400 });

describe('thresholdReaders', () => {
  it('have each function by what rules select, and the others by the settings', async () => {
    const facts = recordedFacts();
    const read = async function* () {
      yield [{ arn: archive.arn, tags: [['team', 'records'] as const] }];
    };
    await tagSurvey(read, facts, clock).survey(['eu-west-1'], []);

    expect(await answers([byOwner], facts)).toEqual([
      { known: true, value: 400 },
      { known: true, value: 90 },
    ]);
  });

  it('do not know where tags are asked for and are not known', async () => {
    expect(await answers([byOwner])).toMatchObject([{ known: false }, { known: false }]);
  });

  it('read no tags where no rule asks for them', async () => {
    const facts = recordedFacts();
    const read = vi.spyOn(facts, 'read');

    const byName = thresholdRule({ function: ['arch*'] }, { idleDays: 400 });
    const costs = thresholdRule({ owner: ['records'] }, { maxPublicUsdPerHour: 5 });

    expect(await answers([byName, costs], facts)).toMatchObject([{ value: 400 }, { value: 90 }]);
    expect(read).not.toHaveBeenCalled();
  });
});

it('the greatest threshold is the longest that is asked for', () => {
  const most = (rules: readonly Rule[]) =>
    greatestThreshold({ settings, rules: { trustTags: true, rules }, clock }, 'idleDays');

  expect(most([])).toBe(90);
  expect(most([byOwner, thresholdRule({ function: ['a'] }, { idleDays: 30 })])).toBe(400);
  expect(most([{ ...byOwner, until: '2026-11-01T00:00:00.000Z' }])).toBe(90);
});

async function answers(rules: readonly Rule[], facts = recordedFacts()) {
  const read = thresholdReaders({ settings, rules: { trustTags: true, rules }, facts, clock });
  const found = await read('idleDays')([archive, orders]);

  return [found.get(archive.arn), found.get(orders.arn)];
}
