import type { PackageMatch } from '../../../functions/engines/bundles/index.ts';

/** What is in a bundle. */
export interface Contents {
  /** Names of the packages that were bundled; the others came with them as dependencies. */
  readonly asked: readonly string[];
  /** Of each package, all versions that are in it. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

/** Of the packages asked for, how many are recognised, and how surely; and what is recognised wrongly. */
export interface Score {
  readonly asked: number;
  readonly names: number;
  readonly exact: number;
  /** Recognised as one of some versions that are the same code, as far as is known of them. */
  readonly sameCode: number;
  /** Recognised as one of some versions, and it is one of them. */
  readonly possible: number;
  /** Recognised as near some versions, and it is one of them. */
  readonly approximate: number;
  /** Recognised as near some versions, and it is another one: not wrong, but advisories are judged by those. */
  readonly beside: readonly string[];
  readonly wrong: readonly string[];
}

/** Whether nothing that is known of a package distinguishes these versions. */
export type IsSameCode = (name: string, versions: readonly string[]) => boolean;

export function scoreOf(
  matches: readonly PackageMatch[],
  contents: Contents,
  isSameCode: IsSameCode = () => false,
): Score {
  const { asked, versions } = contents;
  const judged = matches.map((match) => ({
    match,
    verdict: verdictOn(match, contents),
  }));
  const best = asked.map((name) => {
    const right = judged.filter(
      ({ match, verdict }) => namesOf(match).includes(name) && verdict === 'right',
    );
    const surest = certainties.find((wanted) =>
      right.some(({ match }) => certaintyOf(match) === wanted),
    );
    const [first] = right;
    return surest === 'possible' && isSameCode(name, first?.match.candidates ?? [])
      ? 'same code'
      : surest;
  });
  const count = (wanted: (typeof best)[number]) => best.filter((each) => each === wanted).length;
  const described = (verdict: Verdict) =>
    judged
      .filter((each) => each.verdict === verdict)
      .map(
        ({ match }) =>
          `${wordsFor(match)}, where there is ${versions.get(match.name)?.join() ?? 'none'}`,
      );

  return {
    asked: asked.length,
    names: asked.filter((name) => matches.some((each) => namesOf(each).includes(name))).length,
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

/** A recognised package must be in the bundle, at one of the versions of the match. */
function verdictOn(match: PackageMatch, contents: Contents): Verdict {
  const { name, alternatives = [], ...own } = match;
  const others = alternatives.map((other) =>
    verdictOn({ ...own, name: other.name, candidates: other.versions }, contents),
  );
  if (others.includes('right')) return 'right';
  const there = contents.versions.get(name);
  if (there === undefined) return 'wrong';

  const { version, candidates = [version] } = match;
  const isThere = candidates.some((each) => each !== undefined && there.includes(each));
  if (isThere) return 'right';
  return certaintyOf(match) === 'approximate' ? 'beside' : 'wrong';
}

function namesOf({ name, alternatives = [] }: PackageMatch): readonly string[] {
  return [name, ...alternatives.map((other) => other.name)];
}

function certaintyOf({ certainty = 'exact' }: PackageMatch) {
  return certainty;
}

function wordsFor(match: PackageMatch): string {
  const which = match.candidates?.join(' or ') ?? match.version;

  return `${match.name} ${certaintyOf(match)} ${which}`;
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
