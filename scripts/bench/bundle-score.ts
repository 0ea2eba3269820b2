import type { Sighting } from '../../functions/domain/code/bundles/sighting.ts';

/** What is in a bundle. */
export interface Contents {
  /** Names of the packages that somebody wanted in it; the others came with them. */
  readonly asked: readonly string[];
  /** Of each package, all versions that are in it. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

/** Of the packages asked for, how many are told, and how surely; and what is told that is not so. */
export interface Score {
  readonly asked: number;
  readonly names: number;
  readonly exact: number;
  readonly approximate: number;
  readonly possible: number;
  readonly wrong: readonly string[];
}

export function scoreOf(sightings: readonly Sighting[], contents: Contents): Score {
  const { asked, versions } = contents;
  const best = asked.map((name) => {
    const right = sightings.filter((each) => each.name === name && !isWrong(each, contents));
    return certainties.find((wanted) => right.some((each) => certaintyOf(each) === wanted));
  });
  const isNamed = (name: string) => sightings.some((each) => each.name === name);
  const told = (certainty: (typeof certainties)[number]) =>
    best.filter((each) => each === certainty).length;

  return {
    asked: asked.length,
    names: asked.filter(isNamed).length,
    exact: told('exact'),
    approximate: told('approximate'),
    possible: told('possible'),
    wrong: sightings
      .filter((each) => isWrong(each, contents))
      .map(
        (each) => `${described(each)}, where there is ${versions.get(each.name)?.join() ?? 'none'}`,
      ),
  };
}

/** From the surest. */
const certainties = ['exact', 'approximate', 'possible'] as const;

/** An approximate version says itself that it is another one; that there is the package must be so. */
function isWrong(sighting: Sighting, { versions }: Contents): boolean {
  const there = versions.get(sighting.name);
  if (there === undefined) return true;

  const told = {
    exact: [sighting.version],
    possible: sighting.candidates ?? [],
    approximate: there,
  }[certaintyOf(sighting)];
  return !told.some((version) => version !== undefined && there.includes(version));
}

function certaintyOf({ certainty = 'exact' }: Sighting) {
  return certainty;
}

function described(sighting: Sighting): string {
  const which = sighting.candidates?.join(' or ') ?? sighting.version;

  return `${sighting.name} ${certaintyOf(sighting)} ${which}`;
}

export function sumOf(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) =>
    scores.reduce((total, score) => total + of(score), 0);

  return {
    asked: sum(({ asked }) => asked),
    names: sum(({ names }) => names),
    exact: sum(({ exact }) => exact),
    approximate: sum(({ approximate }) => approximate),
    possible: sum(({ possible }) => possible),
    wrong: scores.flatMap(({ wrong }) => wrong),
  };
}
