import type { FactStore } from '../app/ports.ts';
import { codeAnalysis } from '../domain/code/code-analysis.ts';
import { codeKey, layerKey } from '../domain/code/code-keys.ts';
import { type Known, unknown } from '../domain/facts.ts';
import type { Package } from '../domain/packages/package.ts';
import type { Target } from '../domain/target.ts';

/** What the code scanner has found in the own archive of each function. By ARN. */
export function functionPackages(facts: FactStore) {
  return async (
    targets: readonly Target<'function'>[],
  ): Promise<ReadonlyMap<string, Known<readonly Package[]>>> => {
    const codes = await facts.read('code', targets.map(codeKey));

    return new Map(
      targets.map((target) => [
        target.arn,
        packagesIn(codes.get(codeKey(target)), whyNoCode(target)),
      ]),
    );
  };
}

/** The same of layers. */
export function layerPackages(facts: FactStore) {
  return async (
    targets: readonly Target<'layer'>[],
  ): Promise<ReadonlyMap<string, Known<readonly Package[]>>> => {
    const layers = await facts.read(
      'layer',
      targets.map(({ arn }) => layerKey(arn)),
    );

    return new Map(targets.map(({ arn }) => [arn, packagesIn(layers.get(layerKey(arn)), unread)]));
  };
}

const unread = 'the code scanner has not been able to read it';

function whyNoCode({ packageType }: Target<'function'>): string {
  return packageType === 'Image' ? 'container images are not analysed' : unread;
}

function packagesIn(stored: unknown, otherwise: string): Known<readonly Package[]> {
  if (stored === undefined) return unknown(otherwise);

  const parsed = codeAnalysis.safeParse(stored);
  return parsed.success ? parsed.data.packages : unknown('what the code scanner stored is damaged');
}
