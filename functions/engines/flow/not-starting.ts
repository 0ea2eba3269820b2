import type { Weakness } from '../../core/weakness.ts';

/** That a function does not start: by which file, and why. */
export function notStarting(path: string, text: string): Weakness {
  const place = { path, line: 1, column: 1 };

  return { kind: 'does-not-start', sink: 'handler', ...place, flow: [{ ...place, text }] };
}
