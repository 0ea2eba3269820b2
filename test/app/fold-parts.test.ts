import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { perTargetKnown } from '../../functions/app/collectors.ts';
import { type Observer, observe } from '../../functions/app/observe.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import type { CheckId } from '../../functions/core/check-id.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { accountTarget, type FunctionTarget, type Target } from '../../functions/core/target.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import type { OwnedNow } from '../../functions/domain/ownership.ts';
import { nameAndRegion } from '../../functions/domain/part-words.ts';
import type { Rules, Selector } from '../../functions/domain/rules/rules.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { accountParts } from '../../functions/facts/account-parts.ts';
import { factWords } from '../../functions/facts/index.ts';
import { storedPartNotes } from '../../functions/facts/part-notes.ts';
import { functionNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders');
const refunds = functionNamed('refunds');
const account = accountTarget('111122223333', 'aws');
const dear = { severity: 'medium', weight: 60, mark: ['url'] } as const;
const cheap = { severity: 'medium', weight: 12, mark: ['url'] } as const;
const grave = { severity: 'high', weight: 600, mark: ['url'] } as const;
/** Stored by a version whose findings were of functions alone. */
const isOfBefore = true;

let facts: FactStore;
let findings: ReturnType<typeof inMemoryFindings>;
let day = 1;
let rules: Rules;
let owned: Known<OwnedNow>;
beforeEach(async () => {
  facts = inMemoryFacts();
  findings = inMemoryFindings();
  day = 1;
  rules = { trustTags: true, rules: [] };
  owned = known({ owner: 'payments' });
  await list(known([orders.arn]));
});

describe('what is a part of the account’s finding', () => {
  it('is reported there, and what is none by its function', async () => {
    await night({ orders: [cheap] });
    expect(open()).toEqual(['111122223333 all: orders 12']);

    await night({ orders: [grave] });
    expect(open()).toEqual(['orders function']);
  });

  it('keeps its own finding until a stored one of the account names it', async () => {
    await night({ orders: [cheap] }, isOfBefore);
    const read = vi.spyOn(facts, 'read').mockImplementation(async () => new Map());

    await night({ orders: [cheap] });
    expect(open()).toEqual(['orders function']);
    read.mockRestore();
    await night({ orders: [cheap] });
    expect(open()).toEqual(['111122223333 all: orders 12', 'orders function']);
    await night({ orders: [cheap] });
    expect(open()).toEqual(['111122223333 all: orders 12']);
  });

  it('is less severe as its own first, and nothing more once it is named', async () => {
    await night({ orders: [grave], refunds: [dear] });

    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual([
      'eased orders open',
      'worsened 111122223333 open',
    ]);
    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual(['updated orders resolved']);
  });

  it('is one of its function by a look between nights, until the account names it', async () => {
    await night({ orders: [], refunds: [dear] });

    expect(await look([orders], { orders: [cheap] }, false, false)).toEqual(['opened orders open']);
    expect(await look([refunds], { refunds: [dear] }, false, false)).toEqual([]);
    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual([
      'worsened 111122223333 open',
    ]);
    await night({ orders: [cheap], refunds: [dear] });
    expect(open()).toEqual(['111122223333 all: orders 12, refunds 60']);
  });

  it('ends quietly as a finding of its function, in one that opens', async () => {
    await night({ orders: [cheap], refunds: [dear] }, isOfBefore);
    expect(open()).toEqual(['orders function', 'refunds function']);

    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual(['opened 111122223333 open']);
    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual([
      'updated orders resolved',
      'updated refunds resolved',
    ]);
    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual([]);
    expect(await night({ orders: [], refunds: [dear] })).toEqual(['updated 111122223333 open']);
    expect(await night({ orders: [], refunds: [] })).toEqual(['resolved 111122223333 resolved']);
  });

  it('worsens that when another function comes to it', async () => {
    await night({ orders: [cheap], refunds: [] });

    expect(await night({ orders: [cheap], refunds: [cheap] })).toEqual([
      'worsened 111122223333 open',
    ]);
  });

  it('leaves it with its function', async () => {
    await night({ orders: [cheap], refunds: [dear] });
    await list(known([orders.arn]));

    await night({ orders: [cheap] });
    expect(open()).toEqual(['111122223333 all: orders 12']);
  });

  it('names its owner there, and keeps that while it is not known', async () => {
    await night({ orders: [cheap] });
    expect(findings.open()).toMatchObject([{ target: account.arn, owner: 'payments' }]);

    owned = unknown('throttled');
    await night({ orders: [dear] });
    expect(findings.open()).toMatchObject([{ target: account.arn, owner: 'payments' }]);

    owned = known({ owner: 'shop' });
    await night({ orders: [cheap] });
    expect(findings.open()).toMatchObject([{ target: account.arn, owner: 'shop' }]);
  });

  it('is said of its function by coverage alone', async () => {
    await night({ orders: [cheap] });
    await night({ orders: unknown('denied') });

    const { coverage } = await findings.read('usage', orders.arn);
    expect(coverage?.folded).toEqual([CHECK]);
  });

  it('is noted once, and anew before it would be forgotten', async () => {
    await night({ orders: [cheap] });
    const write = vi.spyOn(facts, 'write');

    await night({ orders: [cheap] });
    expect(write).not.toHaveBeenCalled();
    day = 22;
    await night({ orders: unknown('denied') });
    expect(write).toHaveBeenCalledOnce();
  });
});

describe('what is not known', () => {
  it.each<[string, Known<readonly Found[]>, string]>([
    ['denied', unknown('denied'), 'orders 60'],
    ['seen in part', { known: true, value: [], incomplete: 'a part' }, 'orders 60'],
    ['less in part', { known: true, value: [cheap], incomplete: 'a part' }, 'orders 60'],
    ['perhaps more', { known: true, value: [cheap], understated: 'a feed' }, 'orders 60'],
    [
      'more in part',
      { known: true, value: [{ ...dear, weight: 99 }], incomplete: 'a part' },
      'orders 99',
    ],
    ['less', known([cheap]), 'orders 12'],
  ])('leaves what was noted: %s', async (_, seen, expected) => {
    await night({ orders: [dear] });

    await night({ orders: seen });
    expect(open()).toEqual([`111122223333 all: ${expected}`]);
  });

  it.each<[string, Known<readonly Found[]>]>([
    ['incomplete', { known: true, value: [cheap], incomplete: 'a part' }],
    ['understated', { known: true, value: [cheap], understated: 'a feed' }],
    ['unweighed', { known: true, value: [cheap], unweighed: 'a rule' }],
  ])('ends no finding of its own by a view that is %s', async (_, seen) => {
    await night({ orders: [grave] });

    await night({ orders: seen });
    await night({ orders: unknown('denied') });
    expect(open()).toContain('orders function');
    await night({ orders: [cheap] });
    expect(open()).toEqual(['111122223333 all: orders 12']);
  });

  it('ends nothing where not all are listed', async () => {
    await night({ orders: [dear] });
    await list({ known: true, value: [orders.arn], incomplete: 'not listed: eu-west-2' });

    await night({ orders: [] });
    expect(open()).toEqual(['111122223333 all: orders 60']);
    await list(known([orders.arn]));
    await night({ orders: [] });
    expect(open()).toEqual([]);
  });

  it('ends nothing of a function whose note is lost, until it is known again', async () => {
    await night({ orders: [dear], refunds: [cheap] });
    facts = inMemoryFacts();

    await night({ orders: unknown('denied'), refunds: [] });
    expect(open()).toEqual(['111122223333 all: orders 60, refunds 12']);
    await night({ orders: [dear], refunds: [] });
    expect(open()).toEqual(['111122223333 all: orders 60']);
  });

  it('leaves what others have come to as it is where one was never known', async () => {
    await night({ orders: [dear], refunds: unknown('a new runtime') });
    expect(open()).toEqual(['111122223333 all: orders 60']);
    const { coverage } = await findings.read('usage', account.arn);
    expect(coverage?.gaps).toMatchObject([{ reason: expect.stringContaining('refunds') }]);

    await night({ orders: [cheap], refunds: unknown('a new runtime') });
    expect(open()).toEqual(['111122223333 all: orders 12']);
    await night({ orders: [], refunds: unknown('a new runtime') });
    expect(open()).toEqual([]);
  });

  it.each(['read', 'write'] as const)(
    'opens and ends nothing where notes fail to %s',
    async (way) => {
      await night({ orders: [cheap], refunds: [] }, isOfBefore);
      vi.spyOn(facts, way).mockRejectedValue(new Error('throttled'));

      expect(await night({ orders: [cheap], refunds: [dear] })).toEqual([]);
      expect(open()).toEqual(['orders function']);
      const { coverage } = await findings.read('usage', refunds.arn);
      expect(coverage?.gaps).toMatchObject([
        { fact: CHECK, reason: expect.stringContaining('throttled') },
      ]);
    },
  );

  it('keeps what is damaged from closing anything', async () => {
    await night({ orders: [dear] });
    vi.spyOn(facts, 'read').mockImplementation(async (kind) =>
      kind === 'carriers'
        ? new Map([['account', known([orders.arn])]])
        : new Map([[`usage ${orders.arn}`, { parts: 'none' }]]),
    );

    await night({ orders: unknown('denied') });
    expect(open()).toEqual(['111122223333 all: orders 60']);
  });
});

describe('what is suppressed by hand', () => {
  beforeEach(async () => {
    await night({ orders: [cheap], refunds: [] }, isOfBefore);
    const [finding] = findings.open();
    if (!finding) throw new Error('nothing is open');
    const change = suppress(finding, { reason: 'accepted', until: at(8), by: 'me' }, at(day));
    const { coverage } = await findings.read('usage', finding.target);
    if (coverage) await findings.write([change], coverage, coverage, false);
  });

  it('stays so, and is left out of the account’s finding until its day', async () => {
    expect(await night({ orders: [cheap], refunds: [] })).toEqual([]);
    expect(await night({ orders: [cheap], refunds: [dear] })).toEqual(['opened 111122223333 open']);
    expect(open()).toEqual(['111122223333 all: refunds 60']);

    day = 9;
    await night({ orders: [cheap], refunds: [dear] });
    await night({ orders: [cheap], refunds: [dear] });
    expect(open()).toEqual(['111122223333 all: orders 12, refunds 60']);
  });

  it('is covered as far as it was known', async () => {
    const more = { ...cheap, mark: ['url', 'api'] };

    expect(await night({ orders: [more], refunds: [] })).toEqual([
      'worsened orders open',
      'opened 111122223333 open',
    ]);
    await night({ orders: [more], refunds: [] });
    expect(open()).toEqual(['111122223333 all: orders 12']);
  });

  it('is resolved where it is no more', async () => {
    expect(await night({ orders: [], refunds: [] })).toEqual(['resolved orders resolved']);
  });
});

describe('what rules say of a function', () => {
  it.each<[string, Rules['rules'][number]['effect'], string[]]>([
    ['suppressed', { kind: 'suppress' }, ['orders function suppressed medium']],
    ['raised', { kind: 'severity', severity: 'critical' }, ['orders function open critical']],
    ['lowered', { kind: 'severity', severity: 'low' }, ['orders function open low']],
    [
      'a threshold',
      { kind: 'thresholds', thresholds: { idleDays: 3 } },
      ['111122223333 all open medium'],
    ],
  ])('leaves it a finding of its own: %s', async (_, effect, expected) => {
    rules = ruling(effect, { function: ['orders'] });

    await night({ orders: [cheap] });
    expect(await stored()).toEqual(expected);
  });

  it('makes it a part again once the rule has gone', async () => {
    rules = ruling({ kind: 'suppress' }, { owner: ['payments'] });
    await night({ orders: [cheap] });
    rules = { ...rules, rules: [] };

    expect(await night({ orders: [cheap] })).toEqual([
      'reopened orders open',
      'opened 111122223333 open',
    ]);
    expect(await night({ orders: [cheap] })).toEqual(['updated orders resolved']);
  });

  it('leaves it what it was where it is not known whether the rule selects it', async () => {
    rules = ruling({ kind: 'suppress' }, { owner: ['payments'] });
    await night({ orders: [cheap] });
    owned = unknown('throttled');
    expect(await night({ orders: [cheap] })).toEqual([]);

    owned = known({ owner: 'shop' });
    await night({ orders: [cheap] });
    await night({ orders: [cheap] });
    owned = unknown('throttled');
    expect(await night({ orders: [cheap] })).toEqual([]);
    expect(open()).toEqual(['111122223333 all: orders 12']);
  });

  it('takes no other function’s part with it', async () => {
    await night({ orders: [cheap] });
    rules = ruling({ kind: 'suppress' }, { owner: ['payments'] });
    owned = known({ owner: 'shop' });

    expect(await night({ orders: [cheap] })).toEqual([]);
    rules = ruling({ kind: 'suppress' }, { check: [CHECK], account: ['111122223333'] });
    await night({ orders: [cheap] });
    expect(open()).toEqual([]);
  });
});

const CHECK = 'usage/example' as CheckId;

interface Found {
  readonly severity: Severity;
  readonly weight: number;
  readonly mark: readonly string[];
}

type Seen = Readonly<Record<string, readonly Found[] | Known<readonly Found[]>>>;

/** What changes: the functions are looked at first, and the account adds up. */
async function night(seen: Seen, isBefore = false): Promise<readonly string[]> {
  const targets = [orders, refunds].filter(({ name }) => seen[name]);
  if (targets.length > 1) await listing(targets);
  const changes = [
    ...(await look(targets, seen, isBefore)),
    ...(isBefore ? [] : await look([account], seen, false)),
  ];
  day += 0.01;

  return changes;
}

async function look(
  targets: readonly Target[],
  seen: Seen,
  isBefore: boolean,
  accountFollows = true,
) {
  const lines: string[] = [];
  day += 0.001;
  for (const observation of await observe(
    { ...observerOf(seen, isBefore), accountFollows },
    targets,
  )) {
    for (const { kind, finding } of await record(observation, findings, false, rules)) {
      lines.push(`${kind} ${nameOf(finding.target)} ${finding.status}`);
    }
  }
  return lines;
}

function observerOf(seen: Seen, isBefore: boolean): Observer {
  const common = {
    id: CHECK,
    title: 'It is so',
    severity: 'medium' as const,
    practice: 'cost' as const,
    rationale: 'why',
    remediation: 'what',
    references: [],
    suppression: { covers: 'all' },
  };
  const ofFunction = defineCheck({
    ...common,
    target: 'function',
    needs: ['errors'],
    evaluate: ({ errors }) =>
      failIfAny(
        (errors as unknown as readonly Found[]).map(({ severity, weight, mark }) => ({
          subject: 'function',
          severity,
          mark,
          summary: `it weighs ${weight}`,
          evidence: [],
          ...(severity !== 'high' && { part: { weight, value: { weight } } }),
        })),
      ),
  });
  const ofAccount = defineCheck({
    ...common,
    target: 'account',
    needs: ['publicSpenders'],
    evaluate: ({ publicSpenders: { parts } }) =>
      failIfAny(
        parts.length === 0
          ? []
          : [
              {
                subject: 'all',
                mark: parts.map(({ arn }) => nameAndRegion(arn)),
                summary: parts.map((each) => `${nameOf(each.arn)} ${weightIn(each)}`).join(', '),
                evidence: [],
                owned: parts[0]?.owned ?? {},
              },
            ],
      ),
  });
  const clock = () => new Date(at(day));
  const value = z.object({ weight: z.number() });

  return {
    name: 'usage',
    checks: isBefore ? [ofFunction] : [ofFunction, ofAccount],
    collectors: {
      function: {
        errors: perTargetKnown<FunctionTarget, readonly Found[]>(async ({ name }) => {
          const found = seen[name] ?? [];
          return 'known' in found ? found : known(found);
        }),
      },
      account: {
        publicSpenders: perTargetKnown(() =>
          accountParts({ facts, findings, clock }, account.arn, CHECK, value),
        ),
      },
    },
    ...(!isBefore && { partNotes: storedPartNotes({ scanner: 'usage', facts, findings, clock }) }),
    owners: { function: perTargetKnown(async () => owned) },
    rules,
    clock,
    words: factWords,
  };
}

function weightIn({ value }: { readonly value: unknown }): number {
  return (value as { readonly weight: number }).weight;
}

function ruling(effect: Rules['rules'][number]['effect'], match: Selector): Rules {
  return {
    trustTags: true,
    rules: [{ name: 'agreed', match, effect, reason: 'agreed', until: undefined }],
  };
}

async function list(carriers: Known<readonly string[]>): Promise<void> {
  await facts.write('carriers', new Map([['account', carriers]]));
}

/** Not by a store that fails. */
async function listing(targets: readonly Target[]): Promise<void> {
  if (vi.isMockFunction(facts.write) || vi.isMockFunction(facts.read)) return;
  await list(known(targets.map(({ arn }) => arn)));
}

function open(): readonly string[] {
  return findings
    .open()
    .map(({ target, subject, summary }) =>
      target === account.arn
        ? `${nameOf(target)} ${subject}: ${summary}`
        : `${nameOf(target)} ${subject}`,
    )
    .toSorted();
}

async function stored(): Promise<readonly string[]> {
  const [ofOrders, ofAccount] = await Promise.all(
    [orders, account].map(({ arn }) => findings.read('usage', arn)),
  );

  return [...(ofOrders?.findings ?? []), ...(ofAccount?.findings ?? [])]
    .filter(({ status }) => status !== 'resolved')
    .map(
      ({ target, subject, status, severity }) =>
        `${nameOf(target)} ${subject} ${status} ${severity}`,
    );
}

function nameOf(arn: string): string {
  return arn === account.arn ? '111122223333' : (arn.split(':').at(-1) ?? '');
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function at(which: number): string {
  return new Date(Date.UTC(2026, 10, 1) + which * 86_400_000).toISOString();
}
