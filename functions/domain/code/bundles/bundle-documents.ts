import { PackageURL } from 'packageurl-js';
import * as z from 'zod/mini';
import { packageOfModule } from './module-path.ts';
import type { Sighting, Testimony } from './sighting.ts';

/** What was put beside a bundle to say what is in it. */
export interface BundleDocument {
  readonly path: string;
  /** About one bundle: only what is in that one, where the document tells bundles apart. */
  testimonyOf(bundle: string): Testimony;
}

/** Whether the file may be one by its name: `bom.json`, `index.js.cdx.json`, `meta.json`, … */
export function isDocumentPath(path: string): boolean {
  return /(?:^|[/.-])(?:bom|sbom|cdx|cyclonedx|meta|metafile)\.json$/.test(path);
}

/** @returns undefined when it is something else by that name. */
export function bundleDocument(path: string, text: string): BundleDocument | undefined {
  const data = parsed(text);
  const bill = cycloneDx.safeParse(data);
  const metafile = esbuildMetafile.safeParse(data);

  if (bill.success) return { path, testimonyOf: () => billTestimony(bill.data.components ?? []) };
  if (!metafile.success) return undefined;

  return { path, testimonyOf: (bundle) => metafileTestimony(metafile.data, bundle) };
}

/** The nearest one: named for the bundle, or else for all bundles of its folder and below. */
export function documentFor(
  bundle: string,
  documents: readonly BundleDocument[],
): BundleDocument | undefined {
  const names = [bundle, bundle.replace(/\.[cm]?js$/, '')];
  const own = documents.find(({ path }) => names.includes(withoutEnding(path)));

  return own ?? documents.filter(({ path }) => coversFolder(path, bundle)).toSorted(deepest)[0];
}

function withoutEnding(path: string): string {
  return path.replace(/[.-]\w+\.json$/, '');
}

function coversFolder(path: string, bundle: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isNamedForOne = /\.[cm]?js[.-]\w+\.json$/.test(path);

  return bundle.startsWith(folder) && !isNamedForOne;
}

function deepest(a: BundleDocument, b: BundleDocument): number {
  return b.path.split('/').length - a.path.split('/').length;
}

interface Component {
  readonly purl?: string | undefined;
  readonly components?: readonly Component[] | undefined;
}

const component: z.ZodMiniType<Component> = z.object({
  purl: z.optional(z.string()),
  get components() {
    return z.optional(z.array(component));
  },
});

const cycloneDx = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.optional(z.array(component)),
});

const esbuildMetafile = z.object({
  inputs: z.record(z.string(), z.object({ bytes: z.number() })),
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

function billTestimony(components: readonly Component[]): Testimony {
  return { by: 'bill of materials', sightings: components.flatMap(sightingsOf), whole: true };
}

/** What is no npm package is none of a JavaScript bundle. */
function sightingsOf({ purl, components = [] }: Component): readonly Sighting[] {
  const own = purl === undefined ? undefined : sightingOf(purl);

  return [...(own ? [own] : []), ...components.flatMap(sightingsOf)];
}

function sightingOf(purl: string): Sighting | undefined {
  try {
    const { type, namespace, name, version } = PackageURL.fromString(purl);
    const isNpm = type === 'npm' && name !== undefined;

    return isNpm
      ? { name: namespace ? `${namespace}/${name}` : name, version: version ?? undefined }
      : undefined;
  } catch {
    return undefined;
  }
}

function metafileTestimony(
  { inputs, outputs }: z.infer<typeof esbuildMetafile>,
  bundle: string,
): Testimony {
  const own = Object.entries(outputs).find(([path]) => baseOf(path) === baseOf(bundle))?.[1].inputs;
  const paths = own
    ? Object.entries(own).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))
    : Object.keys(inputs);
  const sightings = paths.map(packageOfModule).filter((sighting) => sighting !== undefined);

  return { by: 'bundler metafile', sightings, whole: true };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
