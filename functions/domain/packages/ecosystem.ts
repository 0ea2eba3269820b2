/** Named as OSV names them. */
export const ecosystems = ['npm', 'PyPI'] as const;

export type Ecosystem = (typeof ecosystems)[number];

/** Source: "PURL types" (package-url). */
export const purlTypes: Readonly<Record<Ecosystem, string>> = {
  npm: 'npm',
  PyPI: 'pypi',
};
