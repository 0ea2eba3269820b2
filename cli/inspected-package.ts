import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { archiveAnalyser } from '../functions/adapters/archives/archive-analyser.ts';
import { inMemoryFacts } from '../functions/adapters/tables/in-memory.ts';
import { attempt } from '../functions/app/collectors.ts';
import type { FactStore } from '../functions/app/ports.ts';
import type { Known } from '../functions/core/known.ts';
import { layerTarget, type Target } from '../functions/core/target.ts';
import {
  type CodeAnalysis,
  type CodeEntry,
  codeKey,
  layerKey,
  unknownAnalysis,
} from '../functions/engines/archive/index.ts';
import { mapKnown, withoutUnused } from '../functions/engines/packages/index.ts';
import { layerSurvey } from '../functions/facts/layer-survey.ts';
import { layerUses } from '../functions/facts/layer-uses.ts';
import { analyser } from './analyser.ts';
import { Failure } from './failure.ts';
import { isLayerContent } from './guessed-entry.ts';
import { type PackageArchive, packageArchive } from './package-archive.ts';

/** A function that is not deployed yet, with its layers, as if it were. */
export interface InspectedPackage {
  readonly target: Target<'function'>;
  readonly analysis: CodeAnalysis;
  readonly layers: readonly InspectedLayer[];
  /** What the code scanner would have stored of them. */
  readonly facts: FactStore;
}

interface InspectedLayer {
  /** As it was given. */
  readonly path: string;
  readonly target: Target<'layer'>;
  readonly analysis: CodeAnalysis;
}

/** Nothing of this is in an account. */
const NO_ACCOUNT = '000000000000';
const NOWHERE = `local:${NO_ACCOUNT}`;

/** One for the process: what starts a worker takes longer than most archives. */
const analyse = archiveAnalyser({
  ...analyser,
  timeoutMs: 300_000,
  maxOldGenerationSizeMb: 768,
  // Nothing follows that wants its memory, and to start one takes more of a processor than most archives.
  idleMs: 10_000,
});

/** @throws Failure when one of the layers cannot be read, or holds nothing that is recognised. */
export async function inspectedPackage(
  path: string,
  archive: PackageArchive,
  entry: CodeEntry,
  layerPaths: readonly string[],
): Promise<InspectedPackage> {
  const analysed = async ({ bytes, unfollowed }: PackageArchive, as: CodeEntry) => {
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    const size = bytes.byteLength;
    const settled = await attempt(() => analyse(bytes, as));
    const analysis = settled.known ? settled.value : unknownAnalysis(settled);

    return { sha256, size, analysis: withoutLinked(analysis, unfollowed) };
  };

  const code = await analysed(archive, entry);
  const layers: InspectedLayer[] = [];
  for (const [index, layerPath] of layerPaths.entries()) {
    const { analysis } = await analysed(await layerArchive(layerPath), {});
    layers.push({ path: layerPath, target: layerAt(layerPath, index), analysis });
  }

  const target = functionAt(path, entry, code, layers);
  return {
    target,
    analysis: code.analysis,
    layers,
    facts: await factsOf(target, code.analysis, layers),
  };
}

async function layerArchive(path: string): Promise<PackageArchive> {
  const archive = await packageArchive(path);

  if (!archive.paths.some(isLayerContent)) {
    throw new Failure(
      `${path} holds nothing that is recognised as a layer (python/, nodejs/, java/, ruby/, bin/, lib/, extensions/): name another, or leave it out`,
    );
  }
  return archive;
}

/** What lies behind links out of the folder may hold anything. */
function withoutLinked(analysis: CodeAnalysis, [first, ...more]: readonly string[]): CodeAnalysis {
  if (first === undefined) return analysis;

  const others = more.length > 0 ? `, as do ${more.length} more` : '';
  const reason = `not followed: the link ${first} leads out of the folder${others}`;
  return {
    packages: lacking(
      mapKnown(analysis.packages, (all) => all.map(withoutUnused)),
      reason,
    ),
    unidentifiedBundles: lacking(analysis.unidentifiedBundles, reason),
    weaknesses: lacking(analysis.weaknesses, reason),
    sdkCalls: lacking(analysis.sdkCalls, reason),
    secrets: lacking(analysis.secrets, reason),
    shippedFiles: lacking(analysis.shippedFiles, reason),
  };
}

function lacking<T>(known: Known<T>, reason: string): Known<T> {
  if (!known.known) return known;

  return {
    ...known,
    incomplete: known.incomplete === undefined ? reason : `${known.incomplete}; ${reason}`,
  };
}

function functionAt(
  path: string,
  { runtime, handler }: CodeEntry,
  { sha256, size }: { readonly sha256: string; readonly size: number },
  layers: readonly InspectedLayer[],
): Target<'function'> {
  const name = nameOf(path);

  return {
    kind: 'function',
    account: NO_ACCOUNT,
    region: 'local',
    arn: `arn:aws:lambda:${NOWHERE}:function:${name}`,
    name,
    roleArn: `arn:aws:iam::${NO_ACCOUNT}:role/${name}`,
    runtime,
    packageType: 'Zip',
    handler,
    codeSha256: sha256,
    codeSize: size,
    layers: layers.map((layer) => layer.target.arn),
    lastModified: '',
    revisionId: '',
    versions: [],
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    storageMb: 512,
  };
}

/** Two layers of one name are two layers. */
function layerAt(path: string, index: number): Target<'layer'> {
  return layerTarget(`arn:aws:lambda:${NOWHERE}:layer:${nameOf(path)}:${index + 1}`, NO_ACCOUNT);
}

/** What an ARN can have in it of the last part of a path. */
function nameOf(path: string): string {
  const name = basename(path)
    .replace(/\.(?:zip|jar)$/i, '')
    .replaceAll(/[^\w-]+/g, '-')
    .slice(0, 64);

  return name.replaceAll('-', '') === '' ? 'package' : name;
}

async function factsOf(
  target: Target<'function'>,
  analysis: CodeAnalysis,
  layers: readonly InspectedLayer[],
): Promise<FactStore> {
  const facts = inMemoryFacts();

  await facts.write('code', new Map([[codeKey(target), analysis]]));
  await facts.write(
    'layer',
    new Map(layers.map((layer) => [layerKey(layer.target.arn), layer.analysis])),
  );
  const { externalImports } = analysis;
  await layerUses(facts).note(
    new Map([
      [target.arn, { layers: target.layers, ...(externalImports && { sought: externalImports }) }],
    ]),
  );
  await layerSurvey(facts).survey(
    new Map(layers.map((layer) => [layer.target.arn, [target.arn]])),
    [],
  );
  return facts;
}
