import { attempt, perChunkKnown } from '../../app/collectors.ts';
import type { FactStore, FeedAnswer } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import type { Severity } from '../../core/severity.ts';
import type { Target } from '../../core/target.ts';
import {
  type AdvisoriesByPurl,
  type Advisory,
  advisoriesAbout,
  candidatesOf,
  cvesOf,
  type Package,
  type Urgency,
  type VulnerablePackage,
  vulnerabilitiesOf,
  withFurther,
} from '../../engines/packages/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { feedAnswer } from '../feed-answer.ts';
import { lastKnownAdvisories } from '../last-known-advisories.ts';
import { type SecondarySource, secondaryAdvisories } from '../secondary-source.ts';
import { keepsStored } from '../table-grants.ts';

/** Of its own archive, those with a known advisory. Those of the layers of a function are theirs. */
export const vulnerablePackagesFact = defineFact({
  key: 'vulnerablePackages',
  about: ['function', 'layer'],
  value: typed<readonly VulnerablePackage[]>(),
  words: 'vulnerable packages in its code',
  grants: [
    ...keepsStored,
    // What no advisory rates, the NVD is asked for; with a key, where the settings name one.
    { action: 'secretsmanager:GetSecretValue', on: 'NVD key secret' },
  ],
});

/** Each of them throws when it has no answer, today's or an earlier one. */
export interface VulnerablePackagesProps<T extends Target> {
  readonly packages: (
    targets: readonly T[],
  ) => Promise<ReadonlyMap<string, Known<readonly Package[]>>>;
  /** Of the packages of each target. One that the feed refuses is left out, and spoils no other target. */
  readonly advisories: (targets: readonly (readonly Package[])[]) => Promise<AdvisoriesByPurl>;
  /** Of what the first may lack. Undefined when the feed is off. */
  readonly further: SecondarySource | undefined;
  /** CVE ids. Undefined when the feed is off. */
  readonly exploited: (() => Promise<FeedAnswer<ReadonlySet<string>>>) | undefined;
  /** By CVE id, from 0 to 1. Undefined when the feed is off. */
  readonly likelihoods: CveFeed<number> | undefined;
  /** By CVE id, of those that no advisory rates. Undefined when the feed is off. */
  readonly ratings: CveFeed<Severity> | undefined;
  readonly facts: FactStore;
}

type CveFeed<T> = (cves: readonly string[]) => Promise<FeedAnswer<ReadonlyMap<string, T>>>;

export function vulnerablePackages<T extends Target<'function' | 'layer'>>(
  props: VulnerablePackagesProps<T>,
): FactCollector<typeof vulnerablePackagesFact, T> {
  return perChunkKnown(vulnerablePackagesOf(props));
}

/**
 * Matches the packages of a chunk of targets against the advisories, with one request for all. The
 * answers are stored, so that a night without the feed forgets nothing that was known.
 */
export function vulnerablePackagesOf<T extends Target>(props: VulnerablePackagesProps<T>) {
  const lastKnown = lastKnownAdvisories(props.facts);

  return async (
    targets: readonly T[],
  ): Promise<ReadonlyMap<string, Known<readonly VulnerablePackage[]>>> => {
    const deployed = await props.packages(targets);
    const before = await lastKnown.read([...deployed.keys()]);
    const ofTargets = [...deployed.values()].map(possiblePackagesIn);
    const secondary = await secondaryAdvisories(props.further, ofTargets.flat());
    const today = await attempt(() => props.advisories([...ofTargets, secondary.targets]));
    if (!today.known && before.size === 0) throw new Error(today.reason);

    const byTarget = new Map(
      [...deployed].map(([arn, answer]) => [
        arn,
        advisoriesAbout(possiblePackagesIn(answer), today, before.get(arn)),
      ]),
    );
    if (today.known) await lastKnown.write(byTarget, before);

    const further = await secondary.beyond(
      new Map([...byTarget.values()].flatMap((each) => [...each])),
    );
    const all = new Map(
      [...byTarget].map(([arn, each]) => [arn, withFurther(each, further.value)]),
    );

    const { urgency, unrated } = await urgencyOf(props, all);
    const alone = new Set(targets.filter(hasNoLayers).map(({ arn }) => arn));
    return new Map(
      [...deployed].map(([arn, answer]) => {
        const isAll = alone.has(arn);
        const vulnerable = matched(answer, all.get(arn) ?? new Map(), urgency, isAll);
        const stale = whyStale(possiblePackagesIn(answer), today, before.get(arn));
        const missed = hasNpm(answer) ? further.unseen : undefined;
        const unread = secondary.unreadOf(possiblePackagesIn(answer));
        return [arn, withDoubts(vulnerable, joinedReasons([stale, missed, unread]), unrated)];
      }),
    );
  };
}

/** What stands in for the answer of today may lack what is new today. */
function whyStale(
  packages: readonly Package[],
  today: Known<AdvisoriesByPurl>,
  before: AdvisoriesByPurl = new Map(),
): string | undefined {
  if (!today.known) return `${today.reason}; what is shown was known before`;

  const unanswered = packages.find(({ purl }) => before.has(purl) && !today.value.has(purl));
  return (
    unanswered &&
    `no advisories were to be had for ${unanswered.purl}: those shown were known before`
  );
}

/** Of one whose version is in doubt, all that it may be. */
function possiblePackagesIn(answer: Known<readonly Package[]>): readonly Package[] {
  return answer.known ? answer.value.flatMap(candidatesOf) : [];
}

function hasNpm(answer: Known<readonly Package[]>): boolean {
  return answer.known && answer.value.some(({ ecosystem }) => ecosystem === 'npm');
}

/** Without it a fault is a fault all the same, though perhaps a worse one: `unrated` says why. */
async function urgencyOf(
  { exploited, likelihoods, ratings }: VulnerablePackagesProps<never>,
  byTarget: ReadonlyMap<string, AdvisoriesByPurl>,
): Promise<{ readonly urgency: Urgency; readonly unrated: string | undefined }> {
  const advisories = [...byTarget.values()].flatMap((byPurl) => [...byPurl.values()].flat());
  const unratedOnes = advisories.filter(({ rated }) => !rated);

  const [abused, likely, rated] = await Promise.all([
    // A source that does not answer is waited for: not where there is nothing to ask it about.
    feedAnswer<ReadonlySet<string>>(
      () => (advisories.length > 0 && exploited?.()) || { value: new Set() },
      new Set(),
    ),
    feedAnswer(() => askAbout(advisories, likelihoods), new Map()),
    feedAnswer(() => askAbout(unratedOnes, ratings), new Map()),
  ]);

  return {
    urgency: { exploited: abused.value, likelihoods: likely.value, ratings: rated.value },
    unrated: joinedReasons([abused.unseen, likely.unseen, rated.unseen]),
  };
}

async function askAbout<V>(
  advisories: readonly Advisory[],
  feed: CveFeed<V> | undefined,
): Promise<FeedAnswer<ReadonlyMap<string, V>>> {
  const cves = [...new Set(advisories.flatMap(cvesOf))];

  return feed && cves.length > 0 ? feed(cves) : { value: new Map() };
}

function matched(
  packages: Known<readonly Package[]>,
  advisories: AdvisoriesByPurl,
  urgency: Urgency,
  isAlone: boolean,
): Known<readonly VulnerablePackage[]> {
  if (!packages.known) return packages;
  const isAll = isAlone && packages.incomplete === undefined;
  const vulnerable = vulnerabilitiesOf(packages.value, advisories, urgency, isAll);
  if (!vulnerable.known) return vulnerable;

  const incomplete = joinedReasons([packages.incomplete, vulnerable.incomplete]);
  return { ...vulnerable, ...(incomplete !== undefined && { incomplete }) };
}

/** Of a function, all that it may import is then in its archive. */
function hasNoLayers(target: Target): boolean {
  return target.kind === 'function' && target.layers.length === 0;
}

function withDoubts<V>(
  answer: Known<readonly V[]>,
  missed: string | undefined,
  unrated: string | undefined,
): Known<readonly V[]> {
  if (!answer.known) return answer;
  const incomplete = joinedReasons([answer.incomplete, missed]);

  return {
    ...answer,
    ...(incomplete !== undefined && { incomplete }),
    // Where there is no fault, there is none to rate.
    ...(unrated !== undefined && answer.value.length > 0 && { understated: unrated }),
  };
}
