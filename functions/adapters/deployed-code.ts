import { each, oncePerChunk } from '../app/collectors.ts';
import type { FactStore } from '../app/ports.ts';
import { type CodeAnalysis, codeAnalysis } from '../domain/code/code-analysis.ts';
import { codeKey, layerKey } from '../domain/code/code-keys.ts';
import { type Known, unknown } from '../domain/facts.ts';
import type { Package } from '../domain/packages/package.ts';
import type { Target } from '../domain/target.ts';

type Reader<K extends 'function' | 'layer', V> = (
  targets: readonly Target<K>[],
) => Promise<ReadonlyMap<string, Known<V>>>;

/** What the code scanner has found in the own archive of each function, by ARN. */
interface DeployedCode {
  readonly packages: Reader<'function', readonly Package[]>;
  /** Bundles in which it recognised nothing. */
  readonly unidentifiedBundles: Reader<'function', readonly string[]>;
}

/** It is read once for each chunk, whoever asks. */
export function deployedCode(facts: FactStore): DeployedCode {
  const analyses = oncePerChunk(async (targets: readonly Target<'function'>[]) => {
    const codes = await facts.read('code', targets.map(codeKey));

    return new Map(
      targets.map((target) => [
        target.arn,
        analysisIn(codes.get(codeKey(target)), whyNoCode(target)),
      ]),
    );
  });

  return {
    packages: async (targets) => each(await analyses(targets), packagesIn),
    unidentifiedBundles: async (targets) =>
      each(await analyses(targets), (one) => (one.known ? one.value.unidentifiedBundles : one)),
  };
}

/** Its packages are those of all functions that use the layer. */
export function layerPackages(facts: FactStore): Reader<'layer', readonly Package[]> {
  return async (targets) => {
    const layers = await facts.read(
      'layer',
      targets.map(({ arn }) => layerKey(arn)),
    );

    return new Map(
      targets.map(({ arn }) => [arn, packagesIn(analysisIn(layers.get(layerKey(arn)), unread))]),
    );
  };
}

const unread = 'the code scanner has not been able to read it';

function whyNoCode({ packageType }: Target<'function'>): string {
  return packageType === 'Image' ? 'container images are not analysed' : unread;
}

function packagesIn(analysis: Known<CodeAnalysis>): Known<readonly Package[]> {
  return analysis.known ? analysis.value.packages : analysis;
}

function analysisIn(stored: unknown, otherwise: string): Known<CodeAnalysis> {
  if (stored === undefined) return unknown(otherwise);

  const parsed = codeAnalysis.safeParse(stored);
  return parsed.success
    ? { known: true, value: parsed.data }
    : unknown('what the code scanner stored is damaged');
}
