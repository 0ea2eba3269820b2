import { isAbsolute, relative } from 'node:path';

/** As a reader types it from where the demo was started; nothing of whose machine it is. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);

  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}
