import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where what was built may be kept: in the project's `.local`, which git ignores, and of a project
 * that cannot be written to in the user's own cache. Undefined where neither can be written to.
 */
export function cacheFolder(
  project: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const folders = [
    join(project, '.local/bundles'),
    join(userCache(environment, platform), 'lambda-vigil/bundles'),
  ];

  return folders.find(canBeWritten);
}

/** Sources: "XDG Base Directory Specification"; Apple's "File System Programming Guide"; Microsoft's "KNOWNFOLDERID". */
function userCache(
  { XDG_CACHE_HOME, LOCALAPPDATA, HOME = homedir() }: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'darwin') return join(HOME, 'Library/Caches');
  if (platform === 'win32') return LOCALAPPDATA ?? join(HOME, 'AppData/Local');

  return XDG_CACHE_HOME || join(HOME, '.cache');
}

function canBeWritten(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
