// Checks the regular expressions that are new, and rewrites test/regular-expressions/verdicts.json.
// Usage: npm run patterns              (needs nothing but what is installed; seconds for each new one)
import { writeFileSync } from 'node:fs';
import { verdicts, verdictsFile } from '../test/regular-expressions/verdicts.ts';
import {
  isBounded,
  literalOf,
  regularExpressions,
} from '../test/regular-expressions/written-patterns.ts';

// Its other backends are programs of Scala's, which not every machine can run.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

/** For one. */
const MOST_MS = 10_000;

const { written } = regularExpressions();
const patterns = new Map(written.map((pattern) => [literalOf(pattern), pattern]));
const linear = new Set(verdicts.linear);
const unproven: string[] = [];

for (const [literal, { source, flags, path, line }] of patterns) {
  if (linear.has(literal) || isBounded(source) || Object.hasOwn(verdicts.argued, literal)) continue;
  const answer = checkSync(source, flags, { timeout: MOST_MS });

  if (answer.status === 'safe') linear.add(literal);
  else {
    const found = answer.status === 'vulnerable' ? answer.complexity.type : 'undecided';
    unproven.push(`${path}:${line} ${literal}: ${found}`);
  }
}

const kept = {
  linear: [...linear].filter((literal) => patterns.has(literal)).toSorted(),
  argued: Object.fromEntries(
    Object.entries(verdicts.argued).filter(([literal]) => patterns.has(literal)),
  ),
};
writeFileSync(verdictsFile, `${JSON.stringify(kept, null, 2)}\n`);

console.log(`${verdictsFile}: ${kept.linear.length} of ${patterns.size} are proven linear`);
if (unproven.length > 0) {
  console.error(`Write these as linear patterns or as scanners:\n${unproven.join('\n')}`);
  process.exitCode = 1;
}
