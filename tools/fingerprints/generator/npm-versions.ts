import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import semver from 'semver';

const run = promisify(execFile);

/** Released versions in order, from whichever registry npm is configured for. */
export async function releasesOf(name: string): Promise<readonly string[]> {
  const { stdout } = await run('npm', ['view', name, 'versions', '--json'], { maxBuffer: 2 ** 26 });
  const versions: readonly string[] = [JSON.parse(stdout)].flat();

  return versions
    .filter((version) => semver.valid(version) && isRelease(version))
    .toSorted(semver.compare);
}

/** Some tag with what semver takes for a step towards a release: multer 1.4.5-lts.1, which most installed. */
function isRelease(version: string): boolean {
  const [tag] = semver.prerelease(version) ?? [];

  return tag === undefined || tag === 'lts' || tag === 'security';
}

/** Tarballs into a folder, one after another; npm names them. */
export async function pack(specs: readonly string[], folder: string): Promise<void> {
  const flags = ['--silent', '--ignore-scripts', '--pack-destination', folder];

  for (let at = 0; at < specs.length; at += AT_ONCE) {
    const some = specs.slice(at, at + AT_ONCE);
    await run('npm', ['pack', ...flags, ...some], { maxBuffer: 2 ** 26 });
  }
}

/** As many as one command line holds. */
const AT_ONCE = 40;
