import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { perTargetKnown } from '../../functions/app/collectors.ts';
import { type Observer, observe } from '../../functions/app/observe.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import type { CheckId } from '../../functions/core/check-id.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { FunctionTarget } from '../../functions/core/target.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import type { FrameworkFunction } from '../../functions/domain/framework-function.ts';
import type { Rules, Selector } from '../../functions/domain/rules/rules.ts';
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
    await night([old], known(undefined));
    await suppressByHand();

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

describe('what may be worse than it looks', () => {
  it.each(['understated', 'unweighed', 'incomplete'] as const)(
    'neither ends nor opens what is mild where it is %s',
    async (doubt) => {
      await night([{ ...old, severity: 'critical' }], known(retention));

      const changes = await night(
        { known: true, value: [old, slow, grave], [doubt]: 'a feed is down' },
        known(retention),
      );

      expect(changes).toMatchObject([{ kind: 'opened', finding: { subject: 'grave' } }]);
      expect(findings.open()).toMatchObject([
        { subject: 'old', severity: 'critical' },
        { subject: 'grave' },
      ]);
      expect(await night([old, grave], known(retention))).toMatchObject([
        { kind: 'updated', finding: { subject: 'old', status: 'resolved' } },
      ]);
    },
  );
});

describe('a function of which neither tags nor notes are known', () => {
  it('opens and ends nothing mild, and says so', async () => {
    await night([old], known(undefined));
    vi.spyOn(facts, 'read').mockRejectedValue(new Error('throttled'));

    const changes = await night([slow, grave], unknown('throttled'));

    expect(changes).toMatchObject([{ kind: 'opened', finding: { subject: 'grave' } }]);
    const { coverage } = await findings.read('usage', cdk.arn);
    expect(coverage?.gaps).toMatchObject([
      { fact: 'frameworkFaults', reason: expect.stringContaining('throttled') },
    ]);
  });

  it('keeps that it is idle, which is not asked of frameworks', async () => {
    await night([old], known(undefined), undefined, { id: 'usage/idle-function' });
    vi.spyOn(facts, 'read').mockRejectedValue(new Error('throttled'));

    expect(
      await night([old], unknown('throttled'), undefined, { id: 'usage/idle-function' }),
    ).toEqual([]);
    expect(open()).toEqual(['old']);
  });

  it('resolves what is no more', async () => {
    await night([old], known(undefined));
    vi.spyOn(facts, 'read').mockRejectedValue(new Error('throttled'));

    expect(await night([], unknown('throttled'))).toMatchObject([{ kind: 'resolved' }]);
  });
});

describe('what only a tag says that anyone may write', () => {
  const tagged = { ...retention, byFreeTag: true } as const;

  it('makes findings milder, and hides none', async () => {
    await night([old], known(undefined));

    expect(await night([old, grave], known(tagged))).toMatchObject([
      { kind: 'eased', finding: { subject: 'old', severity: 'low' } },
      { kind: 'opened', finding: { subject: 'grave', severity: 'critical' } },
    ]);
    expect((await noted()).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('is remembered while the tags are not known', async () => {
    await night([old], known(tagged));

    expect(await night([old], unknown('no tags'))).toEqual([]);
    expect(findings.open()).toMatchObject([{ subject: 'old', severity: 'low' }]);
  });

  it('takes out of the account’s finding what was in it', async () => {
    await night([old], known(retention));

    expect(await night([old], known(tagged))).toMatchObject([{ kind: 'opened' }]);
    expect((await noted()).flatMap(({ faults }) => faults)).toEqual([]);
  });
});

describe('what a rule makes grave', () => {
  const raising = (match: Selector): Rules => ({
    trustTags: false,
    rules: [
      {
        name: 'raised',
        match,
        effect: { kind: 'severity', severity: 'high' },
        reason: 'we care',
        until: undefined,
      },
    ],
  });

  it('stays a finding of the function', async () => {
    const byRule = raising({ subject: ['old'] });

    expect(await night([old, slow], known(retention), byRule)).toMatchObject([
      { kind: 'opened', finding: { subject: 'old', severity: 'high' } },
    ]);
    expect((await noted())[0]?.faults).toMatchObject([{ subject: 'slow' }]);
  });

  it('ends and opens nothing where it is not known whether the rule selects it', async () => {
    const byRule = raising({ subject: ['old'], owner: ['team'] });
    await night([old], known(undefined));

    expect(await night([old], known(retention), byRule)).toEqual([]);
    expect(open()).toEqual(['old']);
  });
});

describe('the subject of what is noted', () => {
  it('is the one that a finding is stored under', async () => {
    const subject = 'long'.repeat(100);
    await night([{ ...old, subject }], known(undefined));
    const [stored] = open();

    await night([{ ...old, subject }], known(retention));

    expect((await noted())[0]?.faults).toMatchObject([{ subject: stored }]);
    expect(stored?.length).toBeLessThanOrEqual(200);
  });

  it('is not noted where it is grave as well, as far as it is stored', async () => {
    const both = [
      { ...old, subject: `key AKIA${'A7'.repeat(8)}` },
      { ...grave, subject: `key AKIA${'B7'.repeat(8)}` },
    ];
    await night(both, known(retention));

    expect(await night(both, known(retention))).toEqual([]);
    expect(findings.open()).toMatchObject([{ severity: 'critical' }]);
    expect((await noted())[0]?.faults).toEqual([]);
  });

  it('is the one of today of what was suppressed under an earlier one', async () => {
    await night([{ ...old, subject: 'was/old' }], known(undefined));
    await suppressByHand();
    const over = { subjectNow: (subject: string) => subject.replace('was/', '') };

    await night([old], known(retention), undefined, over);

    const { findings: stored } = await findings.read('usage', cdk.arn);
    expect(stored).toMatchObject([
      { subject: 'was/old', status: 'resolved' },
      { subject: 'old', status: 'suppressed' },
    ]);
    expect(await night([old], known(retention), undefined, over)).toEqual([]);
  });

  it('ends quietly under an earlier one that is open', async () => {
    await night([{ ...old, subject: 'was/old' }], known(undefined));

    const changes = await night([old], known(retention), undefined, {
      subjectNow: (subject) => subject.replace('was/', ''),
    });

    expect(changes.map(({ kind }) => kind)).toEqual(changes.map(() => 'updated'));
    expect(open()).toEqual([]);
  });
});

describe('the coverage of the function', () => {
  it('says which checks are a part of the account’s finding', async () => {
    expect(await foldedAfter([old], known(retention))).toEqual(['usage/example']);
    expect(await foldedAfter(unknown('denied'), known(retention))).toEqual(['usage/example']);
    expect(await foldedAfter([grave], known(retention))).toBeUndefined();
    expect(await foldedAfter([old], known({ ...retention, byFreeTag: true }))).toBeUndefined();
    expect(await foldedAfter([old], known(undefined))).toBeUndefined();
  });

  it('says so where it is not known what is mild', async () => {
    const doubtful = { known: true, value: [old], understated: 'a feed is down' } as const;

    expect(await foldedAfter(doubtful, known(retention))).toEqual(['usage/example']);
  });

  async function foldedAfter(...[found, framework]: Parameters<typeof night>) {
    await night(found, framework);
    const { coverage } = await findings.read('usage', cdk.arn);

    return coverage?.folded;
  }
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

interface Found {
  readonly subject: string;
  readonly severity: Severity;
}

async function suppressByHand() {
  const byHand = { reason: 'ours', until: at(9), by: undefined };
  const { coverage, findings: stored } = await findings.read('usage', cdk.arn);
  if (!coverage) throw new Error('nothing was covered');
  const transitions = stored.map((finding) => suppress(finding, byHand, at(day)));

  await findings.write(transitions, coverage, coverage, false);
}

async function night(
  found: readonly Found[] | Known<readonly Found[]>,
  framework: Known<FrameworkFunction | undefined>,
  by?: Rules,
  over: CheckOver = {},
) {
  day += 1;
  const answer: Known<readonly Found[]> = 'known' in found ? found : { known: true, value: found };
  const [observation] = await observe(
    { ...observerOf(answer, framework, over), ...(by && { rules: by }) },
    [cdk],
  );
  if (!observation) throw new Error('nothing was observed');

  return record(observation, findings, false, by);
}

interface CheckOver {
  readonly id?: CheckId;
  readonly subjectNow?: (subject: string) => string;
}

function observerOf(
  found: Known<readonly Found[]>,
  framework: Known<FrameworkFunction | undefined>,
  { id = 'usage/example', subjectNow }: CheckOver,
): Observer {
  const check = defineCheck({
    id,
    ...(subjectNow && { subjectNow }),
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
