import { unknown } from '../../facts.ts';
import { isVendored, type PackageFormat } from './package-format.ts';

/**
 * Source: "Locking Versions" (Gradle docs): `group:artifact:version=configuration,…`. What only
 * builds or tests the project is left out.
 */
export const gradleLock: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'lockfile',
  installer: () => 'gradle',
  describes: (path) => /(?:^|\/)gradle\.lockfile$/.test(path) && !isVendored(path),

  read(text) {
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('empty='));
    const locked = lines.map((line) => /^([^:=\s]+:[^:=\s]+):([^:=\s]+)=(\S*)$/.exec(line));
    if (locked.includes(null)) return unknown('it cannot be parsed');

    return {
      known: true,
      value: locked.flatMap((match) => {
        const [, name = '', version = '', configurations = ''] = match ?? [];
        return configurations.split(',').some(isDeployed) ? [{ name, version }] : [];
      }),
    };
  },
};

function isDeployed(configuration: string): boolean {
  return !/^(?:test|integrationTest|kapt|ksp)|annotationProcessor$/i.test(configuration);
}
