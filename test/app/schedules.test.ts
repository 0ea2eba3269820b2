import { describe, expect } from 'vitest';
import {
  inMemoryFacts,
  inMemoryFindings,
  inMemoryNight,
} from '../../functions/adapters/tables/in-memory.ts';
import { attempt, perTarget } from '../../functions/app/collectors.ts';
import type { Chunk, FindingsStore, SweepStep } from '../../functions/app/ports.ts';
import { takeStep } from '../../functions/app/sweep-steps.ts';
import { work } from '../../functions/app/work.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import type { FunctionTarget } from '../../functions/core/target.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import type { Coverage, Transition } from '../../functions/domain/finding.ts';
import { factWords } from '../../functions/facts/index.ts';
import { account, functionNamed } from '../fakes/targets.ts';
import { examples, fc, property } from '../property.ts';

/** How many schedules there are of each property. */
const RUNS = examples(200, 10_000);

const regions = ['eu-west-1', 'us-east-1'];
const names = ['a', 'b', 'c', 'd'];
const arns = names.map((name) => functionIn(name).arn);

/** What happens in the account, to the product, or to its messages, in whatever order. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('change'), of: at(names.length), to: at(4) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep'), of: at(1), to: at(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('redrive'), of: at(99), to: at(1) }) },
);
const happenings = fc.array(happening, { minLength: 4, maxLength: 14 });

/** After how many calls of the store a worker is killed; at most so many lives are short. */
const lives = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });

const workers = fc.integer({ min: 2, max: 3 });

describe('sweeps, workers and old messages, however they cross', () => {
  property.prop([fc.scheduler(), happenings, lives, workers], {
    numRuns: RUNS,
    endOnFailure: true,
  })(
    'resolve nothing, and reopen nothing, by what was so only before the stored observation',
    async (scheduler, happenings, lives, workers) => {
      const night = nightOf(scheduler, lives);

      await night.run(happenings, workers);

      expect(night.false).toEqual([]);
    },
  );

  property.prop([fc.scheduler(), happenings, lives, workers], {
    numRuns: RUNS,
    endOnFailure: true,
  })(
    'come to what is there once a sweep has its way, and old messages change nothing of it',
    async (scheduler, happenings, lives, workers) => {
      const night = nightOf(scheduler, lives);
      await night.run(happenings, workers);

      await night.calm();
      expect(night.open()).toEqual(night.broken());

      const changes = night.transitions.length;
      await night.redriveAll();
      expect(night.transitions.length).toBe(changes);
      expect(night.open()).toEqual(night.broken());
    },
  );
});

/** A function at a moment: its fault is read while it is processed, its build is listed. */
interface State {
  readonly exists: boolean;
  readonly isOpen: boolean;
  readonly isOld: boolean;
}

function nightOf(scheduler: fc.Scheduler, lives: readonly number[]) {
  let time = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 1) + ++time);
  const now = () => clock().toISOString();

  const history = new Map(arns.map((arn) => [arn, [] as { readonly at: string; state: State }[]]));
  const stateOf = (arn: string) => history.get(arn)?.at(-1)?.state ?? absent;
  const store = inMemoryFindings();
  const transitions: Transition[] = [];
  const falseOnes: string[] = [];
  const facts = inMemoryFacts();
  const { ledgerOf, read } = inMemoryNight(clock);
  const sent: (Chunk | SweepStep)[] = [];
  const waiting: (Chunk | SweepStep)[] = [];
  const remaining = [...lives];
  let isCalm = false;

  const step = async (what: string) => {
    if (!isCalm) await scheduler.schedule(Promise.resolve(), what);
  };

  const checks = [openly, built];
  const collectors = {
    function: {
      functionUrls: perTarget(async ({ arn }: FunctionTarget) => {
        await step('read');
        return stateOf(arn).isOpen ? ['open'] : [];
      }),
      configuration: perTarget(async (target: FunctionTarget) => target),
    },
  };

  return { run, calm, redriveAll, open, broken, transitions, false: falseOnes };

  async function run(all: readonly Happening[], workers: number): Promise<void> {
    const running = [happen(all), ...Array.from({ length: workers }, () => worker(30))];

    await scheduler.waitFor(Promise.all(running));
  }

  /** The world stands still, no worker is killed, and a whole night passes. */
  async function calm(): Promise<void> {
    isCalm = true;
    remaining.length = 0;
    await workOff();
    wake();
    await workOff();
  }

  async function redriveAll(): Promise<void> {
    waiting.push(...sent);
    await workOff();
  }

  async function happen(all: readonly Happening[]): Promise<void> {
    for (const { kind, of, to } of all) {
      await step(kind);
      if (kind === 'change') change(of, to);
      else if (kind === 'sweep') wake();
      else waiting.push(...sent.slice(of % Math.max(1, sent.length)).slice(0, 1));
    }
  }

  function change(of: number, to: number): void {
    const arn = arns[of] ?? '';
    const state = { exists: to > 0, isOpen: to === 2 || to === 3, isOld: to === 1 || to === 3 };

    history.get(arn)?.push({ at: now(), state });
  }

  function wake(): void {
    put({ step: 'begin', sweep: now() });
  }

  function put(message: Chunk | SweepStep): void {
    sent.push(message);
    waiting.push(message);
  }

  async function send(message: Chunk | SweepStep): Promise<void> {
    await step('send');
    put(message);
  }

  async function take(message: SweepStep, findings: FindingsStore): Promise<void> {
    if (message.step === 'look') throw new Error('a sweep queues no look');
    const sweeping = {
      scanner: 'usage',
      kinds: new Set(['function'] as const),
      account,
      inventory: {
        regions: async () => ({ open: regions, closed: [] }),
        functions: listed,
        read: async () => undefined,
      },
      findings: { ...findings, known },
      facts,
      queue: { send },
      steps: { sendStep: send },
      ledger: ledgerOf('usage'),
      night: read,
      chunk: 2,
      clock,
    };

    await takeStep(sweeping, message, { deliveries: 1, isLate: () => false });
  }

  /** A page at a time, each as the account is when it is asked for. */
  async function* listed(region: string): AsyncIterable<FunctionTarget> {
    for (const name of names) {
      await step('list');
      const target = functionIn(name);
      const { exists, isOld } = stateOf(target.arn);

      if (exists && target.region === region) yield { ...target, handler: isOld ? 'old' : 'new' };
    }
  }

  async function* known(scanner: string): ReturnType<FindingsStore['known']> {
    for await (const target of store.known(scanner)) {
      await step('known');
      yield target;
    }
  }

  async function worker(messages: number): Promise<void> {
    for (let message = 0; message < messages; message += 1) {
      await step('receive');
      const next = waiting.shift();
      if (next) await workOn(next);
    }
  }

  async function workOff(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) await workOn(next);
  }

  /** A queue delivers again what failed, or whose worker was killed. */
  async function workOn(message: Chunk | SweepStep): Promise<void> {
    const scanner = { name: 'usage', checks, collectors, clock, words: factWords };
    const findings = watched(remaining.shift());
    const done = await attempt(async () => {
      if ('step' in message) await take(message, findings);
      else await work(scanner, message, findings);
    });

    if (!done.known) waiting.push(message);
  }

  /** The store for one worker, which is killed after so many calls: before one, or after it. */
  function watched(life = Number.POSITIVE_INFINITY): FindingsStore {
    let left = life;
    const alive = () => {
      left -= 0.5;
      if (left < 0) throw new Error('killed');
    };

    return {
      ...store,
      async read(scanner, target) {
        await step('read store');
        alive();
        const stored = await store.read(scanner, target);
        alive();
        return stored;
      },
      async write(changes, coverage, lock, quiet) {
        await step('write store');
        alive();
        await store.write(changes, coverage, lock, quiet);
        note(changes, coverage, lock);
        alive();
      },
    };
  }

  function note(
    changes: readonly Transition[],
    coverage: Coverage,
    lock: Coverage | undefined,
  ): void {
    transitions.push(...changes);
    const since = lock?.observedAt ?? '';

    for (const { kind, finding } of changes) {
      const isSo = (state: State) =>
        (kind === 'resolved') !== (state.exists && has(state, finding.check));
      if (!statesSince(coverage.target, since).some(isSo)) {
        falseOnes.push(`${kind} ${finding.check} of ${coverage.target} at ${coverage.observedAt}`);
      }
    }
  }

  /** As it was at that time, and whatever it has been since. */
  function statesSince(arn: string, since: string): readonly State[] {
    const all = history.get(arn) ?? [];
    const before = all.filter(({ at }) => at <= since).at(-1)?.state ?? absent;

    return [before, ...all.filter(({ at }) => at > since).map(({ state }) => state)];
  }

  function open(): readonly string[] {
    return store
      .open()
      .map(({ target, check }) => `${check} ${target}`)
      .toSorted();
  }

  function broken(): readonly string[] {
    const faults = arns.flatMap((arn) =>
      checks
        .filter(({ id }) => stateOf(arn).exists && has(stateOf(arn), id))
        .map(({ id }) => `${id} ${arn}`),
    );

    return faults.toSorted();
  }
}

type Happening = { readonly kind: string; readonly of: number; readonly to: number };

const absent: State = { exists: false, isOpen: false, isOld: false };

const common = {
  target: 'function',
  title: 'a fault',
  severity: 'high',
  practice: 'permissions',
  suppression: { whole: 'it is there, or it is not' },
  rationale: '',
  remediation: '',
  references: [],
} as const;

/** By what is read while it is processed. */
const openly = defineCheck({
  ...common,
  id: 'usage/open',
  needs: ['functionUrls'],
  evaluate: ({ functionUrls }) => verdictOf(functionUrls.length > 0),
});

/** By what was listed. */
const built = defineCheck({
  ...common,
  id: 'usage/old',
  needs: ['configuration'],
  evaluate: ({ configuration }) => verdictOf(configuration.handler === 'old'),
});

function verdictOf(isBroken: boolean) {
  return failIfAny(isBroken ? [{ subject: 'function', summary: 'a fault', evidence: [] }] : []);
}

function has(state: State, check: string): boolean {
  return check === openly.id ? state.isOpen : state.isOld;
}

function functionIn(name: string): FunctionTarget {
  return functionNamed(name, { region: regions[names.indexOf(name) % 2] ?? '' });
}

function at(count: number) {
  return fc.nat({ max: count - 1 });
}
