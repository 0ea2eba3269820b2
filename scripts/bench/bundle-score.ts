import type { Sighting } from '../../functions/engines/bundles/index.ts';

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
  /** Told as one of some versions that are the same code, as far as is known of them. */
  readonly sameCode: number;
  /** Told as one of some versions, and it is one of them. */
  readonly possible: number;
  /** Told as near some versions, and it is one of them. */
  readonly approximate: number;
  /** Told as near some versions, and it is another one: no lie, but advisories are judged by those. */
  readonly beside: readonly string[];
  readonly wrong: readonly string[];
}

/** Whether nothing that is known of a package tells these versions apart. */
export type IsSameCode = (name: string, versions: readonly string[]) => boolean;

export function scoreOf(
  sightings: readonly Sighting[],
  contents: Contents,
  isSameCode: IsSameCode = () => false,
): Score {
  const { asked, versions } = contents;
  const judged = sightings.map((sighting) => ({
    sighting,
    verdict: verdictOn(sighting, contents),
  }));
  const best = asked.map((name) => {
    const right = judged.filter(
      ({ sighting, verdict }) => namesOf(sighting).includes(name) && verdict === 'right',
    );
    const told = certainties.find((wanted) =>
      right.some(({ sighting }) => certaintyOf(sighting) === wanted),
    );
    const [first] = right;
    return told === 'possible' && isSameCode(name, first?.sighting.candidates ?? [])
      ? 'same code'
      : told;
  });
  const count = (wanted: (typeof best)[number]) => best.filter((each) => each === wanted).length;
  const described = (verdict: Verdict) =>
    judged
      .filter((each) => each.verdict === verdict)
      .map(
        ({ sighting }) =>
          `${wordsFor(sighting)}, where there is ${versions.get(sighting.name)?.join() ?? 'none'}`,
      );

  return {
    asked: asked.length,
    names: asked.filter((name) => sightings.some((each) => namesOf(each).includes(name))).length,
    exact: count('exact'),
    sameCode: count('same code'),
    possible: count('possible'),
    approximate: count('approximate'),
    beside: described('beside'),
    wrong: described('wrong'),
  };
}

/** From the surest. */
const certainties = ['exact', 'possible', 'approximate'] as const;

type Verdict = 'right' | 'beside' | 'wrong';

/** What is told must be there, at one of the versions that it is told to be. */
function verdictOn(sighting: Sighting, contents: Contents): Verdict {
  const { name, alternatives = [], ...own } = sighting;
  const others = alternatives.map((other) =>
    verdictOn({ ...own, name: other.name, candidates: other.versions }, contents),
  );
  if (others.includes('right')) return 'right';
  const there = contents.versions.get(name);
  if (there === undefined) return 'wrong';

  const { version, candidates = [version] } = sighting;
  const isTold = candidates.some((each) => each !== undefined && there.includes(each));
  if (isTold) return 'right';
  return certaintyOf(sighting) === 'approximate' ? 'beside' : 'wrong';
}

function namesOf({ name, alternatives = [] }: Sighting): readonly string[] {
  return [name, ...alternatives.map((other) => other.name)];
}

function certaintyOf({ certainty = 'exact' }: Sighting) {
  return certainty;
}

function wordsFor(sighting: Sighting): string {
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
    sameCode: sum(({ sameCode }) => sameCode),
    possible: sum(({ possible }) => possible),
    approximate: sum(({ approximate }) => approximate),
    beside: scores.flatMap(({ beside }) => beside),
    wrong: scores.flatMap(({ wrong }) => wrong),
  };
}
