import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import type { Channel } from '../functions/domain/packages/package.ts';
import type { DeployedPackage } from './package-list.ts';

export interface BillOfMaterialsProps {
  /** What it is the bill of: a function's name, or a path. */
  readonly name: string;
  readonly packages: readonly DeployedPackage[];
  /** Why it may not be all; empty when it is. */
  readonly unseen: readonly string[];
  readonly now: Date;
}

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
    bomRef: 'deployed',
  });
  bom.metadata.tools.components.add(
    new Models.Component(Enums.ComponentType.Application, 'lambda-vigil', { version }),
  );
  for (const one of packages) bom.components.add(componentOf(one));

  const serialised = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  ).serialize(bom, { sortLists: true });
  return withEvidence(JSON.parse(serialised), packages, unseen);
}

const { version } = createRequire(import.meta.url)('../package.json') as {
  readonly version: string;
};

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
  readonly dependencies?: unknown;
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
  // A list without entries would say that nothing depends on anything: nobody has looked.
  const { dependencies: _, ...told } = document;

  return {
    ...told,
    components,
    compositions: [
      { aggregate: unseen.length === 0 ? 'complete' : 'incomplete', assemblies: ['deployed'] },
    ],
    ...(unseen.length > 0 && {
      properties: unseen.map((value) => ({ name: 'lambda-vigil:unseen', value })),
    }),
  };
}

/** The versions that it may be, of one that nobody can tell from its neighbours. */
function candidatesOf({ candidates = [] }: DeployedPackage): object {
  const properties = candidates.map((value) => ({ name: 'lambda-vigil:candidate', value }));

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
  'content signature': 'source-code-analysis',
  fingerprint: 'ast-fingerprint',
};
