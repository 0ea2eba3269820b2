import { pythonModuleLines } from '../../data/python-modules.ts';

/** A module of a widely used package of PyPI. */
export interface KnownModule {
  /** Those that bring it; most have no rival. */
  readonly packages: readonly string[];
  readonly name: string;
  /** The module with the version as a text; undefined where none has. */
  readonly version: string | undefined;
  /** Modules by which it differs from others of its name. */
  readonly marks: readonly string[];
}

const knownModules: readonly KnownModule[] = pythonModuleLines.map((line) => {
  const [packages = '', name = '', version = '-', ...marks] = line.split(' ');

  return {
    packages: packages.split(','),
    name,
    version: version === '-' ? undefined : version,
    marks: [...new Set(marks)],
  };
});

const byMark = Map.groupBy(
  knownModules.flatMap((known) => known.marks.map((mark) => ({ mark, known }))),
  ({ mark }) => mark,
);

const byPackage = Map.groupBy(
  knownModules.flatMap(({ packages, name }) => packages.map((of) => ({ of, name }))),
  ({ of }) => of,
);

/** Names of the modules that a package of this normalised name brings, as far as it is known. */
export function modulesOfPackage(normalised: string): readonly string[] {
  return (byPackage.get(normalised) ?? []).map(({ name }) => name);
}

/** Steps of the longest mark. */
const MOST_STEPS = Math.max(...[...byMark.keys()].map((mark) => mark.split('/').length));

/** Own code may have the name of a package, and a file or two alike; never so many. */
const MARKS_NEEDED = 3;

/**
 * Which of them are there, and the folder from which each is imported.
 *
 * @param modules paths without their extensions.
 */
export function knownModulesIn(
  modules: Iterable<string>,
): readonly { readonly known: KnownModule; readonly root: string }[] {
  const seen = new Map<string, { known: KnownModule; root: string; marks: number }>();

  for (const path of modules) {
    for (const { mark, root } of endsOf(path)) {
      for (const { known } of byMark.get(mark) ?? []) {
        const key = `${known.packages[0]} ${known.name} ${root}`;
        const one = seen.get(key) ?? { known, root, marks: 0 };
        one.marks += 1;
        seen.set(key, one);
      }
    }
  }

  return [...seen.values()].filter(
    ({ known, marks }) => marks >= Math.min(MARKS_NEEDED, known.marks.length),
  );
}

/** `a/b/c`, in the root; `b/c` in `a`; `c` in `a/b`. */
function endsOf(path: string) {
  const ends: { readonly mark: string; readonly root: string }[] = [];
  let at = path.length;

  while (ends.length < MOST_STEPS && at > 0) {
    at = path.lastIndexOf('/', at - 1);
    ends.push({ mark: path.slice(at + 1), root: path.slice(0, Math.max(at, 0)) });
  }
  return ends;
}
