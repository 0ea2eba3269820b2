import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../../functions/app/ports.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import type { FrameworkFault } from '../../../functions/domain/framework-note.ts';
import type { Rule, Selector } from '../../../functions/domain/rules/rules.ts';
import { frameworkFaults } from '../../../functions/facts/account/framework-faults.ts';
import { carrierSurvey } from '../../../functions/facts/account-aging.ts';
import { storedFrameworkNotes } from '../../../functions/facts/framework-notes.ts';
import { ruleOf } from '../../builders/rule-of.ts';
import { sampleFinding } from '../../cli/samples.ts';
import { account, functionNamed, metBySweep } from '../../fakes/targets.ts';

const framework = { name: 'the log retention of the AWS CDK', update: 'update aws-cdk-lib' };
const first = functionNamed('first');
const second = functionNamed('second');
const old: FrameworkFault = { check: 'dependencies/old', subject: 'lib', severity: 'low' };
const lost: FrameworkFault = { check: 'usage/lost', subject: 'function', severity: 'info' };
const clock = () => new Date('2026-11-28T02:00:00Z');

let facts: FactStore;
beforeEach(async () => {
  facts = inMemoryFacts();
  await note('dependencies', first.arn, [old]);
  await note('usage', first.arn, [lost]);
  await note('usage', second.arn, [lost]);
  await carrierSurvey(facts).survey(metBySweep([first, second]), []);
});

describe('what is at fault in functions of frameworks', () => {
  it('is what all scanners have noted of those that there are', async () => {
    await note('usage', functionNamed('gone').arn, [lost]);

    expect(await found()).toEqual({
      known: true,
      value: [
        { arn: first.arn, framework, faults: [old, lost] },
        { arn: second.arn, framework, faults: [lost] },
      ],
    });
  });

  it('is incomplete where functions are not listed, and unknown where none are', async () => {
    const unlisted = [{ fact: 'us-east-1', reason: 'denied' }];
    await carrierSurvey(facts).survey(metBySweep([first]), unlisted);
    expect(await found()).toMatchObject({ incomplete: 'not listed: us-east-1' });

    facts = inMemoryFacts();
    expect(await found()).toMatchObject({ known: false });
  });

  it('lacks what is suppressed by hand of the function itself', async () => {
    const suppressed = (finding: Partial<Finding>) =>
      sampleFinding({
        target: first.arn,
        check: 'dependencies/old',
        subject: 'lib',
        status: 'suppressed',
        suppression: { reason: 'ours', until: '2027-01-01T00:00:00.000Z' },
        ...finding,
      });

    expect(await faultsOfFirst(suppressed({}))).toEqual([lost]);
    expect(await faultsOfFirst(suppressed({ subject: 'other' }))).toEqual([old, lost]);
    expect(await faultsOfFirst(suppressed({ target: second.arn }))).toEqual([old, lost]);
  });

  it.each<[string, Selector, readonly FrameworkFault[]]>([
    ['the function', { function: ['fir*'] }, []],
    [
      'the function and the check of a fault',
      { function: ['first'], check: ['usage/lost'] },
      [old],
    ],
    ['the function and this check', { function: ['first'], check: ['usage/framework-*'] }, []],
    ['the check of a fault', { check: ['dependencies/*'] }, [lost]],
    ['its subject', { subject: ['lib'] }, [lost]],
    ['the function, as far as it is mild', { function: ['first'], atMost: 'info' }, [old]],
    ['the whole finding', { check: ['usage/framework-faults'] }, [old, lost]],
    ['the account', { account: ['111122223333'] }, [old, lost]],
    ['another function', { function: ['third'] }, [old, lost]],
  ])('lacks what a rule accepts that selects %s', async (_, match, expected) => {
    expect((await found([], [ruleOf(match)]))?.value?.[0]?.faults).toEqual(expected);
  });

  it('lacks nothing by a rule that has ended, or that only sets a severity', async () => {
    const rule = ruleOf({ function: ['first'] });

    expect(
      (await found([], [{ ...rule, until: '2026-11-28T00:00:00.000Z' }]))?.value?.[0]?.faults,
    ).toEqual([old, lost]);
    expect(
      (await found([], [{ ...rule, effect: { kind: 'severity', severity: 'low' } }]))?.value?.[0]
        ?.faults,
    ).toEqual([old, lost]);
  });

  it('is unknown where a rule asks for a stack and the tags are not known', async () => {
    expect(await found([], [ruleOf({ stack: ['Shop'] })])).toMatchObject({
      known: false,
      reason: expect.stringContaining('whose first is'),
    });
  });
});

async function note(scanner: string, arn: string, faults: readonly FrameworkFault[]) {
  const notes = storedFrameworkNotes({ scanner, facts, clock });

  await notes.write(new Map([[arn, { framework, faults: [...faults] }]]));
}

async function found(suppressed: readonly Finding[] = [], rules: readonly Rule[] = []) {
  const read = frameworkFaults({
    facts,
    clock,
    settings: { ownerTags: [] },
    rules: { trustTags: false, rules },
    findings: {
      async *suppressed(check) {
        yield* suppressed.filter((finding) => finding.check === check);
      },
    },
  });
  const answer = (await read([account])).get(account.arn);

  return answer as { readonly value?: readonly { readonly faults: readonly FrameworkFault[] }[] };
}

async function faultsOfFirst(suppressed: Finding) {
  return (await found([suppressed])).value?.[0]?.faults;
}
