import type { Weakness } from '../../../functions/core/weakness.ts';
import { findWeaknesses, type PythonFindings } from '../../../functions/engines/python/index.ts';

/** The kinds of weaknesses in one file, `app.py`, by place. */
export function kindsIn(source: string): readonly string[] {
  return weaknessesIn(source).map(({ kind }) => kind);
}

export function weaknessesIn(source: string): readonly Weakness[] {
  return found({ 'app.py': source }).weaknesses;
}

/** The same in several files. */
export function kindsAmong(
  files: Readonly<Record<string, string>>,
  handler = 'app.handler',
): readonly string[] {
  return found(files, handler).weaknesses.map(({ kind }) => kind);
}

export function found(
  files: Readonly<Record<string, string>>,
  handler = 'app.handler',
  isAll = false,
): PythonFindings {
  return findWeaknesses({ files: new Map(Object.entries(files)), handler, isAll });
}

/** The body of a handler with what it imports before it. */
export function handlerOf(imports: string, ...lines: readonly string[]): string {
  const body = lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`);

  return `${imports}\n\ndef handler(event, context):\n${body.join('\n')}\n`;
}
