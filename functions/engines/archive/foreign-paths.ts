import { InstalledPython } from '../packages/index.ts';
import type { ArchiveFile, ListedFile } from './archive-files.ts';
import type { CodeEntry } from './code-analysis.ts';

/** Whether a file is a part of a package that others wrote. */
export type IsForeign = (path: string) => boolean;

/** By the folders of installers, and of Python, which installs beside own code, by what is installed. */
export function foreignPaths(
  listing: readonly ListedFile[],
  { runtime, handler }: CodeEntry,
  read: readonly ArchiveFile[] = [],
): IsForeign {
  const mayBePython = runtime === undefined || runtime.startsWith('python');
  const python = mayBePython ? new InstalledPython(listing, handler, read) : undefined;

  return (path) => installed.test(path) || python?.has(path) === true;
}

const installed =
  /(?:^|\/)(?:node_modules|bower_components|jspm_packages|site-packages|dist-packages|vendor)\/|\.(?:dist|egg)-info\/|(?:^|\/)\.yarn\//;
