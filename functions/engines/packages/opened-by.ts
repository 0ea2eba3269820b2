import type { Opened } from '../../core/opened.ts';
import { rankOf } from '../../core/severity.ts';
import type { Advisory } from './advisory.ts';

/**
 * What callers come to by the high and critical of these advisories: the classes that they are filed under
 * decide. Undefined where that may be the function itself: one has no class, or another than these, or
 * attackers are known to use it.
 */
export function openedBy(advisories: readonly Advisory[]): Opened | undefined {
  const grave = advisories.filter(
    ({ severity, linked }) => rankOf(severity) >= rankOf('high') && linked !== false,
  );
  const opened = grave.map(openedByOne);
  if (opened.length === 0 || opened.includes(undefined)) return undefined;

  return opened.includes('database') ? 'database' : 'nothing';
}

function openedByOne({ weaknesses = [], knownExploited }: Advisory): Opened | undefined {
  if (weaknesses.length === 0 || knownExploited) return undefined;
  const isKnown = weaknesses.every((each) => harmless.has(each) || ofDatabases.has(each));
  if (!isKnown) return undefined;

  return weaknesses.some((each) => ofDatabases.has(each)) ? 'database' : 'nothing';
}

/** They run no code, and read no file and no variable. Source: CWE 4.17 (MITRE). */
const harmless: ReadonlySet<string> = numbered([
  // It is slow, or ends: uncontrolled resource consumption, regular expressions, recursion, loops, archives.
  ...[400, 401, 404, 405, 407, 409, 606, 674, 730, 770, 772, 776, 834, 835, 1050, 1333],
  // Browsers, headers and proxies are led elsewhere: split headers, forged requests, redirects, origins.
  ...[93, 113, 352, 436, 601, 942],
]);

/** SQL, object-relational mappings, and data queries. */
const ofDatabases: ReadonlySet<string> = numbered([89, 564, 943]);

function numbered(numbers: readonly number[]): ReadonlySet<string> {
  return new Set(numbers.map((each) => `CWE-${each}`));
}
