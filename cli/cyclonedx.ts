import { randomUUID } from 'node:crypto';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { type Channel, packageOf } from '../functions/engines/packages/index.ts';
import type { DeployedPackage } from './package-list.ts';
import { version } from './package-manifest.ts';

export interface BillOfMaterialsProps {
  /** What it is the bill of: a function's name, or a path. */
  readonly name: string;
  readonly packages: readonly DeployedPackage[];
  /** Why it may not be all; empty when it is. */
  readonly unseen: readonly string[];
  readonly now: Date;
}

/** What the function itself is called in its own bill. */
const DEPLOYED = 'deployed';

/**
 * A CycloneDX 1.6 document: each package with how sure it is, and what shows it.
 *
 * The library knows no evidence of identity, so that it is put into what the library writes.
 */
export function billOfMaterials({ name, packages, unseen, now }: BillOfMaterialsProps): object {
  const bom = new Models.Bom();
  bom.serialNumber = `urn:uuid:${randomUUID()}`;
  bom.metadata.timestamp = now;
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: DEPLOYED,
  });
  bom.metadata.tools.components.add(
    new Models.Component(Enums.ComponentType.Application, 'lambda-vigil', { version }),
  );
  const known = new Set(packages.map(({ purl }) => purl));
  const others = packages.flatMap(insteadOf).filter(({ purl }) => !known.has(purl));
  const all = [...packages, ...new Map(others.map((one) => [one.purl, one])).values()];
  for (const one of all) bom.components.add(componentOf(one));

  const serialised = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  ).serialize(bom, { sortLists: true });
  return withEvidence(JSON.parse(serialised), all, unseen);
}

/** The packages that one may be instead, at the likeliest version: none of them is sure. */
function insteadOf(one: DeployedPackage): readonly DeployedPackage[] {
  const { alternatives = [], ecosystem, evidence } = one;

  return alternatives.flatMap(({ name, versions }): readonly DeployedPackage[] => {
    const [version] = versions;
    if (version === undefined) return [];

    const { purl } = packageOf({ ecosystem, name, version }, evidence[0] ?? NOWHERE);
    const rest = { certainty: 'possible', requires: undefined, isTopLevel: false } as const;
    const own = { name: one.name, versions: one.candidates ?? [one.version] };
    const instead = [own, ...alternatives.filter((other) => other.name !== name)];
    return [
      {
        ...rest,
        purl,
        ecosystem,
        name,
        version,
        candidates: versions,
        alternatives: instead,
        evidence,
      },
    ];
  });
}

const NOWHERE = { channel: 'fingerprint', path: '' } as const;

function componentOf({ purl, version: installed }: DeployedPackage): Models.Component {
  const { namespace, name } = PackageURL.fromString(purl);

  return new Models.Component(Enums.ComponentType.Library, name ?? purl, {
    ...(namespace && { group: namespace }),
    version: installed,
    purl,
    bomRef: purl,
  });
}

interface Serialised {
  readonly components?: readonly { readonly purl?: string }[];
}

function withEvidence(
  document: Serialised,
  packages: readonly DeployedPackage[],
  unseen: readonly string[],
): object {
  const byPurl = new Map(packages.map((one) => [one.purl, one]));
  const components = (document.components ?? []).map((component) => {
    const one = byPurl.get(component.purl ?? '');
    return one ? { ...component, ...candidatesOf(one), evidence: evidenceOf(one) } : component;
  });
  const unresolved = packages.filter(({ requires }) => requires === undefined);

  return {
    ...document,
    components,
    dependencies: dependenciesOf(packages),
    compositions: [
      { aggregate: unseen.length === 0 ? 'complete' : 'incomplete', assemblies: [DEPLOYED] },
      // One that is left out of the list above is not one that depends on nothing.
      ...(unresolved.length > 0
        ? [{ aggregate: 'unknown', dependencies: unresolved.map(({ purl }) => purl) }]
        : []),
    ],
    ...(unseen.length > 0 && {
      properties: unseen.map((value) => ({ name: 'lambda-vigil:unseen', value })),
    }),
  };
}

/** The packages that each requires, where that is known; the function requires what no other does. */
function dependenciesOf(packages: readonly DeployedPackage[]): readonly object[] {
  const top = packages.filter(({ isTopLevel }) => isTopLevel).map(({ purl }) => purl);
  const required = packages.flatMap(({ purl, requires }) =>
    requires ? [{ ref: purl, dependsOn: requires }] : [],
  );

  return [{ ref: DEPLOYED, dependsOn: top }, ...required];
}

/** The versions or packages that it may be, of one that looks like its neighbours. */
function candidatesOf({ candidates = [], alternatives = [] }: DeployedPackage): object {
  const properties = [
    ...candidates.map((value) => ({ name: 'lambda-vigil:candidate', value })),
    ...alternatives.map(({ name, versions }) => ({
      name: 'lambda-vigil:or',
      value: `${name}@${versions.join(' or ')}`,
    })),
  ];

  return properties.length > 0 ? { properties } : {};
}

/** Copies that are named; a package may have hundreds. */
const MOST_OCCURRENCES = 100;

function evidenceOf({ certainty, evidence }: DeployedPackage): object {
  const confidence = confidences[certainty];
  const techniques = [...new Set(evidence.map(({ channel }) => techniqueOf[channel]))];

  return {
    identity: [
      {
        field: 'version',
        confidence,
        methods: techniques.map((technique) => ({ technique, confidence, value: certainty })),
      },
    ],
    occurrences: evidence.slice(0, MOST_OCCURRENCES).map(({ path }) => ({ location: path })),
  };
}

/** From 0 to 1. */
const confidences: Readonly<Record<DeployedPackage['certainty'], number>> = {
  exact: 1,
  approximate: 0.7,
  possible: 0.4,
};

/** As CycloneDX calls them. */
const techniqueOf: Readonly<Record<Channel, string>> = {
  installed: 'manifest-analysis',
  'build info': 'binary-analysis',
  lockfile: 'manifest-analysis',
  'bill of materials': 'attestation',
  'bundler metafile': 'manifest-analysis',
  'source map': 'source-code-analysis',
  'path comment': 'source-code-analysis',
  'embedded manifest': 'source-code-analysis',
  banner: 'source-code-analysis',
  'content signature': 'source-code-analysis',
  fingerprint: 'ast-fingerprint',
  'file name': 'filename',
  'version in code': 'source-code-analysis',
};
