import { unknown } from '../../core/known.ts';
import type { CalledResource, SdkCalls, TextPart } from '../../core/sdk-calls.ts';
import { findSdkCalls } from '../javascript/index.ts';
import { findSdkCalls as findPythonSdkCalls } from '../python/index.ts';
import { holdsSecret } from '../secrets/index.ts';
import type { ArchiveContents, UnreadFile } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { gaps, inPart } from './in-part.ts';
import { ofJavaScript, ofPython } from './own-code.ts';
import { ownPython } from './own-files.ts';
import { ANY_SERVICE, packagesCallingAws } from './packages-calling-aws.ts';

/**
 * What the code of a function asks of AWS. Of its text, what names a resource is in there, and nothing
 * that looks like a secret.
 *
 * @throws when the analysis itself is at fault.
 */
export function sdkCallsIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): CodeAnalysis['sdkCalls'] {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (isPython(runtime)) {
    return ofPython<SdkCalls>(contents, handler, (source, missed) =>
      kept(findPythonSdkCalls({ ...source, isInstalled: installedIn(contents, handler) }), missed),
    );
  }
  if (!isNode(runtime)) {
    return unknown(`SDK calls of code in ${runtime ?? 'no runtime'} are not read`);
  }

  return ofJavaScript<SdkCalls>(contents, handler, (source, missed) =>
    kept(
      findSdkCalls({
        ...source,
        packageServices: servicesBy(contents),
        hasFile: filesIn(contents),
      }),
      missed,
    ),
  );
}

/** By the name of a module or of the folder that it lies in, wherever an installer put it. */
function installedIn(
  { listing, files }: ArchiveContents,
  handler: string,
): (module: string) => boolean {
  let names: ReadonlySet<string> | undefined;

  return (module) => {
    if (names === undefined) {
      const all = [...listing, ...files.map(({ path, bytes }) => ({ path, bytes: bytes.length }))];
      const isOwn = ownPython(all, handler, files);
      const installed = all.flatMap(({ path }) =>
        isModule.test(path) && !isOwn(path) ? path : [],
      );
      names = outermostOf(installed, rootsOf(all.map(({ path }) => path)));
    }
    return names.has(module);
  };
}

/** Folders that packages are installed into: the root, and where their metadata lie. */
function rootsOf(paths: readonly string[]): ReadonlySet<string> {
  const roots = new Set(['']);

  for (const path of paths) {
    const metadata = ends.map((end) => path.indexOf(end)).find((at) => at >= 0);
    const into = installedInto.find((name) => path.includes(name));
    if (roots.size < MOST_ROOTS && metadata !== undefined)
      roots.add(path.slice(0, path.lastIndexOf('/', metadata) + 1));
    if (roots.size < MOST_ROOTS && into !== undefined)
      roots.add(path.slice(0, path.indexOf(into) + into.length));
  }
  return roots;
}

const ends = ['.dist-info/', '.egg-info/'];
const installedInto = ['site-packages/', 'dist-packages/'];
const MOST_ROOTS = 50;

function outermostOf(paths: readonly string[], roots: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    paths.flatMap((path) =>
      [...roots].flatMap((root) =>
        path.startsWith(root) ? withoutEnding(path.slice(root.length).split('/', 1).join()) : [],
      ),
    ),
  );
}

const isModule = /\.(?:pyc?|so)$/;

function withoutEnding(step: string): string {
  return step.split('.', 1).join();
}

function filesIn({ listing, files }: ArchiveContents): (path: string) => boolean {
  let paths: ReadonlySet<string> | undefined;

  return (path) => {
    paths ??= new Set([...listing, ...files].map((file) => file.path));
    return paths.has(path);
  };
}

function servicesBy({ files }: ArchiveContents): (name: string) => readonly (string | undefined)[] {
  const services = packagesCallingAws(files);

  return (name) => services(name).map((each) => (each === ANY_SERVICE ? undefined : each));
}

function kept(
  { calls, unresolved, unread }: SdkCalls & { readonly unread: readonly UnreadFile[] },
  missed: readonly UnreadFile[],
): CodeAnalysis['sdkCalls'] {
  const named = calls.map((call) => ({
    ...call,
    resources: call.resources.map(withoutSecretTexts),
  }));

  return inPart({ calls: named, unresolved }, gaps('not read', [...missed, ...unread]));
}

/** What looks like a secret names nothing. */
function withoutSecretTexts({ parameter, values }: CalledResource): CalledResource {
  return {
    parameter,
    values: values.map((parts) => (holdsSecret(textOf(parts)) ? [{ unknown: true }] : parts)),
  };
}

/** As it is written, for a secret may stand in several parts. */
function textOf(parts: readonly TextPart[]): string {
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      return 'variable' in part ? ` ${part.variable} ${part.otherwise ?? ''} ` : ' ';
    })
    .join('');
}
