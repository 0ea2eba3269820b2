import type { UnreadFile } from '../../engines/archive/index.ts';
import { packageMetadataPath } from '../../engines/packages/index.ts';
import { counted } from './archive-bounds.ts';

/** What the symbolic links of an archive come to once it is unpacked. */
export interface ArchiveLinks {
  /** By the path through a link, the path of the file that is there: only where that path says more. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Links behind which there may be anything. */
  readonly unread: readonly UnreadFile[];
}

/** Links that are followed; pnpm leaves a few thousand. */
export const MOST_LINKS = 20_000;

/** Files that are looked at behind links, all links together. */
const MOST_BEHIND = 100_000;

/** As Linux: beyond, it is a circle. Source: path_resolution(7). */
const MOST_HOPS = 40;

/** Commands of packages, which nothing imports. */
export function isCommandLink(path: string): boolean {
  return /(?:^|\/)node_modules\/\.bin\/[^/]+$/.test(path);
}

/**
 * A link within the archive leads to what is read where it lies. Its own path counts as well where it
 * says more: `node_modules/a` makes a package of what `vendor/a` holds. What a link out of the archive
 * leads to is unread. One that leads nowhere hides nothing.
 *
 * @param links by path, what each holds.
 * @param files paths of the files of the archive.
 */
export function archiveLinks(
  links: ReadonlyMap<string, string>,
  files: Iterable<string>,
): ArchiveLinks {
  const aliases = new Map<string, string>();
  const unread: UnreadFile[] = [];
  const paths = [...files].sort();
  const own = new Set(paths);
  let left = MOST_BEHIND;

  for (const [path, target] of links) {
    const end = endOf(path, target, links);
    if (end === 'outside') unread.push({ path, reason: 'a symbolic link out of the archive' });
    if (end === 'outside' || end === 'nowhere') continue;

    const behind = own.has(end) ? [end] : filesBelow(end, paths, left);
    left -= behind.length;
    if (left <= 0) {
      unread.push({ path, reason: `more than ${counted(MOST_BEHIND)} files lie behind its links` });
      break;
    }
    for (const file of behind) {
      const alias = `${path}${file.slice(end.length)}`;
      if (!own.has(alias) && saysMore(alias, file)) aliases.set(alias, file);
    }
  }

  return { aliases, unread };
}

function saysMore(alias: string, file: string): boolean {
  const isOnlyScript = isScript(alias) && !file.includes('node_modules/');

  return (packageMetadataPath(alias) && !packageMetadataPath(file)) || isOnlyScript;
}

/** A handler may be a link to what was built elsewhere; what is installed is no own script. */
function isScript(path: string): boolean {
  return /\.[cm]?js$/.test(path) && !path.includes('node_modules/');
}

/** Where one ends, as the kernel would find out, for an archive that lies in /var/task or in /opt. */
function endOf(
  path: string,
  target: string,
  links: ReadonlyMap<string, string>,
): string | 'outside' | 'nowhere' {
  const place = path.split('/').slice(0, -1);
  const pending = stepsOf(target).reverse();
  let hops = 1;
  if (target.startsWith('/') && !withinRoot(place, pending)) return 'outside';

  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    if (step === '..') {
      if (place.pop() === undefined) return 'outside';
      continue;
    }

    place.push(step);
    const next = links.get(place.join('/'));
    if (next === undefined) continue;
    hops += 1;
    if (hops > MOST_HOPS) return 'nowhere';

    place.pop();
    pending.push(...stepsOf(next).reverse());
    if (next.startsWith('/') && !withinRoot(place, pending)) return 'outside';
  }

  return place.join('/');
}

/** Goes on from the root of the archive. @returns false where an absolute path is not in it. */
function withinRoot(place: string[], pending: string[]): boolean {
  const [first, second] = [pending.at(-1), pending.at(-2)];
  const isTask = first === 'var' && second === 'task';
  if (!isTask) return false;

  place.length = 0;
  pending.length -= 2;
  return true;
}

function stepsOf(target: string): string[] {
  return target.split('/').filter((step) => step !== '' && step !== '.');
}

/** Of sorted paths, those within a folder. */
function filesBelow(folder: string, paths: readonly string[], most: number): readonly string[] {
  if (folder === '') return [];
  const prefix = `${folder}/`;
  let [low, high] = [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }

  let end = low;
  while (end - low < most && paths[end]?.startsWith(prefix)) end += 1;
  return paths.slice(low, end);
}
