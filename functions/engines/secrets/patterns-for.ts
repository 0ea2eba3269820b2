import { anchorsOf } from './anchors.ts';
import { type SecretPattern, secretPatterns } from './secret-patterns.ts';

/**
 * The patterns of which a keyword stands in a text, in their order: only they need be tried.
 *
 * @param among of which patterns. @default all
 */
export function patternsFor(text: string, among = secretPatterns): readonly SecretPattern[] {
  const spoken = words.wordsIn(text.toLowerCase());
  // In most texts there is no word of any.
  if (spoken.size === 0) return none;

  return among.filter((pattern) => wordsOf(pattern).some((word) => spoken.has(word)));
}

const keywords = [...new Set(secretPatterns.flatMap((pattern) => pattern.keywords))];
const words = anchorsOf(keywords);
const none: readonly SecretPattern[] = [];

/** Their places among all keywords. */
const wordsByPattern = new Map(
  secretPatterns.map((pattern) => [
    pattern,
    pattern.keywords.map((word) => keywords.indexOf(word)),
  ]),
);

function wordsOf(pattern: SecretPattern): readonly number[] {
  return wordsByPattern.get(pattern) ?? [];
}
