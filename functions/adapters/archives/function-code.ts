import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import * as z from 'zod/mini';
import { attempt, attemptKnown, oncePerChunk } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { partOfTable, tableIn } from '../../core/kept-fields.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import {
  type CodeAnalysis,
  codeEntry,
  codeKey,
  environmentKey,
  isNode,
  resourceVariables,
  variablesNaming,
} from '../../engines/archive/index.ts';
import {
  type ExternalImports,
  type Importable,
  namesInLayers,
} from '../../engines/packages/index.ts';
import {
  type EnvironmentSecret,
  environmentShown,
  type ShownEnvironment,
  shownEnvironment,
  withHandshakes,
  withIdleDefaults,
  withSigningKeys,
} from '../../engines/secrets/index.ts';
import { type EqualValues, equalValueNotes } from '../../facts/equal-values.ts';
import {
  type FunctionCallNote,
  functionCallNotes,
  type KeptByTable,
  type ResourceVariables,
} from '../../facts/function-calls.ts';
import type { CodeFacts, CodeReader } from '../../facts/function-code.ts';
import { type LayerUse, layerUses } from '../../facts/layer-uses.ts';
import {
  type AnalysedArchives,
  analysedArchives,
  analysisBudget,
  type ReadAnalysis,
} from './analysed-archives.ts';
import type { AnalysisBudget } from './archive-analyser.ts';
import type { CodeSource } from './code-server.ts';
import { type LambdaArchives, placed, readLayer } from './layer-code.ts';
import { importsFromLayers } from './layer-imports.ts';

/** Functions in hand at once: while the code of one is analysed, that of another is downloaded. */
const DOWNLOADS = 2;

/**
 * Reads functions' code and environment. Both are kept as facts, by what they were made from, so
 * that what has not changed since is neither asked for nor downloaded again. The packages that the
 * analysis finds stay in the facts table, for the dependencies scanner.
 */
export function functionCode(
  props: LambdaArchives,
  archives: AnalysedArchives = analysedArchives(props),
): CodeReader {
  const located = archiveUrls(props.clock);

  return oncePerChunk((targets) => readChunk({ ...props, located }, archives, targets));
}

interface FunctionArchives extends LambdaArchives {
  readonly located: ArchiveUrls;
}

/**
 * Where archives lie, by their SHA-256: functions of one code have one. One that is being asked for
 * may be awaited, and rejects where that function does not say.
 */
interface ArchiveUrls {
  get(sha256: string): Promise<string> | undefined;
  set(sha256: string, url: Promise<string>): void;
}

/** Half of the time for which a URL holds. Source: `Location` of "GetFunction" (Lambda API Reference). */
const URL_MS = 5 * 60 * 1000;
const MOST_URLS = 1_000;

function archiveUrls(clock: Clock): ArchiveUrls {
  const found = new Map<string, { readonly url: Promise<string>; readonly until: number }>();

  return {
    get(sha256) {
      const known = found.get(sha256);
      return known && clock().getTime() < known.until ? known.url : undefined;
    },
    set(sha256, url) {
      if (found.size >= MOST_URLS) found.clear();
      found.set(sha256, { url, until: clock().getTime() + URL_MS });
    },
  };
}

type FunctionTarget = Target<'function'>;

async function readChunk(
  props: FunctionArchives,
  archives: AnalysedArchives,
  targets: readonly FunctionTarget[],
): Promise<ReadonlyMap<string, CodeFacts>> {
  const environments = await props.facts.read('environment', targets.map(environmentKey));
  const equal = await equalValueNotes(props.facts).read(targets.map(({ arn }) => arn));
  const notes = functionCallNotes(props.facts);
  const noted = await notes.read(targets.map(({ arn }) => arn));
  const changed = new Map<string, FunctionCallNote>();
  const entries = await pMap(
    targets,
    async (target) => {
      const read = lazily(() => configurationOf(props, target));
      const code = attemptKnown(() => analysisOf(props, archives, target, read));
      const stored = environments.get(environmentKey(target));
      const environment = attempt(() =>
        environmentOf(props, target, stored, async () => await read()),
      );
      const analysis = await code;
      const note = await newNote(target, analysis, noted.get(target.arn), read);
      if (note) changed.set(target.arn, note);

      const { environmentSecrets, ...facts } = factsOf(analysis, await environment);
      const secrets = labelled(environmentSecrets, target, equal.get(target.arn));
      return [target.arn, { ...facts, environmentSecrets: secrets }] as const;
    },
    { concurrency: DOWNLOADS },
  );

  await notes.note(changed);
  return new Map(entries);
}

/** Of another configuration than that of the function it is not known which values are equal. */
function labelled(
  secrets: Known<readonly EnvironmentSecret[]>,
  target: FunctionTarget,
  equal: EqualValues | undefined,
): Known<readonly EnvironmentSecret[]> {
  if (!secrets.known || equal?.configuration !== environmentKey(target)) return secrets;

  const labels = new Map(Object.entries(equal.labels));
  const value = secrets.value.map((secret) => {
    const sameValue = labels.get(secret.variable);
    return sameValue === undefined ? secret : { ...secret, sameValue };
  });
  return { ...secrets, value };
}

/** What the code calls, and what the environment makes of it; undefined where that is stored already. */
async function newNote(
  target: FunctionTarget,
  analysis: Known<CodeAnalysis>,
  noted: FunctionCallNote | undefined,
  read: () => Promise<Configuration>,
): Promise<FunctionCallNote | undefined> {
  const code = target.packageType === 'Image' ? undefined : codeKey(target);
  const configuration = target.revisionId === '' ? '' : environmentKey(target);
  const isStored =
    noted?.code === code && noted?.configuration === configuration && noted.variables.known;
  if (isStored && configuration !== '') return undefined;

  const variables = await attemptKnown(() => variablesOf(target, analysis, read));
  const keeps = analysis.known && variables.known ? keptIn(analysis.value, variables.value) : {};
  const note = {
    code,
    configuration,
    variables,
    ...(Object.keys(keeps).length > 0 && { keeps }),
  };
  return JSON.stringify(note) === JSON.stringify(noted) ? undefined : note;
}

/** What the code puts into which tables, in the environment of the function. One whose name is not known is left out. */
function keptIn({ keptFields = [] }: CodeAnalysis, variables: ResourceVariables): KeptByTable {
  const kept = new Map<string, readonly string[]>();

  for (const { table, part, fields } of keptFields) {
    const whole = tableIn(table, variables);
    if (whole === undefined) continue;
    const name = partOfTable(whole, part);
    kept.set(name, [...new Set([...(kept.get(name) ?? []), ...fields])]);
  }
  return Object.fromEntries(kept);
}

/** @throws when the environment cannot be decrypted: that is not an empty one. */
async function variablesOf(
  { packageType }: FunctionTarget,
  analysis: Known<CodeAnalysis>,
  read: () => Promise<Configuration>,
): Promise<FunctionCallNote['variables']> {
  if (!analysis.known && packageType !== 'Image') return analysis;

  const sdkCalls = analysis.known ? analysis.value.sdkCalls : analysis;
  const calls = sdkCalls.known ? sdkCalls.value : { calls: [], unresolved: [] };
  const isNamed = variablesNaming(calls).length > 0;
  const value = isNamed ? resourceVariables(calls, shownVariables(await read())) : {};
  return { known: true, value };
}

/** What the code says of the environment, and the environment of the code, is joined here. */
function factsOf(analysis: Known<CodeAnalysis>, environment: Known<ShownEnvironment>): CodeFacts {
  const signing = analysis.known ? (analysis.value.signingVariables ?? notAsked) : analysis;
  const found = environment.known ? withSigningKeys(environment.value, signing) : environment;
  const words = analysis.known ? (analysis.value.handshakeVariables ?? []) : [];
  const environmentSecrets = found.known
    ? { ...found, value: withHandshakes(found.value, words) }
    : found;
  if (!analysis.known) {
    const [weaknesses, secretsInCode, shippedFiles] = [analysis, analysis, analysis];
    return { environmentSecrets, weaknesses, secretsInCode, shippedFiles };
  }

  const { weaknesses, secrets, shippedFiles } = analysis.value;
  const secretsInCode =
    secrets.known && environment.known
      ? { ...secrets, value: withIdleDefaults(secrets.value, environment.value) }
      : secrets;
  return { environmentSecrets, weaknesses, secretsInCode, shippedFiles };
}

const notAsked = unknown('what the code signs with was not asked');

/** Along with the layers of the function, and what its handler imports from them. */
async function analysisOf(
  props: FunctionArchives,
  archives: AnalysedArchives,
  target: FunctionTarget,
  read: () => Promise<Configuration>,
): Promise<Known<CodeAnalysis>> {
  const { packageType, runtime, layers } = target;
  const budget = analysisBudget();
  const wanted = {
    kind: 'code',
    key: codeKey(target),
    entry: codeEntry(target),
    source: () => sourceOf(props, target, read),
    budget,
  } as const;
  const { analysis, isWhole } = packageType === 'Image' ? ofImage : await archives.read(wanted);

  if (layers.length > 0) {
    const inLayers = namesInLayers(await importablesOf(props, archives, layers, budget));
    const whole = async () =>
      isWhole || !analysis.known ? analysis : (await archives.again(wanted)).analysis;
    const imports = isNode(runtime)
      ? await importsFromLayers(props.facts, wanted.key, inLayers, whole)
      : undefined;
    await layerUses(props.facts).note(new Map([[target.arn, layerUseOf(target, imports)]]));
  }

  return analysis;
}

const ofImage: ReadAnalysis = {
  analysis: unknown('container images are not analysed'),
  isWhole: true,
};

/** Of each layer what may be imported from it; undefined where it is not known. */
async function importablesOf(
  props: LambdaArchives,
  archives: AnalysedArchives,
  layers: readonly string[],
  budget: AnalysisBudget,
): Promise<readonly (Importable | undefined)[]> {
  const found: (Importable | undefined)[] = [];

  for (const arn of layers) {
    const { analysis } = await readLayer(props, archives, arn, budget);
    found.push(analysis.known ? analysis.value.importable : undefined);
  }
  return found;
}

function layerUseOf(
  { layers, loadsMore }: FunctionTarget,
  imports: ExternalImports | undefined,
): LayerUse {
  return {
    layers,
    ...(imports && { sought: { ...imports, isWhole: imports.isWhole && !loadsMore } }),
  };
}

/**
 * Whose first URL is that of another function with the same code, or of the answer which may also be
 * read for the environment.
 */
function sourceOf(
  props: FunctionArchives,
  target: FunctionTarget,
  read: () => Promise<Configuration>,
): CodeSource {
  const { codeSha256, codeSize } = target;
  let ask = read;
  let isFirst = true;

  return {
    sha256: codeSha256,
    size: codeSize,
    async url() {
      // Of another that is denied, or was changed since, it is not known: this one is asked itself.
      const known = isFirst
        ? await props.located.get(codeSha256)?.catch(() => undefined)
        : undefined;
      isFirst = false;
      if (known !== undefined) return known;

      const url = placeOf(codeSha256, ask);
      ask = () => configurationOf(props, target);
      props.located.set(codeSha256, url);
      return url;
    },
  };
}

/** @throws when the function has other code by now. */
async function placeOf(listed: string, ask: () => Promise<Configuration>): Promise<string> {
  const { url, sha256 = listed } = await ask();
  if (sha256 === listed) return placed(url);

  throw new Error(`the code is no longer what was listed: its SHA-256 is ${sha256}, not ${listed}`);
}

interface Configuration {
  readonly variables: Readonly<Record<string, string>>;
  readonly environmentError: string | undefined;
  readonly url: string | undefined;
  readonly sha256: string | undefined;
}

/** @throws when the environment cannot be decrypted: that is not an empty one. */
async function environmentOf(
  { facts }: LambdaArchives,
  target: FunctionTarget,
  stored: unknown,
  read: () => Promise<Configuration>,
): Promise<ShownEnvironment> {
  if (stored !== undefined) return shownEnvironment.parse(stored);

  const shown = environmentShown(shownVariables(await read()), target.name);
  if (target.revisionId !== '') {
    await facts.write('environment', new Map([[environmentKey(target), shown]]));
  }
  return shown;
}

/** @throws when the environment cannot be decrypted: that is not an empty one. */
function shownVariables({ variables, environmentError }: Configuration) {
  if (environmentError !== undefined) {
    throw new Error(`Lambda cannot show the environment: ${environmentError}`);
  }
  return variables;
}

async function configurationOf(
  { lambda }: LambdaArchives,
  { arn, region }: FunctionTarget,
): Promise<Configuration> {
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
