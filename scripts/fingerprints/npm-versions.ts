import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import semver from 'semver';

const run = promisify(execFile);

/** Released versions in order, from whichever registry npm is configured for. */
export async function releasesOf(name: string): Promise<readonly string[]> {
  const { stdout } = await run('npm', ['view', name, 'versions', '--json'], { maxBuffer: 2 ** 26 });
  const versions: readonly string[] = [JSON.parse(stdout)].flat();

  return versions
    .filter((version) => semver.valid(version) && !semver.prerelease(version))
    .toSorted(semver.compare);
}

/** Tarballs into a folder, one after another; npm names them. */
export async function pack(specs: readonly string[], folder: string): Promise<void> {
  const flags = ['--silent', '--ignore-scripts', '--pack-destination', folder];

  await run('npm', ['pack', ...flags, ...specs], { maxBuffer: 2 ** 26 });
}

/**
 * The versions to take of a package: those on both sides of each fix, the last of each of the
 * newest majors, and what lies next to a fix as long as there is room.
 */
export function tellingVersions(
  releases: readonly string[],
  { fixed, also = [] }: { readonly fixed: readonly string[]; readonly also?: readonly string[] },
): readonly string[] {
  const at = fixed
    .map((version) => releases.findIndex((each) => semver.gte(each, version)))
    .filter((index) => index >= 0)
    .toReversed();
  const ordered = [
    ...also,
    ...lastOfMajors(releases),
    ...at.flatMap((index) => [releases[index], releases[index - 1]]),
    ...at.flatMap((index) => [releases[index + 1], releases[index - 2]]),
  ].filter((version) => version !== undefined && releases.includes(version));

  return [...new Set(ordered)]
    .slice(0, MOST)
    .toSorted((a, b) => semver.compare(a ?? '', b ?? '')) as string[];
}

/** Of one package. */
const MOST = 16;
const MAJORS = 4;

function lastOfMajors(releases: readonly string[]): readonly (string | undefined)[] {
  const byMajor = Map.groupBy(releases, (version) => semver.major(version));

  return [...byMajor.values()].slice(-MAJORS).map((versions) => versions.at(-1));
}
