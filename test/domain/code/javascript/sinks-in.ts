import { findWeaknesses } from '../../../../functions/domain/code/javascript/find-weaknesses.ts';
import type { Weakness } from '../../../../functions/domain/code/weakness.ts';

interface Place {
  readonly path?: string;
  readonly handler?: string;
}

/** The sinks that the event reaches in one file, by place. */
export function sinksIn(source: string, place: Place = {}): readonly string[] {
  return weaknessesIn(source, place).map(({ sink }) => sink);
}

/** The same in several files. */
export function sinksAmong(
  files: Readonly<Record<string, string>>,
  handler = 'index.handler',
): readonly string[] {
  const { weaknesses } = findWeaknesses({ files: new Map(Object.entries(files)), handler });

  return weaknesses.map(({ sink }) => sink);
}

/** The steps to the only weakness. */
export function linesOf(source: string): readonly string[] {
  return weaknessesIn(source, {}).flatMap(({ flow }) =>
    flow.map(({ line, column, text }) => `${line}:${column} ${text}`),
  );
}

function weaknessesIn(source: string, place: Place): readonly Weakness[] {
  const { path = 'index.js', handler = 'index.handler' } = place;

  return findWeaknesses({ files: new Map([[path, source]]), handler }).weaknesses;
}
