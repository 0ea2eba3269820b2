import { each, oncePerChunk } from '../app/collectors.ts';
import type { FactStore } from '../app/ports.ts';
import { codeKey } from '../domain/code/code-keys.ts';
import type { Known } from '../domain/facts.ts';
import type { Package } from '../domain/packages/package.ts';
import type { Target } from '../domain/target.ts';
import { analysisIn, packagesIn, unread } from './stored-analysis.ts';

type Reader<V> = (targets: readonly Target<'function'>[]) => Promise<ReadonlyMap<string, Known<V>>>;

/** What the code scanner has found in the own archive of each function, by ARN. */
interface DeployedCode {
  readonly packages: Reader<readonly Package[]>;
  /** Bundles in which it recognised nothing. */
  readonly unidentifiedBundles: Reader<readonly string[]>;
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

function whyNoCode({ packageType }: Target<'function'>): string {
  return packageType === 'Image' ? 'container images are not analysed' : unread;
}
