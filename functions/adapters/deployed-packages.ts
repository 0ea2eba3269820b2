import type { FactStore } from '../app/ports.ts';
import { codeAnalysis } from '../domain/code/code-analysis.ts';
import { codeKey, layerKey } from '../domain/code/code-keys.ts';
import { type Known, unknown } from '../domain/facts.ts';
import type { Package } from '../domain/packages/package.ts';
import type { Target } from '../domain/target.ts';

/** What the code scanner has found in the archive and the layers of each function. By ARN. */
export function deployedPackages(facts: FactStore) {
  return async (
    targets: readonly Target<'function'>[],
  ): Promise<ReadonlyMap<string, Known<readonly Package[]>>> => {
    const codes = await facts.read('code', targets.map(codeKey));
    const layers = await facts.read('layer', [
      ...new Set(targets.flatMap((target) => target.layers.map(layerKey))),
    ]);

    return new Map(
      targets.map((target) => {
        const code = packagesIn(codes.get(codeKey(target)), whyNoCode(target));
        const laid = target.layers.map((arn) =>
          packagesIn(layers.get(layerKey(arn)), `${arn}: ${unread}`),
        );
        return [target.arn, laid.reduce(together, code)];
      }),
    );
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

/** What is in either; what one of them hides makes the whole incomplete. */
function together(
  code: Known<readonly Package[]>,
  layer: Known<readonly Package[]>,
): Known<readonly Package[]> {
  if (!code.known) return code;
  if (!layer.known) return { ...code, incomplete: layer.reason };

  const incomplete = code.incomplete ?? layer.incomplete;
  return {
    known: true,
    value: [...code.value, ...layer.value],
    ...(incomplete !== undefined && { incomplete }),
  };
}
