import type { Modules } from '../modules.ts';
import { functionsGiven, type Registration, registrationIn } from '../registrations.ts';
import type { Routes } from '../routes.ts';
import { scopeOf } from '../scope.ts';
import type { CallNode, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { boltReceiver } from './made-verifiers.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * Of an application: the first check, where each function that it hands requests to makes one, does
 * nothing, or runs behind one that makes it.
 */
export function guardedRoutes(
  { all, unseen }: Routes,
  entries: readonly FunctionNode[],
  verification: Verification,
  modules: Modules,
  values: Values,
): Proof | undefined {
  if (all.every(({ framework }) => framework === 'slack bolt')) return boltReceiver(values);
  if (unseen.length > 0) return undefined;

  const guarded = new Map<FunctionNode, Proof>();
  for (const { functions, isForAll, call } of registrationsIn(modules, values)) {
    const at = functions.findIndex((each) => isGuard(verification, each));
    const proof = at < 0 ? undefined : verification.of(functions[at] as FunctionNode).passed;
    if (!proof) continue;
    for (const each of functions.slice(at + 1)) guarded.set(each, proof);
    if (!isForAll) continue;
    for (const { of } of all) if (comesAfter(of, call)) guarded.set(of, proof);
  }
  const others = [...all.map(({ of }) => of), ...entries].filter((each) => !guarded.has(each));
  const outcomes = others.map((each) => verification.of(each));

  if (outcomes.some(({ acts }) => acts)) return undefined;
  return outcomes.find(({ found }) => found)?.found ?? [...guarded.values()][0];
}

interface Given {
  readonly call: CallNode;
  /** In the order in which they run. */
  readonly functions: readonly FunctionNode[];
  /** `app.use(check)`: for whatever is registered after it. */
  readonly isForAll: boolean;
}

function registrationsIn({ files }: Modules, values: Values): readonly Given[] {
  return [...files.values()].flatMap(({ calls }) =>
    [...calls.values()].flat().flatMap((call) => {
      const registration = registrationIn(call);
      return registration ? [givenBy(registration, values)] : [];
    }),
  );
}

function givenBy(registration: Registration, values: Values): Given {
  const { call, method, hasPath } = registration;

  return {
    call,
    functions: functionsGiven(values, registration),
    isForAll: (method === 'use' || method === 'addHook' || method === 'all') && !hasPath,
  };
}

/** Whether it goes on only where the signature is right. */
function isGuard(verification: Verification, of: FunctionNode): boolean {
  const { acts, passed } = verification.of(of);

  return !acts && passed !== undefined && of.params.length > 1;
}

function comesAfter(of: FunctionNode, call: CallNode): boolean {
  return scopeOf(of).file === scopeOf(call).file && of.start > call.end;
}
