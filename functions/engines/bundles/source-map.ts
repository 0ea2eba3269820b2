import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';
import type { Detection, PackageMatch } from './detection.ts';
import { looksBundled } from './looks-bundled.ts';
import { packageOfModule } from './module-path.ts';

/** A module as it was before it was bundled. */
export interface OriginalModule {
  readonly path: string;
  readonly text?: string | undefined;
}

/**
 * The modules that a source map names: the whole of a bundle. Of an index map, those of its
 * sections. Source: ECMA-426.
 *
 * @returns undefined when the text is none.
 */
export function originalModules(text: string): readonly OriginalModule[] | undefined {
  const map = sourceMap.safeParse(parsed(text));
  if (!map.success) return undefined;

  return 'sources' in map.data
    ? modulesOf(map.data)
    : map.data.sections.flatMap((section) => modulesOf(section.map));
}

/** @param bundle the file that was made from the modules: its path. */
export function sourceMapDetection(modules: readonly OriginalModule[], bundle: string): Detection {
  const matches = modules.map(matchOf);

  return {
    by: 'source map',
    matches: matches.filter((match) => match !== undefined),
    whole: !modules.some(isFormerBundle) && !isOfFileItself(modules, bundle),
  };
}

/** Whether the module is a bundle itself: of one that was minified afterwards, a map leads no farther. */
export function isFormerBundle({ path, text }: OriginalModule): boolean {
  return text !== undefined && packageOfModule(path) === undefined && looksBundled(text);
}

/** What minifiers call the only text that they were given: nothing, or like the file they write. */
function isOfFileItself(modules: readonly OriginalModule[], bundle: string): boolean {
  const [only, another] = modules;
  if (!only || another || only.text !== undefined) return false;

  const name = only.path.replace(/^\.\//, '');
  return !name.includes('.') || name === baseOf(bundle);
}

/** The version as well, of a package that loads its own manifest. */
function matchOf({ path, text = '' }: OriginalModule): PackageMatch | undefined {
  const match = packageOfModule(path);
  if (!match || !path.endsWith(`/${match.name}/package.json`)) return match;

  const manifest = ownManifest.safeParse(parsed(text));
  const isOwn = manifest.success && manifest.data.name === match.name;
  return isOwn ? { ...match, version: manifest.data.version } : match;
}

/** Where a bundle says that its map is: a path beside it, or the map itself. */
export function sourceMapReference(text: string): string | undefined {
  const at = text.lastIndexOf(REFERENCE);
  if (at < 0) return undefined;

  const reference = text.slice(at + REFERENCE.length).trim();
  return /[\s'"]/.test(reference) ? undefined : reference;
}

/** @returns undefined when the reference is a path. */
export function inlineSourceMap(reference: string): string | undefined {
  const [, isBase64, body = ''] =
    /^data:application\/json(?:;charset=[\w-]+)?(;base64)?,(.*)$/.exec(reference) ?? [];
  if (body === '') return undefined;

  try {
    return isBase64 ? decoded(body) : decodeURIComponent(body);
  } catch {
    return undefined;
  }
}

/** In two parts, or this line would be one. */
const REFERENCE = `//${'#'} sourceMappingURL=`;

const plain = z.object({
  sources: z.array(z.nullable(z.string())),
  sourceRoot: z.optional(z.nullable(z.string())),
  sourcesContent: z.optional(z.nullable(z.array(z.nullable(z.string())))),
});

const ownManifest = z.object({ name: z.string(), version: z.string() });

const sourceMap = z.union([plain, z.object({ sections: z.array(z.object({ map: plain })) })]);

function modulesOf({ sources, sourceRoot, sourcesContent }: z.infer<typeof plain>) {
  return sources.map((source, index) => ({
    path: `${withSlash(sourceRoot ?? '')}${source ?? ''}`,
    text: sourcesContent?.[index] ?? undefined,
  }));
}

function withSlash(root: string): string {
  return root === '' || root.endsWith('/') ? root : `${root}/`;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The first line is a guard against being run, which servers put there. */
function parsed(text: string): unknown {
  try {
    return parseJson(text.startsWith(")]}'") ? text.slice(text.indexOf('\n') + 1) : text);
  } catch {
    return undefined;
  }
}

function decoded(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

  return new TextDecoder().decode(bytes);
}
