import * as z from 'zod/mini';
import { unknown } from '../../../core/known.ts';
import { parseJson } from '../../../core/parse-json.ts';
import type { NamedVersion } from './named-version.ts';
import {
  isVendored,
  MOST_REQUIRED,
  mapKnown,
  type PackageFormat,
  parsedAs,
} from './package-format.ts';
import { without } from './xml-text.ts';

/** What `dotnet publish` leaves beside the assemblies. Source: "deps.json" (.NET runtime docs). */
export const depsJson: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'installed',
  describes: (path) => /(?:^|\/)[^/]+\.deps\.json$/.test(path),

  read: (text) => mapKnown(parsedAs(deps, parseJson, text), publishedIn),
};

const asked = z.optional(z.record(z.string(), z.string()));

/** Tools of the web call lists of their own so. */
const deps = z.union([
  z.object({
    libraries: z.record(z.string(), z.object({ type: z.string() })),
    /** By platform. */
    targets: z.optional(
      z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({ dependencies: asked, compileOnly: z.optional(z.boolean()) }),
        ),
      ),
    ),
  }),
  z.array(z.string()),
]);

function publishedIn(document: z.infer<typeof deps>): readonly NamedVersion[] {
  if (Array.isArray(document)) return [];
  const { libraries, targets = {} } = document;
  const targeted = Map.groupBy(
    Object.values(targets).flatMap(Object.entries<Target>),
    ([key]) => key,
  );
  const requiredBy = (key: string) =>
    (targeted.get(key) ?? [])
      .flatMap(([, { dependencies = {} }]) => Object.entries(dependencies))
      .slice(0, MOST_REQUIRED)
      .map(([name, version]) => `${name}/${version}`);
  const own = Object.entries(libraries).filter(([, { type }]) => type === 'project');
  const top = new Set(own.flatMap(([key]) => requiredBy(key)));

  return Object.entries(libraries).flatMap(([key, { type }]) => {
    // It was there to compile against, and was not published.
    if (targeted.get(key)?.every(([, { compileOnly }]) => compileOnly === true)) return [];
    const [name = '', version = ''] = key.split('/');
    const locked = { keys: [key], requires: requiredBy(key), isTopLevel: top.has(key) };
    // A runtime that is deployed along with the code is a package too.
    if (type === 'runtimepack') {
      return [{ ...locked, name: name.replace(/^runtimepack\./, ''), version }];
    }
    return type === 'package' ? [{ ...locked, name, version }] : [];
  });
}

interface Target {
  readonly compileOnly?: boolean | undefined;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
}

/** Source: "Locking dependencies" (NuGet docs). */
export const nugetLock: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)packages\.lock\.json$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(lock, parseJson, text), ({ dependencies }) =>
      Object.entries(dependencies).flatMap(([framework, locked]) =>
        lockedFor(locked, dependencies[framework.split('/')[0] ?? ''] ?? {}, framework),
      ),
    ),
};

/** Characters. */
const LONGEST_ELEMENT = 2_000;

/** What NuGet had before. Source: "packages.config reference" (NuGet docs). */
export const packagesConfig: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)packages\.config$/.test(path) && !isVendored(path),

  read(text) {
    if (!/<packages[\s/>]/.test(text)) return unknown('it cannot be parsed');
    const elements = without(text, '<!--', '-->')
      .split(/<package(?=\s)/)
      .slice(1)
      .map((element) => element.slice(0, LONGEST_ELEMENT).split('>')[0] ?? '');

    return {
      known: true,
      value: elements.flatMap((element) => {
        const [name, version, isForDevelopment] = attributes.map(
          (attribute) => attribute.exec(element)?.[1],
        );
        return name && version && isForDevelopment !== 'true' ? [{ name, version }] : [];
      }),
    };
  },
};

const attributes = [
  /\sid\s*=\s*["']([^"']*)["']/,
  /\sversion\s*=\s*["']([^"']*)["']/,
  /\sdevelopmentDependency\s*=\s*["']([^"']*)["']/,
];

const locked = z.record(
  z.string(),
  z.object({ type: z.string(), resolved: z.optional(z.string()), dependencies: asked }),
);
const lock = z.object({ dependencies: z.record(z.string(), locked) });

/** @param base what is locked for a platform's framework; the platform's own is what differs. */
function lockedFor(
  all: z.infer<typeof locked>,
  base: z.infer<typeof locked>,
  framework: string,
): readonly NamedVersion[] {
  const here = new Set(Object.keys(all).map((name) => name.toLowerCase()));
  const keyOf = (name: string) => {
    const at = here.has(name.toLowerCase()) ? framework : framework.split('/')[0];
    return `${at} ${name.toLowerCase()}`;
  };
  const own = Object.values({ ...base, ...all }).filter(({ type }) => type === 'Project');
  const ofOwn = new Set(
    own.flatMap(({ dependencies = {} }) => Object.keys(dependencies).map(keyOf)),
  );

  return Object.entries(all).flatMap(([name, { type, resolved, dependencies = {} }]) => {
    const isTopLevel = type === 'Direct' || ofOwn.has(keyOf(name));
    const requires = Object.keys(dependencies).slice(0, MOST_REQUIRED).map(keyOf);

    return resolved === undefined || type === 'Project'
      ? []
      : [{ name, version: resolved, keys: [keyOf(name)], requires, isTopLevel }];
  });
}
