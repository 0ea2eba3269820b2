import type { AskingSign } from '../../../core/asking-sign.ts';
import { MOST_SIGN_WORDS } from '../../../core/asking-sign.ts';
import { onThisStack } from '../../flow/index.ts';
import { isBeforeCredentials, mayAsk } from '../../signatures/index.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { type Entered, entered } from '../signatures/entered.ts';
import { withinBudget } from '../signatures/within-budget.ts';
import type { AnyNode } from '../syntax.ts';
import { liveFrom } from './live-code.ts';
import { type Registered, registeredParts } from './registered-parts.ts';
import { type Sign, strongestIn } from './sign-in.ts';

/**
 * Where the code looks as if it asked callers for a credential: by its names, and by what it answers. Undefined where nothing does, and of
 * an application with a route that may write and of which nothing does.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findAskingSign(source: JavaScriptSource): AskingSign | undefined {
  return onThisStack(source.handler, () => {
    const code = entered(source, false, mayAsk);
    const sign = code && withinBudget(() => signIn(code));
    return sign && { what: sign.what.slice(0, MOST_SIGN_WORDS), ...code.places.of(sign.node) };
  });
}

function signIn(code: Entered): Sign | undefined {
  const { beforeAll, routes } = registeredParts(code);
  const ofHandler = signOf(code, [...code.entries, ...handlerRoots(code)]);
  const before = signOf(code, beforeAll);
  const first = stronger(before, ofHandler);
  if (first) return first;

  const asked = routes.map((route) => ({ route, sign: signOf(code, route.parts) }));
  const open = asked.filter(({ route, sign }) => !sign && mayHarm(route));
  return open.length > 0 ? undefined : strongest(asked.flatMap(({ sign }) => sign ?? []));
}

/** What the handler is made of besides functions: wrappers. */
function handlerRoots({ exported }: Entered): readonly AnyNode[] {
  return exported.flatMap((value) =>
    value.kind === 'wrapped'
      ? [value.node, value.by]
      : value.kind === 'made' && value.by
        ? [value.by]
        : [],
  );
}

function signOf({ values, places }: Entered, roots: readonly AnyNode[]): Sign | undefined {
  return strongestIn(liveFrom(roots, values, places), values, places);
}

function mayHarm({ method, path }: Registered): boolean {
  return !/^(?:get|head|options)$/i.test(method) && !isBeforeCredentials(path);
}

function strongest(signs: readonly Sign[]): Sign | undefined {
  return signs.reduce<Sign | undefined>((found, each) => stronger(found, each), undefined);
}

function stronger(one: Sign | undefined, other: Sign | undefined): Sign | undefined {
  if (!one || !other) return one ?? other;

  return other.strength > one.strength ? other : one;
}
