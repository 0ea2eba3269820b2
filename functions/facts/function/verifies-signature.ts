import type { Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { SignatureCheck } from '../../core/signature-check.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type ApiRoute, isOpenRoute } from '../../domain/exposure/api-route.ts';
import { type BalancerRule, isOpenRule } from '../../domain/exposure/balancer-rule.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** Where its code verifies who sent a request; undefined where it does not, or nothing has to ask. */
export const verifiesSignatureFact = defineFact({
  key: 'verifiesSignature',
  about: ['function'],
  value: typed<SignatureCheck | undefined>(),
  words: 'whether its code verifies signatures',
  grants: readsStored,
});

/** As the code scanner has last stored it. By ARN. */
export type SignatureCheckReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<SignatureCheck | undefined>>>;

interface Exposures {
  readonly urls: Collector<FunctionTarget, readonly FunctionUrl[]>;
  readonly routes: Collector<FunctionTarget, readonly ApiRoute[]>;
  /** Of load balancers. */
  readonly rules: Collector<FunctionTarget, readonly BalancerRule[]>;
}

/**
 * Of functions that callers without credentials come to, for no check needs it of others. What is not
 * known makes a function neither better nor worse.
 */
export function verifiesSignature(
  read: SignatureCheckReader,
  { urls, routes, rules }: Exposures,
): FactCollector<typeof verifiesSignatureFact> {
  return async (targets) => {
    const [urlsOf, routesTo, rulesTo] = await Promise.all([
      urls(targets),
      routes(targets),
      rules(targets),
    ]);
    const open = targets.filter(
      ({ arn }) =>
        has(urlsOf.get(arn), isOpenUrl) ||
        has(routesTo.get(arn), isOpenRoute) ||
        has(rulesTo.get(arn), isOpenRule),
    );
    const found = open.length > 0 ? await read(open) : new Map();

    return new Map(
      targets.map((target) => {
        const isAsked = open.includes(target) && isAnalysed(target);
        return [target.arn, isAsked ? weighed(found.get(target.arn)) : notAsked] as const;
      }),
    );
  };
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

function weighed(
  answer: Known<SignatureCheck | undefined> = unknown('the code scanner has not analysed it'),
): Known<SignatureCheck | undefined> {
  if (answer.known) return { known: true, value: answer.value };

  return { known: true, value: undefined, unweighed: answer.reason };
}

const notAsked: Known<SignatureCheck | undefined> = { known: true, value: undefined };
