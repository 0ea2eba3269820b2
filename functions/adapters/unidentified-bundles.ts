import type { FactStore } from '../app/ports.ts';
import { codeAnalysis } from '../domain/code/code-analysis.ts';
import { codeKey } from '../domain/code/code-keys.ts';
import { type Known, unknown } from '../domain/facts.ts';
import type { Target } from '../domain/target.ts';

/** Bundles in each function's own archive in which the code scanner recognised nothing. By ARN. */
export function unidentifiedBundles(facts: FactStore) {
  return async (
    targets: readonly Target<'function'>[],
  ): Promise<ReadonlyMap<string, Known<readonly string[]>>> => {
    const codes = await facts.read('code', targets.map(codeKey));

    return new Map(
      targets.map((target) => [target.arn, bundlesIn(codes.get(codeKey(target)), target)]),
    );
  };
}

function bundlesIn(stored: unknown, { packageType }: Target<'function'>): Known<readonly string[]> {
  if (packageType === 'Image') return unknown('container images are not analysed');
  if (stored === undefined) return unknown('the code scanner has not been able to read it');

  const parsed = codeAnalysis.safeParse(stored);
  return parsed.success
    ? parsed.data.unidentifiedBundles
    : unknown('what the code scanner stored is damaged');
}
