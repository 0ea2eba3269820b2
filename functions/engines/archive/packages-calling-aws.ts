import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';
import { serviceOfPackage } from '../sdk/index.ts';
import type { ArchiveFile } from './archive-files.ts';

/** Stands for any service. */
export const ANY_SERVICE = '*';

/**
 * The services that an installed package of npm may call by itself: those whose clients it, or what it
 * depends on, brings along. None for what depends on no SDK.
 *
 * @param files those of the archive that were read, manifests of packages among them.
 */
export function packagesCallingAws(
  files: readonly ArchiveFile[],
): (name: string) => readonly string[] {
  let known: ReadonlyMap<string, readonly string[]> | undefined;

  return (name) => {
    known ??= dependenciesIn(files);
    return [...new Set(closureOf(name, known).flatMap(serviceOf))];
  };
}

const manifest = z.object({
  dependencies: z.optional(z.record(z.string(), z.string())),
  peerDependencies: z.optional(z.record(z.string(), z.string())),
  optionalDependencies: z.optional(z.record(z.string(), z.string())),
});

/** By the name of each package, of whichever version. */
function dependenciesIn(files: readonly ArchiveFile[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();

  for (const { path, text } of files) {
    const name = nameIn(path);
    const parsed = name === undefined ? undefined : manifest.safeParse(jsonIn(text));
    if (name === undefined || !parsed?.success) continue;

    const { dependencies, peerDependencies, optionalDependencies } = parsed.data;
    const own = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
    all.set(name, [...(all.get(name) ?? []), ...own]);
  }
  return all;
}

/** Undefined for what is no JSON: another reader reports it. */
function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Of `…/node_modules/@scope/name/package.json`, as it is installed. */
function nameIn(path: string): string | undefined {
  const folder = path.endsWith('/package.json') ? path.slice(0, -'/package.json'.length) : '';
  const at = folder.lastIndexOf('node_modules/');
  const name = at < 0 ? '' : folder.slice(at + 'node_modules/'.length);
  const parts = name.split('/');

  return name !== '' && parts.length === (name.startsWith('@') ? 2 : 1) ? name : undefined;
}

/** What an SDK depends on itself is its own business. */
function closureOf(
  name: string,
  dependencies: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const reached = new Set([name]);

  // A set that grows while it is walked is walked to its new end.
  for (const each of reached) {
    if (each !== name && isSdk(each)) continue;
    for (const next of dependencies.get(each) ?? []) reached.add(next);
  }
  reached.delete(name);
  return [...reached];
}

function isSdk(name: string): boolean {
  return name === 'aws-sdk' || name.startsWith('@aws-sdk/') || name.startsWith('@smithy/');
}

function serviceOf(name: string): readonly string[] {
  if (name === 'aws-sdk') return [ANY_SERVICE];
  const [, client] = /^@aws-sdk\/client-(.+)$/.exec(name) ?? [];

  return client === undefined ? [] : [serviceOfPackage(client)];
}
