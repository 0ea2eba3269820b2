import pMap from 'p-map';
import * as z from 'zod/mini';
import type { IsReadWhole } from '../app/account-readers.ts';
import { attempt } from '../app/collectors.ts';
import type { Clock, FactStore } from '../app/ports.ts';
import { daysBefore } from '../core/days-before.ts';
import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { FactKind } from '../domain/fact-kinds.ts';
import { isDueAgain, isDueFirst, msBetween, TURNS } from './turns.ts';

/** Reads in flight at once. */
const CONCURRENCY = 10;

/** Well before the facts table forgets what was read last. */
const REWRITTEN_MS = 3 * 24 * 60 * 60 * 1000;

export interface ReadInTurnProps<V> {
  /** Under which the facts table keeps what was read. */
  readonly kind: FactKind;
  readonly value: z.ZodMiniType<V>;
  /** @throws when it cannot be read. */
  readonly read: (target: FunctionTarget) => Promise<V>;
  /** Whether what was read last is a reason to read it every night: there is something to lose sight of. */
  readonly isWatched: (value: V) => boolean;
  /** Whether one that was never read waits for its night, or is read at once. */
  readonly first: 'in turn' | 'at once';
  readonly isReadWhole: IsReadWhole;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/**
 * What was read of each function tonight or, where it is not due, last; undefined while it waits for
 * its first night.
 *
 * @param urgent ARNs of those that are read whatever was read before.
 */
export type ReaderInTurn<V> = (
  targets: readonly FunctionTarget[],
  urgent?: ReadonlySet<string>,
) => Promise<ReadonlyMap<string, Known<V> | undefined>>;

/**
 * A reader of what takes a call a function and seldom shows anything. It asks about one that is
 * urgent, new or changed, or in which there was something the last time, every night; about any
 * other on one night of the week, and keeps what it saw until then. A read that fails is unknown, and
 * repeated the next night. A region of few functions is read whole every night (ADR 0061).
 */
export function readInTurn<V>(props: ReadInTurnProps<V>): ReaderInTurn<V> {
  const memory: z.ZodMiniType<Memory<V>> = z.object({
    revision: z.string(),
    seenAt: z.string(),
    last: z.optional(z.object({ at: z.string(), value: props.value })),
  });

  return async (targets, urgent = new Set()) => {
    const at = props.clock().toISOString();
    const stored = await props.facts.read(
      props.kind,
      targets.map(({ arn }) => arn),
    );
    const answers = await pMap(
      targets,
      async (target) => {
        const parsed = memory.safeParse(stored.get(target.arn));
        const before = parsed.success ? parsed.data : undefined;

        return [target.arn, before, await answerFor(target, before, at, urgent, props)] as const;
      },
      { concurrency: CONCURRENCY },
    );

    const worth = answers.filter(([, before, { after }]) => isWorthWriting(before, after));
    if (worth.length > 0) {
      await props.facts.write(
        props.kind,
        new Map(worth.map(([arn, , { after }]) => [arn, after] as const)),
      );
    }
    return new Map(answers.map(([arn, , { value }]) => [arn, value]));
  };
}

/** What is kept of a function. */
interface Memory<V> {
  /** Of the function, as it was then: empty where the next night reads it in any case. */
  readonly revision: string;
  /** When this was first kept. ISO 8601 in UTC. */
  readonly seenAt: string;
  /** What was read last, and when; absent while it waits for its first night. */
  readonly last?: { readonly at: string; readonly value: V } | undefined;
}

interface Answer<V> {
  readonly value: Known<V> | undefined;
  readonly after: Memory<V>;
}

async function answerFor<V>(
  target: FunctionTarget,
  before: Memory<V> | undefined,
  at: string,
  urgent: ReadonlySet<string>,
  props: ReadInTurnProps<V>,
): Promise<Answer<V>> {
  const seen = { revision: target.revisionId, seenAt: before?.seenAt ?? at };
  const isDue = urgent.has(target.arn) || (await isDueTonight(target, before, at, props));
  if (!isDue) {
    const last = before?.last;
    return { value: last && { known: true, value: last.value }, after: { ...seen, last } };
  }

  const value = await attempt(() => props.read(target));
  return value.known
    ? { value, after: { ...seen, last: { at, value: value.value } } }
    : { value, after: { ...seen, revision: '', last: before?.last } };
}

async function isDueTonight<V>(
  target: FunctionTarget,
  before: Memory<V> | undefined,
  at: string,
  { first, isWatched, isReadWhole }: ReadInTurnProps<V>,
): Promise<boolean> {
  const { arn, region, revisionId, lastModified } = target;
  if (await isReadWhole(region)) return true;

  if (before === undefined) {
    // What came or changed since the last night is young; on the first night, most is old.
    return first === 'at once' || lastModified >= daysBefore(at, TURNS) || isDueFirst(arn, at, at);
  }
  if (revisionId === '' || before.revision !== revisionId) return true;
  if (before.last === undefined) return isDueFirst(arn, before.seenAt, at);

  return isWatched(before.last.value) || isDueAgain(arn, before.last.at, at);
}

/** What is read every night need not be written every night: its time may be some nights old. */
function isWorthWriting<V>(before: Memory<V> | undefined, after: Memory<V>): boolean {
  if (before?.revision !== after.revision) return true;
  if (before.last === undefined || after.last === undefined) return before.last !== after.last;

  return (
    JSON.stringify(before.last.value) !== JSON.stringify(after.last.value) ||
    msBetween(before.last.at, after.last.at) > REWRITTEN_MS
  );
}
