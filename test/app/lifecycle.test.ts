import { describe, expect } from 'vitest';
import { dynamoFindings } from '../../functions/adapters/tables/dynamo-findings.ts';
import { parseTransition } from '../../functions/adapters/tables/finding-items.ts';
import { attempt } from '../../functions/app/collectors.ts';
import { record } from '../../functions/app/record.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Finding, Observation, Transition } from '../../functions/domain/finding.ts';
import { type FakeDynamo, type Fault, fakeDynamo } from '../fakes/fake-dynamo.ts';
import { nights, type Open, openAfter } from '../fakes/nights.ts';
import { day, keyOf } from '../fakes/observations.ts';
import { examples, fc, property } from '../property.ts';

/** Nights in the order in which a queue may deliver them: some late, some twice. */
const deliveries = nights(6).chain((all) =>
  fc.record({
    all: fc.constant(all),
    delivered: fc.shuffledSubarray([...all, ...all], { minLength: all.length }),
  }),
);

/** What happens to each transaction: cut off before it, or after it, without an answer. */
const faults = fc.array(fc.constantFrom<Fault | undefined>('refused', 'unanswered', undefined), {
  maxLength: 30,
});

const options = { numRuns: examples(20, 500), endOnFailure: true };

describe('whatever a queue delivers, and wherever a worker is cut off', () => {
  property.prop([deliveries, faults], options)(
    'what is open is what the observations call for, in the order in which they count',
    async ({ delivered }, faults) => {
      const dynamo = withFaults(faults);

      for (const observation of delivered) await untilRecorded(observation, dynamo);

      expect(openIn(dynamo)).toEqual(counting(delivered).reduce(openAfter, new Map()));
    },
  );

  property.prop([deliveries, faults], options)(
    'the newest has the last word, also when others are tried again in between',
    async ({ all: [first, ...all], delivered }, faults) => {
      const dynamo = withFaults(faults);
      const newest = all.at(-1) ?? first;
      const waiting = [...delivered, ...(newest ? [newest] : [])];

      while (waiting.length > 0) {
        const next = waiting.shift();
        const done = next && (await attempt(() => recordIn(dynamo, next)));
        if (next && !done?.known) waiting.push(next);
      }

      // Where it did not see all, what is open hangs on what came before it.
      const before = new Map<string, Severity>();
      const expected = newest ? openAfter(before, newest) : before;
      for (const [key, severity] of expected) {
        expect(rank(openIn(dynamo).get(key))).toBeGreaterThanOrEqual(rank(severity));
      }
      expect(seenInFull(openIn(dynamo), newest)).toEqual(seenInFull(expected, newest));
    },
  );

  property.prop([deliveries, faults], options)(
    'each change of a finding is in a transition that names it rightly',
    async ({ delivered }, faults) => {
      const dynamo = withFaults(faults);

      for (const observation of delivered) await untilRecorded(observation, dynamo);

      const stored = new Map<string, Finding>();
      const [named, called]: [unknown[], unknown[]] = [[], []];
      for (const { transition, ...finding } of findingsIn(dynamo.transactions.flat())) {
        const before = stored.get(keyOf(finding));
        named.push([transition, finding.history.slice(0, -1)]);
        called.push([kindBetween(before, finding), (before?.history ?? []).slice(-19)]);
        stored.set(keyOf(finding), finding);
      }
      expect(named).toEqual(called);
      expect(findingsIn(dynamo.items('findings'))).toHaveLength(stored.size);
    },
  );

  property.prop([deliveries, faults], options)(
    'a repeat writes no transition',
    async (given, faults) => {
      const { delivered } = given;
      const dynamo = withFaults(faults);
      for (const observation of delivered) await untilRecorded(observation, dynamo);
      dynamo.faults = [];
      const written = dynamo.transactions.length;
      const [last] = counting(delivered).slice(-1);

      for (const observation of delivered) await recordIn(dynamo, observation);
      expect(dynamo.transactions).toHaveLength(written);

      // The next night nothing has changed: coverage is all that is written.
      if (last) await recordIn(dynamo, { ...last, observedAt: day(40) });
      const after = dynamo.transactions.slice(written);
      expect(after.flat()).toMatchObject(
        last ? [{ sk: 'code/coverage', observedAt: day(40) }] : [],
      );
    },
  );
});

function withFaults(faults: readonly (Fault | undefined)[]): FakeDynamo {
  const dynamo = fakeDynamo(50);
  dynamo.faults = [...faults];

  return dynamo;
}

function recordIn({ client }: FakeDynamo, observation: Observation) {
  return record(observation, dynamoFindings(client, 'findings'));
}

/** A queue brings back what failed. */
async function untilRecorded(observation: Observation, dynamo: FakeDynamo): Promise<void> {
  const done = await attempt(() => recordIn(dynamo, observation));

  if (!done.known) await untilRecorded(observation, dynamo);
}

/** Those that were newer than all before them. */
function counting(delivered: readonly Observation[]): readonly Observation[] {
  return delivered.filter((observation, index) =>
    delivered.slice(0, index).every(({ observedAt }) => observedAt < observation.observedAt),
  );
}

function openIn(dynamo: FakeDynamo): Open {
  const open = findingsIn(dynamo.items('findings')).filter(({ status }) => status === 'open');

  return new Map(open.map((finding) => [keyOf(finding), finding.severity]));
}

function findingsIn(items: readonly Record<string, unknown>[]) {
  return items.filter((item) => 'subject' in item).map(parseTransition);
}

/** Of the checks that the observation was sure about, those no longer asked among them. */
function seenInFull(open: Open, observation: Observation | undefined): Open {
  const unsure = (observation?.judgements ?? [])
    .filter(({ verdict }) => !verdict.known || verdict.incomplete !== undefined)
    .map(({ check }) => check.id);

  return new Map([...open].filter(([key]) => !unsure.some((id) => key.startsWith(id))));
}

function kindBetween(before: Finding | undefined, after: Finding): Transition['kind'] {
  if (!before) return 'opened';
  if (after.status === 'resolved') return 'resolved';
  if (before.status === 'resolved') return 'reopened';

  const rise = rank(after.severity) - rank(before.severity);
  if (rise === 0) return 'updated';
  return rise > 0 ? 'worsened' : 'eased';
}

function rank(severity: Severity | undefined): number {
  return ['info', 'low', 'medium', 'high', 'critical'].indexOf(severity ?? '');
}
