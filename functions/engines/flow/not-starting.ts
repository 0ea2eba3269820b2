import type { Weakness } from '../../core/weakness.ts';

/** That a function does not start: by which file, and why. The line is from 1. */
export function notStarting(path: string, text: string, line = 1): Weakness {
  const place = { path, line, column: 1 };

  return { kind: 'does-not-start', sink: 'handler', ...place, flow: [{ ...place, text }] };
}
