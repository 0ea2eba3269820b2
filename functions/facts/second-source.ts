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
import { heard } from './heard.ts';

/** Knows advisories about packages of npm that the first source may lack. */
export interface SecondSource {
  /** All that it has. @throws when it is down and has never told anything. */
  readonly advisories: () => Promise<SecondAnswer>;
  /**
   * Under which packages of npm the first source files what has these numbers: GHSA or CVE. Under
   * none, what it does not have. @throws when it can tell of none of them, and never could.
   */
  readonly filed: (
    numbers: readonly string[],
  ) => Promise<FeedAnswer<ReadonlyMap<string, readonly string[]>>>;
}

export interface SecondAnswer extends FeedAnswer<AdvisoriesByName> {
  /** Names of packages of which it has more that cannot be read. @default none */
  readonly unread?: ReadonlySet<string>;
}

export interface SecondOpinion {
  /** The versions that mend what it tells of. */
  readonly targets: readonly Package[];
  /** Whether of one of these packages there is more that cannot be read; why, then. */
  unreadOf(packages: readonly Package[]): string | undefined;
  /** What it tells beyond the first source, of the packages of which that tells anything. */
  beyond(told: AdvisoriesByPurl): Promise<FeedAnswer<AdvisoriesByPurl>>;
}

/** It is asked where there is a package of npm at all. What it cannot tell is missing, and said so. */
export async function secondOpinion(
  source: SecondSource | undefined,
  packages: readonly Package[],
): Promise<SecondOpinion> {
  const isAsked = packages.some(({ ecosystem }) => ecosystem === 'npm');
  if (!source || !isAsked) {
    return { targets: [], unreadOf: () => undefined, beyond: async () => ({ value: new Map() }) };
  }

  const answer = await attempt(source.advisories);
  const told: SecondAnswer = answer.known
    ? answer.value
    : { value: new Map(), unseen: answer.reason };
  const { value: byName, unseen: untold, unread } = told;
  const unasked = new Map(packages.map(({ purl }) => [purl, []]));

  return {
    targets: upgradeTargets(packages, furtherAdvisories(unasked, byName)),
    unreadOf(of) {
      const found = of.find(({ ecosystem, name }) => ecosystem === 'npm' && unread?.has(name));
      return found && `what Retire.js has against ${found.name} cannot all be read`;
    },
    async beyond(told) {
      const { value, unseen: unfiled } = await withoutFiled(source, told, byName);
      const unseen = joinedReasons([untold, unfiled]);

      return { value, ...(unseen !== undefined && { unseen }) };
    },
  };
}

/** What the first source files under the same package, it has judged by itself, version by version. */
async function withoutFiled(
  { filed }: SecondSource,
  told: AdvisoriesByPurl,
  byName: AdvisoriesByName,
): Promise<FeedAnswer<AdvisoriesByPurl>> {
  const further = furtherAdvisories(told, byName);
  const numbered = [...further.values()].flat().filter(isNumbered);
  if (numbered.length === 0) return { value: further };

  const ids = [...new Set(numbered.map(({ id }) => id))];
  const { value: places, unseen } = await heard(() => filed(ids), new Map());
  const left = [...byName].map(([name, all]) => {
    const isNew = (id: string) => places.get(id)?.includes(name) === false;
    return [name, all.filter((one) => !isNumbered(one) || isNew(one.id))] as const;
  });
  const value = furtherAdvisories(told, new Map(left));

  return { value, ...(unseen !== undefined && { unseen }) };
}
