import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { perTargetKnown } from '../../functions/app/collectors.ts';
import { type Observer, observe } from '../../functions/app/observe.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import type { FunctionTarget } from '../../functions/core/target.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import type { FrameworkFunction } from '../../functions/domain/framework-function.ts';
import type { Rules } from '../../functions/domain/rules/rules.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { frameworkFaultsOf, storedFrameworkNotes } from '../../functions/facts/framework-notes.ts';
import { factWords } from '../../functions/facts/index.ts';
import { functionNamed } from '../fakes/targets.ts';

const retention: FrameworkFunction = {
  name: 'the log retention of the AWS CDK',
  update: 'update aws-cdk-lib',
};
const cdk = functionNamed('cdk');
const old = { subject: 'old', severity: 'medium' } as const;
const slow = { subject: 'slow', severity: 'info' } as const;
const grave = { subject: 'grave', severity: 'critical' } as const;

let facts: FactStore;
let findings: ReturnType<typeof inMemoryFindings>;
let day: number;
beforeEach(() => {
  facts = inMemoryFacts();
  findings = inMemoryFindings();
  day = 1;
});

describe('what is found in a function that no team wrote', () => {
  it('is noted where it is mild, and a finding where it is grave', async () => {
    await night([old, slow, grave], known(retention));

    expect(open()).toEqual(['grave']);
    expect(await noted()).toEqual([
      {
        arn: cdk.arn,
        framework: retention,
        faults: [
          { check: 'usage/example', subject: 'old', severity: 'low' },
          { check: 'usage/example', subject: 'slow', severity: 'info' },
        ],
      },
    ]);
  });

  it('ends quietly where it was a finding, and comes back when it is the team’s own', async () => {
    await night([old], known(undefined));

    expect(await night([old], known(retention))).toMatchObject([
      { kind: 'updated', finding: { status: 'resolved' } },
    ]);
    expect(await night([old], known(retention))).toEqual([]);
    expect(await night([old], known(undefined))).toMatchObject([{ kind: 'reopened' }]);
    expect(await noted()).toEqual([]);
  });

  it('is resolved where it is no more', async () => {
    await night([old], known(undefined));

    expect(await night([], known(retention))).toMatchObject([{ kind: 'resolved' }]);
  });

  it('stays while it is suppressed by hand', async () => {
    const [opened] = await night([old], known(undefined));
    if (!opened) throw new Error('nothing opened');
    const byHand = { reason: 'ours', until: at(9), by: undefined };
    const { coverage } = await findings.read('usage', cdk.arn);
    if (!coverage) throw new Error('nothing was covered');
    await findings.write([suppress(opened.finding, byHand, at(day))], coverage, coverage, false);

    expect(await night([old], known(retention))).toEqual([]);
    day = 9;
    expect(await night([old], known(retention))).toMatchObject([{ kind: 'updated' }]);
  });

  it('ends where a rule suppressed it, for the rule acts on the account’s finding', async () => {
    await night([old], known(undefined), rules);

    expect(await night([old], known(retention), rules)).toMatchObject([
      { kind: 'updated', finding: { status: 'resolved' } },
    ]);
  });
});

describe('what is not known', () => {
  it('leaves a function what it was taken for', async () => {
    await night([old], known(retention));

    expect(await night([old], unknown('no tags'))).toEqual([]);
    expect(await noted()).toHaveLength(1);
  });

  it('leaves what was noted, and ends nothing', async () => {
    await night([old], known(undefined));
    await night([old], known(retention));

    await night(unknown('denied'), known(retention));
    expect((await noted())[0]?.faults).toMatchObject([{ subject: 'old' }]);
    await night({ known: true, value: [slow], incomplete: 'a part' }, known(retention));
    expect((await noted())[0]?.faults).toMatchObject([{ subject: 'old' }, { subject: 'slow' }]);
    await night([], known(retention));
    expect((await noted())[0]?.faults).toEqual([]);
  });

  it.each(['read', 'write'] as const)(
    'opens and ends nothing mild where notes fail to %s',
    async (way) => {
      await night([old], known(undefined));
      vi.spyOn(facts, way).mockRejectedValue(new Error('throttled'));

      const changes = await night([old, slow, grave], known(retention));

      expect(changes).toMatchObject([{ kind: 'opened', finding: { subject: 'grave' } }]);
      const { coverage } = await findings.read('usage', cdk.arn);
      expect(coverage?.gaps).toMatchObject([
        { fact: 'frameworkFaults', reason: expect.stringContaining('throttled') },
      ]);
    },
  );
});

it('writes a note when it is new, and before it is forgotten', async () => {
  const write = vi.spyOn(facts, 'write');
  await night([old], known(retention));
  await night([old], known(retention));
  expect(write).toHaveBeenCalledTimes(1);

  day = 25;
  await night(unknown('denied'), known(retention));

  expect(write).toHaveBeenCalledTimes(2);
  expect(await noted()).toHaveLength(1);
});

it('notes nothing of a team’s own', async () => {
  const write = vi.spyOn(facts, 'write');

  await night([old], known(undefined));
  await night([old], unknown('no tags'));

  expect(write).not.toHaveBeenCalled();
});

type Found = typeof old | typeof slow | typeof grave;

async function night(
  found: readonly Found[] | Known<readonly Found[]>,
  framework: Known<FrameworkFunction | undefined>,
  by?: Rules,
) {
  day += 1;
  const answer: Known<readonly Found[]> = 'known' in found ? found : { known: true, value: found };
  const [observation] = await observe(observerOf(answer, framework), [cdk]);
  if (!observation) throw new Error('nothing was observed');

  return record(observation, findings, false, by);
}

function observerOf(
  found: Known<readonly Found[]>,
  framework: Known<FrameworkFunction | undefined>,
): Observer {
  const check = defineCheck({
    id: 'usage/example',
    target: 'function',
    title: 'It is an example',
    severity: 'low',
    practice: 'cost',
    rationale: '',
    remediation: '',
    references: [],
    suppression: { whole: 'it is one' },
    needs: ['errors'],
    evaluate: ({ errors }) =>
      failIfAny(
        (errors as unknown as readonly Found[]).map((each) => ({
          ...each,
          summary: each.subject,
          evidence: [],
        })),
      ),
  });
  const clock = () => new Date(at(day));

  return {
    name: 'usage',
    checks: [check],
    collectors: {
      function: { errors: perTargetKnown<FunctionTarget, readonly Found[]>(async () => found) },
    },
    frameworks: { function: perTargetKnown(async () => framework) },
    frameworkNotes: storedFrameworkNotes({ scanner: 'usage', facts, clock }),
    clock,
    words: factWords,
  };
}

const rules: Rules = {
  trustTags: false,
  rules: [
    {
      name: 'cdk',
      match: { function: ['cdk'] },
      effect: { kind: 'suppress' },
      reason: 'not ours',
      until: undefined,
    },
  ],
};

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function at(which: number): string {
  return new Date(Date.UTC(2026, 10, which, 2)).toISOString();
}

function open(): readonly string[] {
  return findings.open().map(({ subject }) => subject);
}

async function noted() {
  return frameworkFaultsOf(facts, [cdk.arn]);
}
