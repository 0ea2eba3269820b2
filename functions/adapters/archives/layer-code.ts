import { GetLayerVersionByArnCommand } from '@aws-sdk/client-lambda';
import { attempt, oncePerChunk } from '../../app/collectors.ts';
import { type LayerTarget, regionOf } from '../../core/target.ts';
import { layerKey } from '../../engines/archive/index.ts';
import type { ArchiveFacts, ArchiveReader } from '../../facts/function-code.ts';
import type { LambdaClients } from '../aws/lambda-clients.ts';
import {
  type AnalysedArchives,
  type ArchiveParts,
  analysisBudget,
  type ReadAnalysis,
} from './analysed-archives.ts';
import type { AnalysisBudget } from './archive-analyser.ts';
import type { CodeSource } from './code-server.ts';

/** Archives, and Lambda, which says where they are. */
export interface LambdaArchives extends ArchiveParts {
  readonly lambda: LambdaClients;
}

/** Reads layers: as the functions that use them have had them analysed, else by itself. */
export function layerCode(
  props: LambdaArchives,
  archives: AnalysedArchives,
): ArchiveReader<LayerTarget> {
  return oncePerChunk(async (targets) => {
    const found = new Map<string, ArchiveFacts>();
    for (const { arn } of targets) found.set(arn, await factsOf(props, archives, arn));

    return found;
  });
}

async function factsOf(
  props: LambdaArchives,
  archives: AnalysedArchives,
  arn: string,
): Promise<ArchiveFacts> {
  const read = await attempt(() => readLayer(props, archives, arn, analysisBudget()));
  const analysis = read.known ? read.value.analysis : read;
  if (!analysis.known) return { secretsInCode: analysis, shippedFiles: analysis };

  const { secrets, shippedFiles } = analysis.value;
  return { secretsInCode: secrets, shippedFiles };
}

/** One layer version, within the time that is left for its function. */
export function readLayer(
  props: LambdaArchives,
  archives: AnalysedArchives,
  arn: string,
  budget: AnalysisBudget,
): Promise<ReadAnalysis> {
  return archives.read({
    kind: 'layer',
    key: layerKey(arn),
    entry: {},
    source: () => layerSource(props, arn),
    budget,
  });
}

/** A layer version never changes: whatever is asked about it later says the same. */
async function layerSource({ lambda }: LambdaArchives, arn: string): Promise<CodeSource> {
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

/** @throws when there is no place. */
export function placed(url: string | undefined): string {
  if (url === undefined) throw new Error('Lambda names no place to download the code from');

  return url;
}
