import { type ArchiveFile, archiveFile } from '../../functions/engines/archive/index.ts';

/** Files that name this many packages, each asking for three others, by what left them there. */
export function someLocks(size: number): ReadonlyMap<string, readonly ArchiveFile[]> {
  const all = Array.from({ length: size }, (_, at) => ({
    name: `package-${at}`,
    requires: [2 * at + 1, 3 * at + 1, 3 * at + 2]
      .filter((other) => other < size)
      .map((other) => `package-${other}`),
  }));
  const asked = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, '^1.0.0']));
  const text = (path: string, content: string) => [
    archiveFile(path, new TextEncoder().encode(content)),
  ];

  return new Map([
    [
      'node_modules',
      all.flatMap(({ name, requires }) =>
        text(
          `node_modules/${name}/package.json`,
          JSON.stringify({ name, version: '1.0.0', dependencies: asked(requires) }),
        ),
      ),
    ],
    [
      'package-lock.json',
      text(
        'package-lock.json',
        JSON.stringify({
          lockfileVersion: 3,
          packages: Object.fromEntries(
            all.map(({ name, requires }) => [
              `node_modules/${name}`,
              { version: '1.0.0', dependencies: asked(requires) },
            ]),
          ),
        }),
      ),
    ],
    [
      'yarn.lock',
      text(
        'yarn.lock',
        `# yarn lockfile v1\n\n${all
          .map(({ name }) => `"${name}@^1.0.0":\n  version "1.0.0"\n`)
          .join('\n')}`,
      ),
    ],
    [
      'pnpm-lock.yaml',
      text(
        'pnpm-lock.yaml',
        `lockfileVersion: '9.0'\n\npackages:\n\n${all
          .map(({ name }) => `  ${name}@1.0.0:\n    resolution: {integrity: sha512-x}\n`)
          .join('\n')}`,
      ),
    ],
    [
      'Python metadata',
      all.flatMap(({ name, requires }) =>
        text(
          `${name}-1.0.0.dist-info/METADATA`,
          `Name: ${name}\nVersion: 1.0.0\n${requires.map((other) => `Requires-Dist: ${other}\n`).join('')}`,
        ),
      ),
    ],
    [
      'poetry.lock',
      text(
        'poetry.lock',
        all.map(({ name }) => `[[package]]\nname = "${name}"\nversion = "1.0.0"\n`).join('\n'),
      ),
    ],
    [
      'Cargo.lock',
      text(
        'Cargo.lock',
        all
          .map(
            ({ name }) =>
              `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n`,
          )
          .join('\n'),
      ),
    ],
    [
      'Gemfile.lock',
      text(
        'Gemfile.lock',
        `GEM\n  remote: https://rubygems.org/\n  specs:\n${all
          .map(({ name }) => `    ${name} (1.0.0)\n`)
          .join('')}`,
      ),
    ],
    [
      'composer.lock',
      text(
        'composer.lock',
        JSON.stringify({
          packages: all.map(({ name }) => ({ name: `example/${name}`, version: '1.0.0' })),
        }),
      ),
    ],
  ]);
}
