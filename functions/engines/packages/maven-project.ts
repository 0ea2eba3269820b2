import type { GraphedPackage } from './dependency-graph.ts';

/**
 * Where all was shaded into one archive, its own artifact is among them, and nothing requires it: what
 * it asks for is what the project asks for.
 */
export function asMavenProjectAsks(found: readonly GraphedPackage[]): readonly GraphedPackage[] {
  const ofMaven = found.filter(({ package: { ecosystem } }) => ecosystem === 'Maven');
  const asked = new Set(ofMaven.flatMap(({ requires }) => requires));
  const [own] = ofMaven
    .filter(({ package: { name, evidence } }) => !asked.has(name) && !evidence.path.includes('!/'))
    .toSorted((a, b) => b.requires.length - a.requires.length);
  const top = new Set(own?.requires);
  if (top.size === 0) return found;

  return found.map((one) =>
    one.package.ecosystem === 'Maven' && top.has(one.package.name)
      ? { ...one, isTopLevel: true }
      : one,
  );
}
