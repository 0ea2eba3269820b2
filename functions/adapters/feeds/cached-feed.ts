import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { Clock, FactStore, FeedAnswer } from '../../app/ports.ts';
import type { FactKind } from '../../domain/fact-kinds.ts';
import type { FeedOptions } from './feed.ts';

/** What any feed needs whose answers are cached. */
export interface CachedFeedOptions extends FeedOptions {
  readonly facts: FactStore;
  readonly clock: Clock;
}

export interface CachedFeedProps<T> extends Pick<CachedFeedOptions, 'facts' | 'clock'> {
  /** What the answers are about, among all that the facts table holds. */
  readonly kind: FactKind;
  readonly schema: z.ZodMiniType<T>;
  /** For how long an answer is good enough not to be asked for again; 0: for this time only. */
  readonly freshDays: number;
  /** Ids that are asked for at once, the others another night. @default all */
  readonly most?: number;
  /**
   * By id; null for what the feed has no entry for: it is cached, and left out of the answer. An id
   * whose entry cannot be read is left out. @throws when the feed is down.
   */
  readonly ask: (ids: readonly string[]) => Promise<ReadonlyMap<string, T | null>>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Asks a feed, and caches its answers: while it is down, the last answer stands in, and says so. An
 * id that was answered lately is not asked for again.
 *
 * @returns a function that throws only when the facts table fails, or when the feed is down and has
 * never answered about any of the ids.
 */
export function cachedFeed<T>(props: CachedFeedProps<T>) {
  const { facts, clock, kind, freshDays, most = Number.POSITIVE_INFINITY, ask } = props;
  const kept = z.object({ askedAt: z.string(), value: z.nullable(props.schema) });
  const daysSince = ({ askedAt }: { askedAt: string }) =>
    (clock().getTime() - Date.parse(askedAt)) / DAY_MS;

  return async (ids: readonly string[]): Promise<FeedAnswer<ReadonlyMap<string, T>>> => {
    const known = new Map(
      [...(await facts.read(kind, [...new Set(ids)]))].flatMap(([id, stored]) => {
        const parsed = kept.safeParse(stored);
        return parsed.success ? [[id, parsed.data] as const] : [];
      }),
    );
    const isDue = (id: string) => daysSince(known.get(id) ?? { askedAt: LONG_AGO }) >= freshDays;

    const due = [...new Set(ids)].filter(isDue).toSorted(byAge(known));
    const asked = due.slice(0, most);
    const answers = asked.length > 0 ? await attempt(() => ask(asked)) : nothing<T>();
    const fresh = answers.known ? answers.value : nothing<T>().value;
    if (!answers.known && known.size === 0) throw new Error(answers.reason);

    const askedAt = clock().toISOString();
    const news = [...fresh].filter(([id, value]) => {
      const before = known.get(id);
      return !before || freshDays > 0 || differ(before, value);
    });
    if (news.length > 0) {
      await facts.write(kind, new Map(news.map(([id, value]) => [id, { askedAt, value }])));
    }

    const all = new Map([...[...known].map(([id, one]) => [id, one.value] as const), ...fresh]);
    const value = new Map(
      [...all].flatMap(([id, one]) => (one === null ? [] : [[id, one] as const])),
    );
    const unseen = answers.known ? waiting(due.length - fresh.size, all, ids) : answers.reason;
    return { value, ...(unseen !== undefined && { unseen }) };
  };
}

const LONG_AGO = '1970-01-01T00:00:00Z';

/** What was never asked comes first, then the oldest. */
function byAge(known: ReadonlyMap<string, { readonly askedAt: string }>) {
  const ageOf = (id: string) => known.get(id)?.askedAt ?? LONG_AGO;

  return (a: string, b: string) => (ageOf(a) < ageOf(b) ? -1 : Number(ageOf(a) > ageOf(b)));
}

function nothing<T>() {
  return { known: true, value: new Map<string, T | null>() } as const;
}

function differ<T>(before: { readonly value: T | null }, value: T | null): boolean {
  return JSON.stringify(before.value) !== JSON.stringify(value);
}

/** That an old answer waits for its turn takes nothing away; that there is none yet does. */
function waiting(left: number, answered: ReadonlyMap<string, unknown>, ids: readonly string[]) {
  const unanswered = new Set(ids.filter((id) => !answered.has(id))).size;

  return left > 0 && unanswered > 0 ? `${unanswered} more are asked for another night` : undefined;
}
