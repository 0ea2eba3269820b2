import type { Known } from '../../facts.ts';
import type { NamedVersion } from '../formats/package-format.ts';
import type { GoBuildInfo } from './go-build-info.ts';

/** The modules of a program, and the standard library, which has the compiler's version. */
export function goModules({ version, modules }: GoBuildInfo): Known<readonly NamedVersion[]> {
  const stdlib = releaseOf(version);
  const value = [
    ...(stdlib === undefined ? [] : [{ name: 'stdlib', version: stdlib }]),
    ...built(modules),
  ];

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

/** A replacement, which follows what it replaces, is what was built. */
function built(modules: string): readonly NamedVersion[] {
  const found: NamedVersion[] = [];

  for (const line of modules.split('\n')) {
    const [kind, name = '', version = ''] = line.split('\t');
    if (kind === '=>') found.pop();
    if (kind === 'mod' || kind === 'dep' || kind === '=>') found.push({ name, version });
  }

  return found.filter(isOfRegistry);
}

/** The program itself, and what is replaced by a folder, have no version that others know. */
function isOfRegistry({ name, version }: NamedVersion): boolean {
  return (
    version !== '' &&
    version !== '(devel)' &&
    !version.endsWith('+dirty') &&
    !/^\.{0,2}\//.test(name)
  );
}
