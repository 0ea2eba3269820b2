import { fc } from '../property.ts';
import type { WrittenPattern } from './written-patterns.ts';

/** Characters. */
const LENGTH = 50_000;

/** Beginnings of what would match, over and over again, so that a pattern begins anew at each of them. */
export function hostileTexts({ source, flags }: WrittenPattern): readonly string[] {
  const matching = fc.stringMatching(
    new RegExp(withoutLooks(source), flags.replace(/[gymi]/g, '')),
  );
  const samples = fc.sample(matching, { numRuns: 4, seed: 1 });
  const beginnings = samples.flatMap((sample) =>
    [1, 2, 3, 4].map((part) => sample.slice(0, Math.floor((sample.length * part) / 4) - 1)),
  );

  return [...new Set([...beginnings, ...samples])]
    .filter((text) => text !== '')
    .map((text) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH));
}

/** What is asserted before or behind, which is not generated. */
function withoutLooks(source: string): string {
  return source
    .replaceAll(/\(\?<?[!=](?:[^()[\]\\]|\\.|\[[^\]]*\]|\([^()]*\))*\)/g, '')
    .replaceAll('\\b', '');
}
