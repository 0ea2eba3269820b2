import { each, oncePerChunk } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import type { SenderVerification } from '../../core/code-route.ts';
import type { DecidedChanges } from '../../core/decided-change.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { type CodeAnalysis, codeKey } from '../../engines/archive/index.ts';
import { mapKnown, type Package, withoutUnused } from '../../engines/packages/index.ts';
import type { CodeDoings } from '../../facts/function/power-in-use.ts';
import { analysisIn, packagesIn, unread } from './stored-analysis.ts';

type Reader<V> = (targets: readonly Target<'function'>[]) => Promise<ReadonlyMap<string, Known<V>>>;

/** What the code scanner has found in the own archive of each function, by ARN. */
interface DeployedCode {
  readonly packages: Reader<readonly Package[]>;
  /** Bundles in which it recognised nothing. */
  readonly unidentifiedBundles: Reader<readonly string[]>;
  /** Where it verifies who sent a request. */
  readonly verifiesSignature: Reader<SenderVerification | undefined>;
  /** What it does that a request decides; undefined where its code is not read to the end, which nothing waits for. */
  readonly decidedChanges: Reader<DecidedChanges | undefined>;
  readonly doings: Reader<CodeDoings>;
}

/** Read once for each chunk, for all facts that need it. */
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
    packages: async (targets) => {
      const found = each(await analyses(targets), packagesIn);
      const loadMore = new Set(targets.flatMap(({ arn, loadsMore }) => (loadsMore ? arn : [])));

      return new Map(
        [...found].map(([arn, packages]) => [
          arn,
          loadMore.has(arn) ? doubted(packages) : packages,
        ]),
      );
    },
    unidentifiedBundles: async (targets) =>
      each(await analyses(targets), (one) => (one.known ? one.value.unidentifiedBundles : one)),
    verifiesSignature: async (targets) =>
      each(await analyses(targets), (one) => (one.known ? verificationIn(one.value) : one)),
    decidedChanges: async (targets) =>
      each(await analyses(targets), (one) => mapKnown(one, ({ decidedChanges }) => decidedChanges)),
    doings: async (targets) =>
      each(await analyses(targets), (one) =>
        mapKnown(one, (analysis) => ({
          sdkCalls: analysis.sdkCalls,
          plainCode: analysis.plainCode,
          showsCalls: analysis.showsCalls ?? false,
          weaknesses: analysis.weaknesses,
          handedOut: analysis.handedOut ?? [],
          secrets: analysis.secrets,
          packages: analysis.packages,
        })),
      ),
  };
}

/** Route by route where that is known, which is read more strictly; else of all requests, why none is asked, or what looks as if one were. */
function verificationIn({
  verifiesSignature = unknown(unread),
  codeRoutes: routes,
  openDesign: design,
  askingSign: sign,
}: CodeAnalysis): Known<SenderVerification | undefined> {
  return mapKnown(verifiesSignature, (ofAll) => {
    // Routes that ask for nothing say no more than that some check comes before them all.
    if (routes?.some(({ check }) => check) || (routes && !ofAll)) return { routes };

    return ofAll ?? (design && { design }) ?? (sign && { sign });
  });
}

/** Without which of them the handler does not reach. */
function doubted(packages: Known<readonly Package[]>): Known<readonly Package[]> {
  return mapKnown(packages, (all) => all.map(withoutUnused));
}

function whyNoCode({ packageType }: Target<'function'>): string {
  return packageType === 'Image' ? 'container images are not analysed' : unread;
}
