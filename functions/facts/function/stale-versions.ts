import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Clock, Collector } from '../../app/ports.ts';
import { daysBefore } from '../../core/days-before.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import {
  type Alias,
  type PublishedVersion,
  unnamedVersions,
} from '../../domain/published-version.ts';
import { defineFact, typed } from '../define-fact.ts';
import { invocationGrants } from '../invocation-grants.ts';

/** Published ones that nothing needs: the oldest of very many. */
export const staleVersionsFact = defineFact({
  key: 'staleVersions',
  about: ['function'],
  value: typed<readonly PublishedVersion[]>(),
  words: 'which of its versions are unused',
  grants: [
    { action: 'lambda:ListAliases', on: 'any function' },
    { action: 'lambda:ListVersionsByFunction', on: 'any function' },
    ...invocationGrants,
  ],
});

type FunctionTarget = Target<'function'>;

/** A version of a function, of which it is asked how often it was invoked by its number. */
interface Asked {
  readonly target: FunctionTarget;
  readonly qualifier: string;
  readonly published: PublishedVersion;
}

/** Each throws when it cannot be read. */
export interface VersionReaders {
  readonly aliases: (target: FunctionTarget) => Promise<readonly Alias[]>;
  readonly versions: (target: FunctionTarget) => Promise<readonly PublishedVersion[]>;
  /** Numbers of those that CloudFront runs, which needs no alias and counts them elsewhere. */
  readonly replicated: (target: FunctionTarget) => Promise<ReadonlySet<string>>;
  /** Of the window. One that is left out is unknown. */
  readonly invocations: (asked: readonly Asked[]) => Promise<ReadonlyMap<Asked, Known<number>>>;
  /** Length of the window. */
  readonly days: number;
  readonly clock: Clock;
}

/** The oldest of a function: these suffice to show that it has to be cleaned up. */
const MOST_VERSIONS = 50;

/**
 * The versions of functions that nothing needs: no alias leads to them, and no caller has invoked
 * them by their number within the window, although they are older than that. Invocations are counted
 * only for functions that have such a version.
 */
export function staleVersions(
  readers: VersionReaders,
): Collector<FunctionTarget, readonly PublishedVersion[]> {
  return async (targets) => {
    const before = daysBefore(readers.clock().toISOString(), readers.days);
    const candidates = await perTargetKnown(async (target: FunctionTarget) => ({
      known: true,
      value: await candidatesOf(target, before, readers),
    }))(targets);

    const asked = [...candidates.values()].flatMap((found) => (found.known ? found.value : []));
    const counts = await attempt(async () =>
      asked.length > 0 ? await readers.invocations(asked) : new Map<Asked, Known<number>>(),
    );
    return new Map(
      [...candidates].map(([arn, found]) => [
        arn,
        found.known ? idleOf(found.value, counts) : found,
      ]),
    );
  };
}

async function candidatesOf(
  target: FunctionTarget,
  before: string,
  { aliases, versions, replicated }: VersionReaders,
): Promise<readonly Asked[]> {
  // The newest alone never comes into question.
  if (target.versions.length < 2) return [];
  const unnamed = new Set(unnamedVersions(target, await aliases(target)));
  if (unnamed.size === 0) return [];

  const old = (await versions(target)).filter(
    ({ version, publishedAt }) => unnamed.has(version) && publishedAt < before,
  );
  if (old.length === 0) return [];

  const running = await replicated(target);
  return old
    .filter(({ version }) => !running.has(version))
    .toSorted((a, b) => Number(a.version) - Number(b.version))
    .slice(0, MOST_VERSIONS)
    .map((published) => ({ target, qualifier: published.version, published }));
}

/** One that cannot be counted hides nothing of the others. */
function idleOf(
  asked: readonly Asked[],
  counts: Known<ReadonlyMap<Asked, Known<number>>>,
): Known<readonly PublishedVersion[]> {
  if (!counts.known) return asked.length > 0 ? counts : { known: true, value: [] };

  const counted = asked.map((one) => ({ one, count: counts.value.get(one) ?? leftOut }));
  const [unseen] = counted.flatMap(({ count }) => (count.known ? [] : [count.reason]));
  return {
    known: true,
    value: counted
      .filter(({ count }) => count.known && count.value === 0)
      .map(({ one }) => one.published),
    ...(unseen !== undefined && { incomplete: unseen }),
  };
}

const leftOut = unknown('how often it was invoked was left out of the answer');
