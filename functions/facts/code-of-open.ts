import type { Collector } from '../app/ports.ts';
import { type Known, unknown } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import { mayBeVerified } from '../domain/attack/verified-callers.ts';
import { type ApiRoute, isOpenRoute } from '../domain/exposure/api-route.ts';
import { type BalancerRule, isOpenRule } from '../domain/exposure/balancer-rule.ts';
import type { FunctionUrl } from '../domain/exposure/function-url.ts';
import { isOpenToGuests, type PublishedRule } from '../domain/exposure/iot-publishers.ts';
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
  openAmong: OpenFunctions,
): Collector<FunctionTarget, V | undefined> {
  return async (targets) => {
    const open = await openAmong(targets);
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

interface Exposures {
  readonly urls: Collector<FunctionTarget, readonly FunctionUrl[]>;
  readonly routes: Collector<FunctionTarget, readonly ApiRoute[]>;
  /** Of load balancers. */
  readonly rules: Collector<FunctionTarget, readonly BalancerRule[]>;
  /** Rules of AWS IoT. */
  readonly published: Collector<FunctionTarget, readonly PublishedRule[]>;
}

/** Finds them by their URLs and routes and by rules of load balancers and of AWS IoT, as they were read of AWS. */
export function openByExposures({ urls, routes, rules, published }: Exposures): OpenFunctions {
  return async (targets) => {
    const [urlsOf, routesTo, rulesTo, publishedTo] = await Promise.all([
      urls(targets),
      routes(targets),
      rules(targets),
      published(targets),
    ]);
    const open = targets.filter(
      ({ arn }) =>
        has(urlsOf.get(arn), isOpenUrl) ||
        has(routesTo.get(arn), isOpenRoute) ||
        has(rulesTo.get(arn), isOpenRule) ||
        has(publishedTo.get(arn), isOpenToGuests),
    );

    return new Set(open.map(({ arn }) => arn));
  };
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

function has<T>(all: Known<readonly T[]> | undefined, is: (one: T) => boolean): boolean {
  return all?.known === true && all.value.some(is);
}

/** Code behind an alias may be another. */
function isOpenUrl({ authType, alias }: FunctionUrl): boolean {
  return authType !== 'AWS_IAM' && alias === undefined;
}

/** Of what is never analysed nothing can be hoped for. */
function isAnalysed({ packageType, runtime = '' }: FunctionTarget): boolean {
  return packageType !== 'Image' && /^(?:nodejs|python)/.test(runtime);
}

function weighed<V>(
  answer: Known<V | undefined> = unknown('the code scanner has not analysed it'),
): Known<V | undefined> {
  if (answer.known) return { known: true, value: answer.value };

  return { known: true, value: undefined, unweighed: answer.reason };
}

const notAsked: Known<undefined> = { known: true, value: undefined };
