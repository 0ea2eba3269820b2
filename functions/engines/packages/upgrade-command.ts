import type { Ecosystem } from './ecosystem.ts';
import type { Installer } from './installer.ts';
import type { Package } from './package.ts';

/** Sets the version of a package that the project asks for itself. To copy. */
export function upgradeCommand(installed: Package, version: string): string {
  const { ecosystem, name, installer } = installed;
  const write = installer && byInstaller[installer];

  return (write ?? byEcosystem[ecosystem])({ name, version, from: installed.version });
}

/** In a sentence, how a package that others ask for is set to a version without moving them. */
export function transitiveUpgrade(installed: Package, version: string): string {
  const { ecosystem, name, installer } = installed;
  const command =
    (installer && withinRanges[installer]?.(name, version)) ??
    ownWithinRanges[ecosystem]?.(name, version) ??
    upgradeCommand(installed, version);

  if (ecosystem === 'Maven') {
    return `Or set it for all: ${name}:${version} in the dependencyManagement of pom.xml, or the constraints of build.gradle`;
  }
  const override = installer && overrides[installer];
  if (override !== undefined) {
    return `Or set it for all: "${override}": { "${name}": "${version}" } in package.json, and ${installer?.split(' ')[0]} install`;
  }
  return `Where the ranges on the way allow it, this is enough: ${command}`;
}

interface Move {
  readonly name: string;
  readonly version: string;
  readonly from: string;
}

type Writer = (move: Move) => string;

const byEcosystem: Readonly<Record<Ecosystem, Writer>> = {
  npm: ({ name, version }) => `npm install ${name}@${version}`,
  PyPI: (move) => `pip install ${pinned(move)}`,
  Maven: ({ name, version }) =>
    `mvn versions:use-dep-version -Dincludes=${name} -DdepVersion=${version}`,
  Go: ({ name, version }) =>
    isOfGo(name) ? `go get toolchain@go${version}` : `go get ${name}@${version}`,
  NuGet: ({ name, version }) => `dotnet add package ${name} --version ${version}`,
  RubyGems: ({ name, version }) => `gem install ${name} --version ${version}`,
  'crates.io': ({ name, version, from }) => `cargo update ${name}@${from} --precise ${version}`,
  Packagist: ({ name, version }) => `composer require ${name}:${version}`,
};

/** Sources: the command-line references of each; those of npm, pip and Maven stand above. */
const byInstaller: Readonly<Partial<Record<Installer, Writer>>> = {
  'yarn 1': ({ name, version }) => `yarn upgrade ${name}@${version}`,
  yarn: ({ name, version }) => `yarn up ${name}@${version}`,
  pnpm: ({ name, version }) => `pnpm update ${name}@${version}`,
  bun: ({ name, version }) => `bun add ${name}@${version}`,
  deno: ({ name, version }) => `deno add npm:${name}@${version}`,
  poetry: (move) => `poetry add ${pinned(move)}`,
  pdm: (move) => `pdm add ${pinned(move)}`,
  uv: (move) => `uv add ${pinned(move)}`,
  pipenv: (move) => `pipenv upgrade ${pinned(move)}`,
  // Bundler takes versions from the Gemfile alone.
  bundler: ({ name, version }) =>
    `bundle update ${name} --conservative (where the Gemfile allows ${version})`,
  paket: ({ name, version }) => `paket update ${name} --version ${version}`,
  gradle: ({ name, version }) =>
    `gradle dependencies --update-locks ${name} (with ${version} in the build file)`,
};

/** The field for it of those that have no command for it. */
const overrides: Readonly<Partial<Record<Installer, string>>> = {
  'yarn 1': 'resolutions',
  bun: 'overrides',
};

/** The same of the ecosystem's own, where it would else be written down as if the project asked for it. */
const ownWithinRanges: Readonly<
  Partial<Record<Ecosystem, (name: string, version: string) => string>>
> = {
  npm: (name) => `npm update ${name}`,
  Packagist: (name, version) => `composer update ${name} --with ${name}:${version}`,
};

/** What moves it as far as those who ask for it allow. */
const withinRanges: Readonly<
  Partial<Record<Installer, (name: string, version: string) => string>>
> = {
  yarn: (name) => `yarn up --recursive ${name}`,
  pnpm: (name) => `pnpm update ${name}`,
  deno: (name, version) => `deno add npm:${name}@${version}`,
  poetry: (name) => `poetry update ${name}`,
  uv: (name, version) => `uv lock --upgrade-package ${pinned({ name, version })}`,
  bundler: (name) => `bundle update ${name} --conservative`,
};

/** A shell takes the mark of an epoch, 1!2.0, for its history. */
function pinned({ name, version }: Pick<Move, 'name' | 'version'>): string {
  return version.includes('!') ? `'${name}==${version}'` : `${name}==${version}`;
}

/** What comes with the compiler, and has its version. */
export function isOfGo(name: string): boolean {
  return name === 'stdlib' || name === 'toolchain';
}
