import type { AskingSign } from '../../../core/asking-sign.ts';
import { MOST_SIGN_WORDS } from '../../../core/asking-sign.ts';
import { onThisStack, withinBudget } from '../../flow/index.ts';
import {
  type AskingSigns,
  askingSigns,
  isBeforeCredentials,
  isWritingName,
  isWritingStatement,
  mayAsk,
  noSigns,
  signIn,
  strongest,
} from '../../signatures/index.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { functionsIn } from '../registrations.ts';
import { type Entered, entered } from '../signatures/entered.ts';
import { type AnyNode, calledName, isCall, literalText } from '../syntax.ts';
import { liveFrom } from './live-code.ts';
import { type Registered, registeredParts } from './registered-parts.ts';
import { hasMixedSign, type Sign, strongestIn } from './sign-in.ts';
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

    return (code && mayHaveSigns(code) && withinBudget(() => signsIn(code))) || noSigns;
  });
}

/** Whether anything in it can be a sign: what stands before and behind it is looked at for each `use`, of which an SDK has hundreds. */
function mayHaveSigns({ modules, places }: Entered): boolean {
  return [...modules.files.values()].some(
    ({ path, program }) => !places.isMixed(path) || hasMixedSign(program),
  );
}

function signsIn(code: Entered): AskingSigns {
  const { values } = code;
  const { uses, beforeAll, routes } = registeredParts(code);
  const ofHandler = signOf(code, [...code.entries, ...handlerRoots(code)]);
  const asking = uses.flatMap((use) => {
    // `{ before: verify }` is begun by what it is given to.
    const hooks = use.arguments.flatMap((each) => functionsIn(values, each));
    const sign = signOf(code, [use, ...hooks]);
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
  const { values, places } = code;

  return signIn(roots, {
    live: (of) => liveFrom(of, values, places),
    strongestIn: (nodes) => strongestIn(nodes, values, places),
    isWriting,
  });
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
