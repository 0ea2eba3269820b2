import type { Known } from '../functions/core/known.ts';
import type { Package, PackageEvidence } from '../functions/engines/packages/index.ts';
import type { InspectedPackage } from './inspected-package.ts';

/** A package at a version, with everything that shows it. */
export interface DeployedPackage
  extends Pick<
    Package,
    'purl' | 'ecosystem' | 'name' | 'version' | 'certainty' | 'candidates' | 'alternatives'
  > {
  readonly evidence: readonly PackageEvidence[];
  /** Purls of the packages that it requires; undefined where that is not known. */
  readonly requires: readonly string[] | undefined;
  /** Whether it is known that no other package requires it. */
  readonly isTopLevel: boolean;
}

/** Of the archive and its layers; `!/` leads from a layer's path into it. */
export function deployedPackages({
  analysis,
  layers,
}: Pick<InspectedPackage, 'analysis' | 'layers'>): readonly DeployedPackage[] {
  const all = [
    ...packagesIn(analysis.packages),
    ...layers.flatMap((layer) =>
      packagesIn(layer.analysis.packages).map((one) => ({
        ...one,
        evidence: { ...one.evidence, path: `${layer.path}!/${one.evidence.path}` },
      })),
    ),
  ];

  return [...Map.groupBy(all, ({ purl }) => purl).values()].flatMap(joined);
}

function packagesIn(packages: Known<readonly Package[]>): readonly Package[] {
  return packages.known ? packages.value : [];
}

/** Copies of one version, of which the surest speaks. */
function joined(copies: readonly Package[]): readonly DeployedPackage[] {
  const [surest] = copies.toSorted((a, b) => doubt(a) - doubt(b));
  if (!surest) return [];
  const { purl, ecosystem, name, version, certainty, candidates, alternatives } = surest;

  return [
    {
      purl,
      ecosystem,
      name,
      version,
      certainty,
      candidates,
      alternatives,
      evidence: copies.map(({ evidence }) => evidence),
      requires: requiredBy(copies),
      isTopLevel: copies.some(({ requires, requiredBy: way }) => requires && !way),
    },
  ];
}

function requiredBy(copies: readonly Package[]): readonly string[] | undefined {
  const required = copies.flatMap(({ requires }) => (requires ? [requires] : []));

  return required.length > 0 ? [...new Set(required.flat())].toSorted() : undefined;
}

function doubt({ certainty }: Package): number {
  return ['exact', 'approximate', 'possible'].indexOf(certainty);
}
