import { attempt } from '../app/collectors.ts';
import type { FeedAnswer } from '../app/ports.ts';
import { joinedReasons } from '../core/joined-reasons.ts';
import {
  type AdvisoriesByName,
  type AdvisoriesByPurl,
  furtherAdvisories,
  isNumbered,
  type Package,
  upgradeTargets,
} from '../engines/packages/index.ts';
import { feedAnswer } from './feed-answer.ts';

/** A source of advisories about npm packages that the first source may lack. */
export interface SecondarySource {
  /** All that it has. @throws when it is down and has never answered. */
  readonly advisories: () => Promise<SecondaryAnswer>;
  /**
   * The npm packages under which the first source files each of these numbers (GHSA or CVE); none
   * for one that it lacks. @throws when it can answer for none of them, and never could.
   */
  readonly filed: (
    numbers: readonly string[],
  ) => Promise<FeedAnswer<ReadonlyMap<string, readonly string[]>>>;
}

export interface SecondaryAnswer extends FeedAnswer<AdvisoriesByName> {
  /** Names of packages of which it has more that cannot be read. @default none */
  readonly unread?: ReadonlySet<string>;
}

export interface SecondaryAdvisories {
  /** The versions that fix what it reports. */
  readonly targets: readonly Package[];
  /** Why some advisories of these packages cannot be read; undefined where all can. */
  unreadOf(packages: readonly Package[]): string | undefined;
  /** What it adds to the first source, about the packages for which that has an answer. */
  beyond(first: AdvisoriesByPurl): Promise<FeedAnswer<AdvisoriesByPurl>>;
}

/** Asks the source only if there is an npm package. What it cannot answer is reported as not seen. */
export async function secondaryAdvisories(
  source: SecondarySource | undefined,
  packages: readonly Package[],
): Promise<SecondaryAdvisories> {
  const isAsked = packages.some(({ ecosystem }) => ecosystem === 'npm');
  if (!source || !isAsked) {
    return { targets: [], unreadOf: () => undefined, beyond: async () => ({ value: new Map() }) };
  }

  const answer = await attempt(source.advisories);
  const found: SecondaryAnswer = answer.known
    ? answer.value
    : { value: new Map(), unseen: answer.reason };
  const { value: byName, unseen: unanswered, unread } = found;
  const unasked = new Map(packages.map(({ purl }) => [purl, []]));

  return {
    targets: upgradeTargets(packages, furtherAdvisories(unasked, byName)),
    unreadOf(of) {
      const found = of.find(({ ecosystem, name }) => ecosystem === 'npm' && unread?.has(name));
      return found && `what Retire.js has against ${found.name} cannot all be read`;
    },
    async beyond(first) {
      const { value, unseen: unfiled } = await withoutFiled(source, first, byName);
      const unseen = joinedReasons([unanswered, unfiled]);

      return { value, ...(unseen !== undefined && { unseen }) };
    },
  };
}

/** Leaves out what the first source files under the same package: it has judged that by version. */
async function withoutFiled(
  { filed }: SecondarySource,
  first: AdvisoriesByPurl,
  byName: AdvisoriesByName,
): Promise<FeedAnswer<AdvisoriesByPurl>> {
  const further = furtherAdvisories(first, byName);
  const numbered = [...further.values()].flat().filter(isNumbered);
  if (numbered.length === 0) return { value: further };

  const ids = [...new Set(numbered.map(({ id }) => id))];
  const { value: places, unseen } = await feedAnswer(() => filed(ids), new Map());
  const left = [...byName].map(([name, all]) => {
    const isNew = (id: string) => places.get(id)?.includes(name) === false;
    return [name, all.filter((one) => !isNumbered(one) || isNew(one.id))] as const;
  });
  const value = furtherAdvisories(first, new Map(left));

  return { value, ...(unseen !== undefined && { unseen }) };
}
