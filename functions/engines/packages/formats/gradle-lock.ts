import { type Known, unknown } from '../../../core/known.ts';
import type { NamedVersion } from './named-version.ts';
import { isVendored, type PackageFormat } from './package-format.ts';

/**
 * Source: "Locking Versions" (Gradle docs): `group:artifact:version=configuration,…`. What only
 * builds or tests the project is left out, and, where it has a runtime configuration, what is not in that.
 */
export const gradleLock: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'lockfile',
  installer: () => 'gradle',
  describes: (path) => /(?:^|\/)gradle\.lockfile$/.test(path) && !isVendored(path),

  read(text) {
    const lines = linesOf(text).filter((line) => !line.startsWith('empty='));
    const locked = lines.map((line) => /^([^:=\s]+:[^:=\s]+):([^:=\s]+)=(\S*)$/.exec(line));
    const all = locked.flatMap((match) => {
      const [, name = '', version = '', configurations = ''] = match ?? [];
      const deployed = configurations.split(',').filter(isDeployed);
      return deployed.length > 0 ? [{ name, version, deployed }] : [];
    });
    const running = all.filter(({ deployed }) => deployed.some(isOfRuntime));
    return inPart(
      (running.length > 0 ? running : all).map(({ name, version }) => ({ name, version })),
      locked,
    );
  },
};

/** Until Gradle 7 a file for each configuration, which is named for it. */
export const gradleDependencyLock: PackageFormat = {
  ...gradleLock,
  describes: (path) => {
    const [, configuration] = /(?:^|\/)dependency-locks\/([^/]+)\.lockfile$/.exec(path) ?? [];
    return configuration !== undefined && isDeployed(configuration) && !isVendored(path);
  },

  read(text, path, others) {
    // What runs is not all that compiles.
    const running = `${path.slice(0, path.lastIndexOf('/') + 1)}runtimeClasspath.lockfile`;
    if (/\/compileClasspath\.lockfile$/.test(path) && others(running) !== undefined) {
      return { known: true, value: [] };
    }
    const locked = linesOf(text).map((line) => /^([^:=\s]+:[^:=\s]+):([^:=\s]+)$/.exec(line));
    const value = locked.flatMap((match) =>
      match ? [{ name: match[1] ?? '', version: match[2] ?? '' }] : [],
    );
    return inPart(value, locked);
  },
};

/** Lines that are none of its own do not take the others with them. */
function inPart(
  value: readonly NamedVersion[],
  lines: readonly (RegExpExecArray | null)[],
): Known<readonly NamedVersion[]> {
  const bad = lines.filter((line) => line === null).length;
  if (bad === 0) return { known: true, value };

  return bad === lines.length
    ? unknown('it cannot be parsed')
    : { known: true, value, incomplete: `${bad} of its ${lines.length} lines cannot be read` };
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function isOfRuntime(configuration: string): boolean {
  return /(?:^r|R)untime(?:Classpath)?$/.test(configuration);
}

function isDeployed(configuration: string): boolean {
  return (
    !/(?:^t|T)est(?:[A-Z_-]|$)/.test(configuration) &&
    !/^(?:kapt|ksp|checkstyle|pmd|spotbugs|detekt|ktlint|jacoco|jmh|developmentOnly)|annotationProcessor|buildscript/i.test(
      configuration,
    )
  );
}
