import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Toolchain } from './artefact.ts';

/** A tree with two versions of one package, and the lock that npm keeps of it. */
export const npm: Toolchain = {
  tool: 'npm',

  async build(folder) {
    const dependencies = { lodash: '4.17.15', mkdirp: '0.5.1', minimist: '1.2.0' };
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'shop-orders', version: '1.0.0', private: true, dependencies }),
    );
    await run(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
    const tree = JSON.parse(await run(['npm', 'ls', '--all', '--json'], folder));
    const expected = [...new Set(purlsOf(tree))];

    return [
      { what: 'an installed tree', folder, expected },
      { what: 'its package-lock.json', folder, only: ['package-lock.json'], expected },
    ];
  },
};

interface Tree {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, Tree>>;
}

function purlsOf({ dependencies = {} }: Tree): readonly string[] {
  return Object.entries(dependencies).flatMap(([name, tree]) => [
    `pkg:npm/${name.replace('@', '%40')}@${tree.version}`,
    ...purlsOf(tree),
  ]);
}
