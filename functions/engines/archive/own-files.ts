import { isBundleCompanion } from '../bundles/index.ts';
import { InstalledPython } from '../packages/index.ts';
import type { ArchiveFile, ListedFile, UnreadFile } from './archive-files.ts';

/** Own code, or a file beside it that says what it was made of. */
export function isScript(path: string): boolean {
  return isSource(path) || isBundleCompanion(path);
}

/** Whether an installer put it there. */
export function isInstalled(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}

/** What others wrote is their advisories' business, not this one's. */
export function isSource(path: string): boolean {
  return /\.[cm]?js$/.test(path) && !isInstalled(path);
}

/** What says which fields the models of Prisma have; its client brings one along. */
export function isPrismaSchema(path: string): boolean {
  return /(?:^|\/)schema\.prisma$/.test(path);
}

/** Files of Python that no installer put there. */
export function ownPython(
  listing: readonly ListedFile[],
  handler: string | undefined,
  read: readonly ArchiveFile[] = [],
): (path: string) => boolean {
  const installed = new InstalledPython(listing, handler, read);

  return (path) => path.endsWith('.py') && !installed.has(path);
}

/** The script that the Lambda web adapter starts, and the package that a handler lies in. */
export function isPartOfHandler(path: string, handler = ''): boolean {
  if (handler.endsWith('.sh')) return path === handler.replace(/^\.\//, '');
  const [folder] = /^node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(handler) ?? [];

  return (
    folder !== undefined &&
    path.startsWith(folder) &&
    /\.[cm]?js$/.test(path) &&
    !isInstalled(path.slice(folder.length))
  );
}

/** What is listed as it stands is no script unless it is named so; the rest may be anything. */
export function withoutPrograms(
  unread: readonly UnreadFile[],
  listing: readonly ListedFile[],
): readonly UnreadFile[] {
  const listed = new Set(listing.map(({ path }) => path));

  return unread.filter(({ path }) => isScript(path) || !listed.has(path));
}
