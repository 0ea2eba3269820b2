/** Named as OSV names them. */
export const ecosystems = [
  'npm',
  'PyPI',
  'Maven',
  'Go',
  'NuGet',
  'RubyGems',
  'crates.io',
  'Packagist',
] as const;

export type Ecosystem = (typeof ecosystems)[number];

/** Source: "PURL types" (package-url). */
export const purlTypes: Readonly<Record<Ecosystem, string>> = {
  npm: 'npm',
  PyPI: 'pypi',
  Maven: 'maven',
  Go: 'golang',
  NuGet: 'nuget',
  RubyGems: 'gem',
  'crates.io': 'cargo',
  Packagist: 'composer',
};
