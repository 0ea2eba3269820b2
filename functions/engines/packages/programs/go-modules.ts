import type { Known } from '../../../core/known.ts';
import { isOfRegistry } from '../formats/go-mod.ts';
import type { NamedVersion } from '../formats/named-version.ts';
import { type FunctionMarks, marksOf } from './function-marks.ts';
import type { GoBuildInfo } from './go-build-info.ts';
import type { GoFunction } from './go-functions.ts';

/**
 * The modules of a program, and the standard library, which has the compiler's version.
 *
 * @param functions that the program has; undefined where they are not known.
 */
export function goModules(
  { version, modules }: GoBuildInfo,
  functions?: readonly GoFunction[],
): Known<readonly NamedVersion[]> {
  const stdlib = releaseOf(version);
  const found = built(modules);
  const marks = functions && marksByModule(functions, new Set(found.map(({ path }) => path)));
  const value = [
    ...(stdlib === undefined ? [] : [{ name: 'stdlib', version: stdlib, path: STDLIB }]),
    ...found.filter(isReleased),
  ].map(({ path, ...one }) => {
    const functionMarks = path === undefined ? undefined : marks?.(path);
    return { ...one, ...(functionMarks && { functionMarks }) };
  });

  return stdlib === undefined
    ? {
        known: true,
        value,
        incomplete: `it is built by ${version.slice(0, 60)}, which is no release of Go`,
      }
    : { known: true, value };
}

/** `go1.22rc1 X:boringcrypto` is 1.22.0-rc.1: what was tried out is no other version. */
function releaseOf(version: string): string | undefined {
  const [, main = '', patch = '0', kind, count = ''] =
    /^go(\d+\.\d+)(?:\.(\d+))?(?:(rc|beta)(\d+))?(?:[\s+-].*)?$/.exec(version) ?? [];
  if (main === '') return undefined;

  return `${main}.${patch}${kind === undefined ? '' : `-${kind}.${count}`}`;
}

interface BuiltModule extends NamedVersion {
  /**
   * With which the names of its packages begin. Undefined for the program itself, whose functions are
   * called by another, and for what replaces a module under the name of that.
   */
  readonly path: string | undefined;
}

/** A replacement, which follows what it replaces, is what was built. */
function built(modules: string): readonly BuiltModule[] {
  const found: BuiltModule[] = [];

  for (const line of modules.split('\n')) {
    const [kind, name = '', version = ''] = line.split('\t');
    const replaced = kind === '=>' ? found.pop() : undefined;
    const path = kind === 'dep' || replaced?.path === name ? name : undefined;
    if (kind === 'mod' || kind === 'dep' || kind === '=>') found.push({ name, version, path });
  }

  return found;
}

/** Stands for what the compiler brings. */
const STDLIB = '';

/** Of a module by its path; what no module has is of the standard library, or of a replacement. */
function marksByModule(functions: readonly GoFunction[], modules: ReadonlySet<string | undefined>) {
  const byModule = Map.groupBy(functions, ({ path }) => moduleOf(path, modules));

  return (path: string): FunctionMarks => marksOf(byModule.get(path) ?? []);
}

function moduleOf(path: string, modules: ReadonlySet<string | undefined>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (modules.has(path.slice(0, end))) return path.slice(0, end);
  }

  const [first = ''] = path.split('/');
  return first.includes('.') || path === 'main' ? undefined : STDLIB;
}

/** The program itself, and what is replaced by a folder, have no version that others know. */
function isReleased(one: NamedVersion): boolean {
  return isOfRegistry(one) && one.version !== '(devel)' && !one.version.endsWith('+dirty');
}
