import { PackageURL } from 'packageurl-js';
import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';
import { holdsSecret } from '../secrets/index.ts';
import type { Detection, PackageMatch } from './detection.ts';
import { packageOfModule } from './module-path.ts';

/** What was put beside a bundle to say what is in it. */
export interface BundleDocument {
  readonly path: string;
  /** About one bundle: only what is in that one, where the document separates bundles. */
  detectionIn(bundle: string): Detection;
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

  if (bill.success) return { path, detectionIn: () => billDetection(bill.data.components ?? []) };
  if (!metafile.success) return undefined;

  return {
    path,
    detectionIn: (bundle) => metafileDetection(metafile.data, bundle, isNamedFor(path, bundle)),
  };
}

/** The nearest one: named for the bundle, or else for all bundles of its folder and below. */
export function documentFor(
  bundle: string,
  documents: readonly BundleDocument[],
): BundleDocument | undefined {
  const own = documents.find(({ path }) => isNamedFor(path, bundle));

  return own ?? documents.filter(({ path }) => coversFolder(path, bundle)).toSorted(deepest)[0];
}

function isNamedFor(document: string, bundle: string): boolean {
  const names = [bundle, bundle.replace(/\.[cm]?js$/, '')];

  return names.includes(document.replace(/[.-]\w+\.json$/, ''));
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

function billDetection(components: readonly Component[]): Detection {
  return { by: 'bill of materials', matches: components.flatMap(matchesOf), whole: true };
}

/** What is no npm package is none of a JavaScript bundle. */
function matchesOf({ purl, components = [] }: Component): readonly PackageMatch[] {
  const own = purl === undefined ? undefined : matchOf(purl);

  return [...(own ? [own] : []), ...components.flatMap(matchesOf)];
}

function matchOf(purl: string): PackageMatch | undefined {
  // The library writes names of npm small, so that what is in them looks like itself no more.
  if (holdsSecret(purl)) return undefined;

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

function metafileDetection(
  { inputs, outputs }: z.infer<typeof esbuildMetafile>,
  bundle: string,
  isNamedForIt: boolean,
): Detection {
  const scripts = Object.entries(outputs).filter(([path]) => /\.[cm]?js$/.test(path));
  const likely = scripts.map(([path]) => sharedEnd(path, bundle));
  const nearest = Math.max(...likely, 0);
  // Renamed since, if there is but one that it can be.
  const isRenamed = nearest === 0 && isNamedForIt && scripts.length === 1;
  const own = isRenamed
    ? scripts
    : scripts.filter((_, at) => nearest > 0 && likely[at] === nearest);
  const paths = own.flatMap(([, output]) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );
  const matches = (own.length > 0 ? paths : Object.keys(inputs))
    .map(packageOfModule)
    .filter((match) => match !== undefined);

  // One of other bundles may be of another build.
  return { by: 'bundler metafile', matches, whole: own.length > 0 };
}

/** How many folders and names two paths end with alike. */
function sharedEnd(one: string, other: string): number {
  const [left, right] = [one, other].map((path) => path.split('/').toReversed());
  const differs = left?.findIndex((part, at) => part !== right?.[at]) ?? 0;

  return differs < 0 ? (left?.length ?? 0) : differs;
}
function parsed(text: string): unknown {
  try {
    return parseJson(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
