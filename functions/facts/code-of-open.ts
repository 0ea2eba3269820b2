import type { Collector } from '../app/ports.ts';
import { type Known, unknown } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import { mayBeVerified } from '../domain/attack/verified-callers.ts';
import type { FunctionUrl } from '../domain/exposure/function-url.ts';
import { type Exposures, openAmong } from './open-exposures.ts';
import { isOpenTo, type OpenReaders } from './open-to-anyone.ts';

/** Reads what the code scanner has last stored of functions, by their ARNs. */
export type CodeReader<V> = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<V>>>;

/** Finds the functions that callers without credentials of AWS come to, by their ARNs. */
export type OpenFunctions = (targets: readonly FunctionTarget[]) => Promise<ReadonlySet<string>>;

/**
 * What is known of the code of functions that callers without credentials come to, for no check needs it of others. What is not
 * known makes a function neither better nor worse.
 */
export function codeOfOpen<V>(
  read: CodeReader<V | undefined>,
  openFunctions: OpenFunctions,
): Collector<FunctionTarget, V | undefined> {
  return async (targets) => {
    const open = await openFunctions(targets);
    const asked = targets.filter((target) => open.has(target.arn) && isAnalysed(target));
    const found = asked.length > 0 ? await read(asked) : new Map();

    return new Map(
      targets.map((target) => [
        target.arn,
        asked.includes(target) ? weighed(found.get(target.arn)) : notAsked,
      ]),
    );
  };
}

/** Finds them by their URLs and routes and by rules of load balancers and of AWS IoT, as they were read of AWS. */
export function openByExposures(exposures: Exposures): OpenFunctions {
  return (targets) => openAmong(targets, exposures, isOpenUrl);
}

/** Finds them by the entry points that another scanner has stored, and by triggers. */
export function openByEntryPoints({ waysIn, openTriggers }: OpenReaders): OpenFunctions {
  return async (targets) => {
    const [ways, triggers] = [await waysIn(targets), await openTriggers(targets)];
    const open = targets.filter(
      ({ arn }) =>
        isOpenTo(ways.get(arn), triggers.get(arn)) &&
        mayBeVerified(listIn(ways.get(arn)), listIn(triggers.get(arn))),
    );

    return new Set(open.map(({ arn }) => arn));
  };
}

function listIn<T>(answer: Known<readonly T[]> | undefined): readonly T[] {
  return answer?.known ? answer.value : [];
}

/** Code behind an alias may be another. */
function isOpenUrl({ authType, alias }: FunctionUrl): boolean {
  return authType !== 'AWS_IAM' && alias === undefined;
}

/** Whether its code is analysed at all: of others nothing can be hoped for. */
export function isAnalysed({ packageType, runtime = '' }: FunctionTarget): boolean {
  return packageType !== 'Image' && /^(?:nodejs|python)/.test(runtime);
}

function weighed<V>(
  answer: Known<V | undefined> = unknown('the code scanner has not analysed it'),
): Known<V | undefined> {
  if (answer.known) return { known: true, value: answer.value };

  return { known: true, value: undefined, unweighed: answer.reason };
}

const notAsked: Known<undefined> = { known: true, value: undefined };
