import type { Weakness } from '../../../functions/core/weakness.ts';
import {
  findWeaknesses,
  type JavaScriptFindings,
} from '../../../functions/engines/javascript/find-weaknesses.ts';
import { OwnPackages } from '../../../functions/engines/javascript/own-packages.ts';
import { PackageFolders } from '../../../functions/engines/packages/package-folders.ts';

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
  return found(files, handler).weaknesses.map(({ sink }) => sink);
}

function found(files: Readonly<Record<string, string>>, handler: string): JavaScriptFindings {
  const all = Object.entries(files);
  const isManifest = ([path]: readonly [string, string]) => path.endsWith('package.json');

  return findWeaknesses({
    files: new Map(all.filter((file) => !isManifest(file) && !file[0].includes('node_modules/'))),
    own: new OwnPackages(all.filter(isManifest)),
    folders: new PackageFolders(all.map(([path]) => path)),
    handler,
  });
}

/** Where the event goes and is not followed: `index.js, line 1: reason`. */
export function unfollowedIn(
  source: string,
  others: Readonly<Record<string, string>> = {},
): readonly string[] {
  const { unfollowed } = found({ 'index.js': source, ...others }, 'index.handler');

  return unfollowed.map(({ path, reason }) => `${path}: ${reason}`);
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

/** Kinds and sinks of one file: `open-authorizer Allow`. */
export function kindsIn(source: string): readonly string[] {
  return weaknessesIn(source, {}).map(({ kind, sink }) => `${kind} ${sink}`);
}
