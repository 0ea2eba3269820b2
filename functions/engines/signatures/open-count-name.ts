import { wordsOf } from '../flow/index.ts';

/** Whether a field called so counts those who came by; more of what is voted on, or sold, is worth something to someone. */
export function isVisitName(name: string): boolean {
  return countsNoMore(name, visits);
}

/** Whether a field called so counts what anyone is asked to say or do: `likes`, `vote_count`, and those who came by. */
export function isOpenCountName(name: string): boolean {
  return countsNoMore(name, open);
}

/** The same, also where it holds a number for each thing that may be chosen: `results`, `resultats`. */
export function isTallyName(name: string): boolean {
  return countsNoMore(name, tallies);
}

/** Each of its words says so, and one of them more than that it is a number. */
function countsNoMore(name: string, counted: ReadonlySet<string>): boolean {
  const words = wordsOf(name);

  return (
    words.length > 0 &&
    words.every((word) => counted.has(word) || ofNumbers.has(word)) &&
    words.some((word) => counted.has(word))
  );
}

const ofNumbers: ReadonlySet<string> = new Set(['total', 'number', 'num', 'no', 'of']);

const visits: ReadonlySet<string> = new Set(
  'count counts counter scan scans view views visit visits visitor visitors click clicks hit hits download downloads play plays open opens read reads'.split(
    ' ',
  ),
);

const open: ReadonlySet<string> = new Set([
  ...visits,
  ...'like likes dislike dislikes love loves vote votes upvote upvotes downvote downvotes clap claps heart hearts reaction reactions response responses'.split(
    ' ',
  ),
]);

const tallies: ReadonlySet<string> = new Set([
  ...open,
  ...'result results tally tallies choice choices option options answer answers candidate candidates poll resultado resultados resultat resultats voto votos voti ergebnis ergebnisse stimmen opciones opcoes suara hasil'.split(
    ' ',
  ),
]);
