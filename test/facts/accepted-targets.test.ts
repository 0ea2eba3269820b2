import { expect, it, vi } from 'vitest';
import type { Selector } from '../../functions/domain/rules/rules.ts';
import { acceptedTargets } from '../../functions/facts/accepted-targets.ts';
import { tagSurvey } from '../../functions/facts/function/ownership.ts';
import { sampleFinding } from '../cli/samples.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { account, functionNamed, layerNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders').arn;
const clock = () => new Date('2026-11-24T02:00:00Z');
const suppressedUntil = (until: string, target = orders) =>
  sampleFinding({ target, status: 'suppressed', suppression: { reason: 'ours', until } });

const byRule = sampleFinding({
  target: orders,
  status: 'suppressed',
  suppression: { reason: 'ours', until: '2026-12-01T00:00:00.000Z', rule: 'gone' },
});

it.each([
  ['a function whose finding is suppressed', suppressedUntil('2026-12-01T00:00:00.000Z'), 1],
  ['none whose suppression has ended', suppressedUntil('2026-11-24T00:00:00.000Z'), 0],
  ['none that a rule suppresses, for that is asked itself', byRule, 0],
  ['not the account', suppressedUntil('2026-12-01T00:00:00.000Z', account.arn), 0],
])('accepted is %s', async (_, finding, expected) => {
  const asked: string[] = [];
  const findings = {
    async *suppressed(check: string) {
      asked.push(check);
      yield finding;
    },
  };

  const accepted = await acceptedTargets({ ...parts(), findings })(
    'usage/unlimited-log-retention',
    { arns: [orders], severity: 'low' },
  );

  expect(accepted).toHaveLength(expected);
  expect(asked).toEqual(['usage/unlimited-log-retention']);
});

it('accepted is what a rule selects, as it is owned, and nothing while that is not known', async () => {
  const facts = recordedFacts();
  const mails = functionNamed('mails').arn;
  const accepted = () =>
    acceptedTargets({ ...parts(facts, { stack: ['Shop'] }), findings: nothing })(
      'usage/unlimited-log-retention',
      { arns: [orders, mails, tools], severity: 'low' },
    );
  await expect(accepted()).rejects.toThrow('whose orders is');

  const tags = [['aws:cloudformation:stack-name', 'Shop'] as const];
  const read = async function* () {
    yield [{ arn: orders, tags }];
  };
  await tagSurvey(read, facts, clock).survey(['eu-west-1'], []);

  expect(await accepted()).toEqual([{ target: orders }]);
});

it('asks for no owners where no rule does', async () => {
  const facts = recordedFacts();
  const read = vi.spyOn(facts, 'read');

  const accepted = await acceptedTargets({
    ...parts(facts, { function: ['ord*'] }),
    findings: nothing,
  })('usage/unlimited-log-retention', { arns: [orders], severity: 'low' });

  expect(accepted).toEqual([{ target: orders }]);
  expect(read).not.toHaveBeenCalled();
});

const tools = layerNamed('tools:3').arn;
const nothing = {
  async *suppressed() {
    // None is.
  },
};

function parts(facts = recordedFacts(), match?: Selector) {
  const rule = { name: 'shop', reason: 'ours', until: undefined };

  return {
    facts,
    clock,
    settings: { ownerTags: [] },
    rules: {
      trustTags: false,
      rules: match ? [{ ...rule, match, effect: { kind: 'suppress' as const } }] : [],
    },
  };
}
