import type { AskingSign } from '../../../core/asking-sign.ts';
import { MOST_SIGN_WORDS } from '../../../core/asking-sign.ts';
import { onThisStack } from '../../flow/index.ts';
import {
  type AskingSigns,
  askingSigns,
  isBeforeCredentials,
  isWritingName,
  isWritingStatement,
  mayAsk,
  noSigns,
} from '../../signatures/index.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { type Entered, entered } from '../signatures/entered.ts';
import { withinBudget } from '../signatures/within-budget.ts';
import { type AnyNode, calledName, isCall, literalText } from '../syntax.ts';
import { liveFrom } from './live-code.ts';
import { type Registered, registeredParts } from './registered-parts.ts';
import { type Sign, strongestIn } from './sign-in.ts';
import { standsBefore, standsBeforeAll } from './stands-before.ts';

/**
 * Where the code looks as if it asked callers for a credential: by its names, and by what it answers. Of all of an application something does
 * that stands before all of it, or where each route that may write has its own.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findAskingSigns(source: JavaScriptSource): AskingSigns {
  return onThisStack(source.handler, () => {
    const code = entered(source, undefined, mayAsk);

    return (code && withinBudget(() => signsIn(code))) ?? noSigns;
  });
}

function signsIn(code: Entered): AskingSigns {
  const { values } = code;
  const { uses, beforeAll, routes } = registeredParts(code);
  const ofHandler = signOf(code, [...code.entries, ...handlerRoots(code)]);
  const asking = uses.flatMap((use) => {
    const sign = signOf(code, [use]);
    return sign ? { use, sign } : [];
  });
  const apart = strongest([ofHandler, signOf(code, beforeAll)].filter(isSeen));
  const asked = routes.map((route) => {
    const { call, parts } = route;
    const above = call && asking.find(({ use }) => standsBefore(use, call, values));
    return { route, sign: signOf(code, parts) ?? above?.sign ?? apart };
  });
  const ofUses = asking.filter(({ use }) => standsBeforeAll(use, values)).map(({ sign }) => sign);
  const before = strongest(apart ? [apart, ...ofUses] : ofUses);
  const isOpen = asked.some(({ route, sign }) => !sign && mayHarm(route));
  const all = isOpen ? undefined : (before ?? strongest(asked.flatMap(({ sign }) => sign ?? [])));

  return askingSigns(
    placed(all, code),
    asked.map(({ route: { method, path }, sign }) => ({
      method,
      path,
      sign: placed(sign, code),
    })),
  );
}

function placed(sign: Sign | undefined, { places }: Entered): AskingSign | undefined {
  return sign && { what: sign.what.slice(0, MOST_SIGN_WORDS), ...places.of(sign.node) };
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

function signOf(code: Entered, roots: readonly AnyNode[]): Sign | undefined {
  return askedIn(code, roots, { left: MOST_BRANCHES }).sign;
}

const MOST_BRANCHES = 100;

interface Asked {
  readonly sign: Sign | undefined;
  /** Whether some of it may change something, and nothing asks before. */
  readonly isOpen: boolean;
}

/** What stands in a branch for some requests is a sign where nothing is changed outside of such, and in none that has no sign. */
function askedIn(code: Entered, roots: readonly AnyNode[], budget: { left: number }): Asked {
  const { values, places } = code;
  budget.left -= 1;
  if (budget.left < 0) return { sign: undefined, isOpen: true };
  const { nodes, branches } = liveFrom(roots, values, places);
  const sign = strongestIn(nodes, values, places);
  if (sign) return { sign, isOpen: false };
  if (branches.length === 0 || nodes.some(isWriting))
    return { sign: undefined, isOpen: nodes.some(isWriting) };
  const others = branches.filter(({ isEntry }) => !isEntry);
  const asked = (others.length > 0 ? others : branches).map(({ node }) =>
    askedIn(code, [node], budget),
  );
  // No one can be asked before there is a credential.
  const isOpen = others.length > 0 && asked.some((each) => each.isOpen);

  return { sign: isOpen ? undefined : strongest(asked.flatMap((each) => each.sign ?? [])), isOpen };
}

/** By its name alone. */
function isWriting(node: AnyNode): boolean {
  if (isCall(node)) return isWritingName(calledName(node) ?? '');

  return isWritingStatement(literalText(node) ?? '');
}

function mayHarm({ method, path }: Registered): boolean {
  return !/^(?:get|head|options)$/i.test(method) && !isBeforeCredentials(path);
}

function isSeen(sign: Sign | undefined): sign is Sign {
  return sign !== undefined;
}

function strongest(signs: readonly Sign[]): Sign | undefined {
  return signs.reduce<Sign | undefined>((found, each) => stronger(found, each), undefined);
}

function stronger(one: Sign | undefined, other: Sign | undefined): Sign | undefined {
  if (!one || !other) return one ?? other;

  return other.strength > one.strength ? other : one;
}
