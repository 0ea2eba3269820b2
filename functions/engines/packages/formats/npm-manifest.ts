import * as z from 'zod/mini';
import { type Known, unknown } from '../../../core/known.ts';
import { parseJson } from '../../../core/parse-json.ts';
import type { Asked } from './as-projects-ask.ts';
import type { NamedVersion } from './named-version.ts';
import { isVendored, MOST_REQUIRED, type PackageFormat, parsedAs } from './package-format.ts';

/** `package.json` in the root of an installed package. Source: "package.json" (npm CLI docs). */
export const npmManifest: PackageFormat = {
  ecosystem: 'npm',
  channel: 'installed',

  describes(path) {
    const folders = path.split('/');
    const [name = '', file, ...deeper] = afterScope(
      folders.slice(folders.lastIndexOf('node_modules') + 1),
    );

    // What `npm pack` writes has all of a package in a folder of this name.
    if (/\.t(?:ar\.)?gz!\/package\/package\.json$/.test(path)) return true;

    return (
      folders.includes('node_modules') &&
      file === 'package.json' &&
      deeper.length === 0 &&
      !/^[.@]|^$/.test(name)
    );
  },

  read(text, path) {
    const parsed = parsedAs(manifest, parseJson, text);
    return parsed.known ? identityIn(parsed.value, path) : parsed;
  },
};

/** `package.json` of a project, not of an installed package. */
export function isProjectManifest(path: string): boolean {
  return /(?:^|\/)package\.json$/.test(path) && !isVendored(path);
}

/** Names that it asks for, whatever for: all of them are the project's own choice. */
export function requiredByProject(text: string): readonly string[] {
  const parsed = parsedAs(manifest, parseJson, text);
  if (!parsed.known) return [];
  const { dependencies, optionalDependencies, devDependencies } = parsed.value;

  return namesIn(dependencies, optionalDependencies, devDependencies);
}

/**
 * Names that an installed package without a version asks for: one of the project's own, that was
 * linked or copied there. Undefined for one with a version, and for what says nothing of it.
 */
export function requiredByVersionless(text: string): readonly string[] | undefined {
  const parsed = parsedAs(manifest, parseJson, text);
  if (!parsed.known || parsed.value.version) return undefined;
  const { private: isPrivate, dependencies, optionalDependencies, ...asked } = parsed.value;
  if (isPrivate !== true && dependencies === undefined) return undefined;

  return namesIn(
    dependencies,
    optionalDependencies,
    asked.peerDependencies,
    asked.peerDependenciesMeta,
  );
}

/**
 * The name in the manifest of an installed package that has no version and is private: one of the
 * project's own, as a rule. Undefined for any other.
 */
export function privateNameIn(text: string): string | undefined {
  const parsed = parsedAs(manifest, JSON.parse, text);
  if (!parsed.known || parsed.value.version) return undefined;

  return parsed.value.private === true ? parsed.value.name : undefined;
}

/** The same by the keys of a lock of Yarn, and apart what is for development. */
export function askedByProject(text: string): Asked {
  const parsed = parsedAs(manifest, parseJson, text);
  if (!parsed.known) return { deployed: [], development: [] };
  const { dependencies, optionalDependencies, devDependencies } = parsed.value;

  return {
    deployed: [...descriptorsIn(dependencies), ...descriptorsIn(optionalDependencies)],
    development: descriptorsIn(devDependencies),
  };
}

/** One that a resolution has replaced is left with its name alone. */
function descriptorsIn(asked: Names): readonly (readonly string[])[] {
  return Object.entries(asked ?? {})
    .slice(0, MOST_REQUIRED)
    .map(([name, range]) => [`${name}@${range}`, `${name}@npm:${range}`, name]);
}

/** Whatever else may be in there: what is no list of names names nothing. */
const names = z.catch(z.optional(z.record(z.string(), z.unknown())), undefined);
type Names = z.infer<typeof names>;

const manifest = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  private: z.optional(z.unknown()),
  dependencies: names,
  optionalDependencies: names,
  devDependencies: names,
  peerDependencies: names,
  peerDependenciesMeta: names,
});

function identityIn(
  { name, version, private: isPrivate, ...asked }: z.infer<typeof manifest>,
  path: string,
): Known<readonly NamedVersion[]> {
  if (name && version) {
    const requires = namesIn(asked.dependencies, asked.optionalDependencies);
    const mayUse = namesIn(asked.peerDependencies, asked.peerDependenciesMeta);
    return { known: true, value: [{ name, version, requires, mayUse }] };
  }

  // npm refuses to publish a private package, and installs none that has neither.
  const isOwn = isPrivate === true && !version;
  const isFixture = !name && !version && !isInstalled(path);
  if (isOwn || isFixture) return { known: true, value: [] };

  return unknown(`it has no ${name ? 'version' : 'name'}`);
}

/** Whether npm put it there: a package's own tests carry trees of their own, further down. */
function isInstalled(path: string): boolean {
  const [, ...packages] = path.split(/(?:^|\/)node_modules\//);

  return packages
    .slice(0, -1)
    .every((folder) => afterScope(folder.split('/')).length === 1 || folder.startsWith('.'));
}

function namesIn(...all: readonly Names[]): readonly string[] {
  return all.flatMap((each) => Object.keys(each ?? {})).slice(0, MOST_REQUIRED);
}

function afterScope(folders: readonly string[]): readonly string[] {
  return folders[0]?.startsWith('@') && folders[0] !== '@' ? folders.slice(1) : folders;
}
