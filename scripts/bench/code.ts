import { type CorpusLanguage, corpusPackages } from '../../test/corpora/corpus-packages.ts';
import { examineCalls } from '../../test/corpora/examine-calls.ts';
import { type Examination, examinePackage } from '../../test/corpora/examine-package.ts';

/** `npm run bench -- code`: what the engines find in the corpora of `test/corpora`, as figures. */
export async function benchCode(): Promise<void> {
  for (const language of ['javascript', 'python'] as const) {
    const examined = (corpus: string) => examinedIn(corpus, language);
    // What is pending waits apart for its false alarms: without it, precision would be flattered.
    const rules = ['rules', 'pending'].flatMap(examined);
    console.info(`\n${language}: rules, and what is pending, by kind`);
    console.table(Object.fromEntries(byKind(rules)));

    for (const corpus of ['apps', 'benign']) {
      const examinations = examined(corpus);
      console.info(`\n${language}: ${corpus}`);
      console.table({ [corpus]: figuresOf(examinations) });
    }

    console.info(`\n${language}: calls of AWS, as actions`);
    console.table({ calls: callFigures(language) });
  }
}

interface KindFigures {
  readonly bad: number;
  readonly found: number;
  readonly 'false alarms': number;
  readonly recall: string;
  readonly precision: string;
}

function examinedIn(corpus: string, language: CorpusLanguage): readonly Examination[] {
  return corpusPackages(corpus)
    .filter((one) => one.language === language)
    .map(examinePackage);
}

function byKind(examinations: readonly Examination[]): [string, KindFigures][] {
  const count = new Map<string, { found: number; missed: number; wrong: number }>();
  const of = (kind: string) => {
    const figures = count.get(kind) ?? { found: 0, missed: 0, wrong: 0 };
    count.set(kind, figures);
    return figures;
  };

  for (const { found, missed, falseAlarms } of examinations) {
    for (const { kinds } of found) of(`${kinds[0]}`).found += 1;
    for (const { kinds } of missed) of(`${kinds[0]}`).missed += 1;
    for (const { kind } of falseAlarms) of(kind).wrong += 1;
  }

  return [...count]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([kind, { found, missed, wrong }]) => [
      kind,
      {
        bad: found + missed,
        found,
        'false alarms': wrong,
        recall: share(found, found + missed),
        precision: share(found, found + wrong),
      },
    ]);
}

function figuresOf(examinations: readonly Examination[]) {
  const found = examinations.flatMap((one) => one.found).length;
  const missed = examinations.flatMap((one) => one.missed).length;
  const alarms = examinations
    .flatMap((one) => one.falseAlarms)
    .filter(({ severity }) => severity !== 'medium');

  return {
    packages: examinations.length,
    'seen in part': examinations.filter(({ gap }) => gap !== undefined).length,
    'critical or high, false': alarms.length,
    recall: share(found, found + missed),
  };
}

function callFigures(language: CorpusLanguage) {
  const examined = corpusPackages('calls')
    .filter((one) => one.language === language)
    .map(examineCalls);
  const count = (of: 'right' | 'missed' | 'invented') => examined.flatMap((one) => one[of]).length;

  return {
    handlers: examined.length,
    'all resolved': examined.filter(({ unresolved }) => unresolved.length === 0).length,
    recall: share(count('right'), count('right') + count('missed')),
    precision: share(count('right'), count('right') + count('invented')),
  };
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(0)} %`;
}
