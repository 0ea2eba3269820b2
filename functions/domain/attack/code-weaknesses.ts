import type { CheckId } from '../../core/check-id.ts';
import { rankOf } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import type { OpenFinding } from './target-state.ts';

/** A kind of weakness in code, as a link of an attack. */
export interface CodeWeakness {
  readonly check: CheckId;
  /** Of `MOST_POINTS`. */
  readonly points: number;
  /** By what a caller comes in, for a sentence: `command injection`; absent of what lets no caller in. */
  readonly by?: string;
  /** What it opens by itself; absent where it leads into the function, to its role and its secrets. */
  readonly opens?: string;
  /** Whether a finding lets a caller in. @default whether it is high or critical, where `by` is there */
  readonly carries?: (finding: OpenFinding) => boolean;
}

/** For a sentence. */
export const DATABASE = 'the database that it queries';

/**
 * What code does that a caller can use, the worst first. To read any file is to hold the role: its
 * credentials are in the environment of the process, which /proc/self/environ shows. A query reaches
 * the database, and a forged request what trusts the function: neither comes to the role.
 */
export const codeWeaknesses: readonly CodeWeakness[] = [
  of('event-code-execution', 30, { by: 'code injection' }),
  of('command-injection', 30, { by: 'command injection' }),
  of('unsafe-deserialization', 30, { by: 'unsafe deserialization' }),
  of('path-traversal', 24, { by: 'path traversal', carries: readsFiles }),
  of('xml-external-entity', 24, { by: 'XML external entities' }),
  of('query-injection', 22, {
    by: 'SQL or NoSQL injection',
    opens: DATABASE,
  }),
  of('server-side-request-forgery', 18, {
    by: 'server-side request forgery',
    opens: 'hosts that trust the function',
  }),
  of('tls-verification-disabled', 8),
  of('weak-crypto', 8),
  of('unescaped-html', 6),
  of('json-injection', 6),
  of('open-redirect', 4),
  of('predictable-token', 4),
];

/** By check. */
export const codeWeaknessOf: ReadonlyMap<string, CodeWeakness> = new Map(
  codeWeaknesses.map((weakness) => [weakness.check, weakness]),
);

/** What comes back from a database, say, is milder than its kind: no caller comes in by it alone. */
export function letsIn({ by, carries = always }: CodeWeakness, finding: OpenFinding): boolean {
  return by !== undefined && rankOf(finding.severity) >= rankOf('high') && carries(finding);
}

function of(
  kind: WeaknessKind,
  points: number,
  rest: Omit<CodeWeakness, 'check' | 'points'> = {},
): CodeWeakness {
  return { check: `code/${kind}`, points, ...rest };
}

function always(): boolean {
  return true;
}

/** By its sink, which its subject names. A file that is written, moved, deleted or listed shows nothing. */
function readsFiles({ subject }: OpenFinding): boolean {
  return reading.test(subject.slice(subject.indexOf(': ') + 2));
}

const reading =
  /read(?:file|json|_text|_bytes|stream)|\bopen|send_?file|static_file|fileresponse|pathlib|upload_file|^download/i;
