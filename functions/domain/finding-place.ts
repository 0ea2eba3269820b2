import type { Finding } from './finding.ts';

/** Of the line that a finding ends in: `index.js, line 3`; what it says where that is no line. */
export function placeOf({ evidence, summary }: Finding): string {
  const last = evidence.findLast(({ path }) => path !== undefined);

  return last?.path === undefined ? summary : `${last.path}, line ${last.line}`;
}
