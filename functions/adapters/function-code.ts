import { GetFunctionCommand, GetLayerVersionByArnCommand } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import * as z from 'zod/mini';
import { each, oncePerChunk, perChunkInPart, settle } from '../app/collectors.ts';
import { type LayerSeeker, layerSeekers } from '../app/layer-seekers.ts';
import type { FactStore } from '../app/ports.ts';
import {
  type CodeAnalysis,
  type CodeEntry,
  codeAnalysis,
  keptOf,
  unknownAnalysis,
} from '../domain/code/code-analysis.ts';
import { codeKey, environmentKey, layerKey } from '../domain/code/code-keys.ts';
import {
  type EnvironmentSecret,
  environmentSecret,
  environmentSecrets,
} from '../domain/code/environment-secrets.ts';
import type { Weakness } from '../domain/code/weakness.ts';
import { type Known, unknown } from '../domain/facts.ts';
import { regionOf, type Target } from '../domain/target.ts';
import type { CodeArchive, CodeDownload } from './code-download.ts';
import { type CodeSource, CodeUnavailable } from './code-server.ts';
import type { LambdaClients } from './lambda-clients.ts';

export interface FunctionCodeProps {
  readonly lambda: LambdaClients;
  readonly facts: FactStore;
  readonly download: CodeDownload;
  /** @throws when it takes too long or too much, which another night may not. */
  readonly analyse: (archive: CodeArchive, entry: CodeEntry) => Promise<CodeAnalysis>;
}

/** Archives in hand at once: each may be 250 MB unpacked. */
const ARCHIVES = 2;

/**
 * Reads functions' code and environment. Both are kept as facts, by what they were made from, so
 * that what has not changed since is neither asked for nor downloaded again. The packages that the
 * analysis finds stay in the facts table for whoever looks for advisories.
 */
export function functionCode(props: FunctionCodeProps) {
  const read = oncePerChunk((targets: readonly FunctionTarget[]) => readChunk(props, targets));

  return {
    environmentSecrets: perChunkInPart(async (targets: readonly FunctionTarget[]) =>
      each(await read(targets), ({ environmentSecrets }) => environmentSecrets),
    ),
    weaknesses: perChunkInPart(async (targets: readonly FunctionTarget[]) =>
      each(await read(targets), ({ weaknesses }) => weaknesses),
    ),
  };
}

type FunctionTarget = Target<'function'>;

interface CodeFacts {
  readonly environmentSecrets: Known<readonly EnvironmentSecret[]>;
  readonly weaknesses: Known<readonly Weakness[]>;
}

async function readChunk(
  props: FunctionCodeProps,
  targets: readonly FunctionTarget[],
): Promise<ReadonlyMap<string, CodeFacts>> {
  const { facts } = props;
  const codes = await facts.read('code', targets.map(codeKey));
  const environments = await facts.read('environment', targets.map(environmentKey));
  await analyseLayers(props, [...new Set(targets.flatMap(({ layers }) => layers))]);

  // Of functions with one code, the first whose code can be had analyses it for all.
  const analyses = new Map<string, Promise<Known<CodeAnalysis>>>();
  const seekers = new Map<string, LayerSeeker>();
  const entries = await pMap(
    targets,
    async (target) => {
      const key = codeKey(target);
      const read = lazily(() => configurationOf(props, target));
      const ownCode = () => codeOf(props, target, codes.get(key), sourceOf(props, target, read));
      const analysis = analyses.get(key)?.then(orElse(ownCode)) ?? ownCode();
      analyses.set(key, analysis);

      const stored = environments.get(environmentKey(target));
      const secrets = settle(() => secretsOf(props, target, stored, async () => await read()));
      const found = await analysis;
      if (target.layers.length > 0) seekers.set(target.arn, seekerOf(target, found));
      return [target.arn, { ...weaknessesIn(found), environmentSecrets: await secrets }];
    },
    { concurrency: ARCHIVES },
  );
  await layerSeekers(facts).note(seekers);

  return new Map(entries as [string, CodeFacts][]);
}

function seekerOf(
  { layers, loadsMore }: FunctionTarget,
  analysis: Known<CodeAnalysis>,
): LayerSeeker {
  const sought = analysis.known ? analysis.value.sought : undefined;

  return {
    layers,
    ...(sought && { sought: { ...sought, isWhole: sought.isWhole && !loadsMore } }),
  };
}

function weaknessesIn(analysis: Known<CodeAnalysis>): Pick<CodeFacts, 'weaknesses'> {
  return { weaknesses: analysis.known ? analysis.value.weaknesses : analysis };
}

async function codeOf(
  props: FunctionCodeProps,
  target: FunctionTarget,
  stored: unknown,
  source: CodeSource,
): Promise<Known<CodeAnalysis>> {
  if (stored !== undefined) return settle(() => codeAnalysis.parse(stored));
  if (target.packageType === 'Image') return unknown('container images are not analysed');

  return settle(async () => {
    const archive = await props.download(source);
    return analyseAndKeep(props, 'code', codeKey(target), archive, target);
  });
}

async function analyseLayers(props: FunctionCodeProps, layers: readonly string[]): Promise<void> {
  const stored = await props.facts.read('layer', layers.map(layerKey));
  const missing = layers.filter((arn) => !stored.has(layerKey(arn)));

  await pMap(
    missing,
    (arn) =>
      settle(async () => {
        const archive = await props.download(await layerSource(props, arn));
        await analyseAndKeep(props, 'layer', layerKey(arn), archive, {});
      }),
    { concurrency: ARCHIVES },
  );
}

async function analyseAndKeep(
  { analyse, facts }: FunctionCodeProps,
  kind: 'code' | 'layer',
  key: string,
  archive: CodeArchive,
  { runtime, handler }: CodeEntry,
): Promise<CodeAnalysis> {
  const result = await settle(() => outcomeOf(analyse(archive, { runtime, handler })));
  // Tonight it is not tried again, for whichever function of this code. Another night it is.
  if (!result.known) return unknownAnalysis(result);
  if (result.value instanceof CodeUnavailable) throw result.value;

  await facts.write(kind, new Map([[key, keptOf(result.value)]]));
  return result.value;
}

/** That the code cannot be had is no fault of it: with another function's URL it may be had. */
async function outcomeOf(
  analysing: Promise<CodeAnalysis>,
): Promise<CodeAnalysis | CodeUnavailable> {
  try {
    return await analysing;
  } catch (error) {
    if (error instanceof CodeUnavailable) return error;
    throw error;
  }
}

/** Whose first URL is that of the answer which may also be read for the environment. */
function sourceOf(
  props: FunctionCodeProps,
  target: FunctionTarget,
  read: () => Promise<Configuration>,
): CodeSource {
  const { codeSha256, codeSize } = target;
  let ask = read;

  return {
    sha256: codeSha256,
    size: codeSize,
    async url() {
      const { url, sha256 = codeSha256 } = await ask();
      ask = () => configurationOf(props, target);
      if (sha256 !== codeSha256) {
        throw new Error(
          `the code is no longer what was listed: its SHA-256 is ${sha256}, not ${codeSha256}`,
        );
      }

      return placed(url);
    },
  };
}

/** A layer version never changes: whatever is asked about it later says the same. */
async function layerSource({ lambda }: FunctionCodeProps, arn: string): Promise<CodeSource> {
  const ask = async () => {
    const client = lambda(regionOf(arn));
    return (await client.send(new GetLayerVersionByArnCommand({ Arn: arn }))).Content;
  };
  const content = await ask();
  let first: typeof content | undefined = content;

  return {
    sha256: content?.CodeSha256,
    size: content?.CodeSize,
    async url() {
      const { Location } = first ?? (await ask()) ?? {};
      first = undefined;

      return placed(Location);
    },
  };
}

function placed(url: string | undefined): string {
  if (url === undefined) throw new Error('Lambda names no place to download the code from');

  return url;
}

interface Configuration {
  readonly variables: Readonly<Record<string, string>>;
  readonly url: string | undefined;
  readonly sha256: string | undefined;
}

/** @throws when the environment cannot be decrypted: that is not an empty one. */
async function secretsOf(
  { facts }: FunctionCodeProps,
  target: FunctionTarget,
  stored: unknown,
  read: () => Promise<Configuration & { readonly environmentError: string | undefined }>,
): Promise<readonly EnvironmentSecret[]> {
  if (stored !== undefined) return z.array(environmentSecret).parse(stored);

  const { variables, environmentError } = await read();
  if (environmentError !== undefined) {
    throw new Error(`Lambda cannot show the environment: ${environmentError}`);
  }

  const secrets = environmentSecrets(variables);
  if (target.revisionId !== '') {
    await facts.write('environment', new Map([[environmentKey(target), secrets]]));
  }
  return secrets;
}

async function configurationOf({ lambda }: FunctionCodeProps, { arn, region }: FunctionTarget) {
  const answer = await lambda(region).send(new GetFunctionCommand({ FunctionName: arn }));
  const { Configuration, Code } = functionAnswer.parse(answer);

  return {
    variables: Configuration.Environment?.Variables ?? {},
    environmentError: errorOf(Configuration.Environment?.Error),
    url: Code?.Location,
    sha256: Configuration.CodeSha256,
  };
}

function errorOf(error: { readonly ErrorCode?: string | undefined } | undefined) {
  return error && (error.ErrorCode ?? 'it does not say why');
}

function orElse<T>(other: () => Promise<Known<T>>) {
  return async (known: Known<T>) => (known.known ? known : other());
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;

  return () => {
    made ??= make();
    return made;
  };
}

const functionAnswer = z.object({
  Configuration: z.object({
    CodeSha256: z.optional(z.string()),
    Environment: z.optional(
      z.object({
        Variables: z.optional(z.record(z.string(), z.string())),
        Error: z.optional(z.object({ ErrorCode: z.optional(z.string()) })),
      }),
    ),
  }),
  Code: z.optional(z.object({ Location: z.optional(z.string()) })),
});
