import { isAbsolute, relative } from 'node:path';

/**
 * What a user has named, as a relative URI from the working folder: by its last name alone where it
 * lies elsewhere, for a report says nothing of the machine that it was made on.
 */
export function relativeUri(path: string): string {
  const below = relative(process.cwd(), path);
  const isOutside = below.startsWith('..') || isAbsolute(below);
  const segments = below.split(/[/\\]/);

  return encoded(isOutside ? segments.slice(-1) : segments) || HERE;
}

/**
 * A file of a package, whose path is hostile: nothing in it leads out of where it lies.
 *
 * @param folder that holds the package, or undefined where the path is one within an archive.
 */
export function uriWithin(folder: string | undefined, path: string): string {
  const inside = encoded(path.split('/')) || HERE;
  const outside = folder === undefined ? HERE : relativeUri(folder);

  return outside === HERE ? inside : `${outside}/${inside}`;
}

const HERE = '.';

function encoded(segments: readonly string[]): string {
  return segments
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}
