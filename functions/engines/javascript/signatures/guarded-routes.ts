import type { Budget } from '../../flow/index.ts';
import type { Modules } from '../modules.ts';
import { functionsIn, type Registration, registrationIn } from '../registrations.ts';
import type { Routes } from '../routes.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, CallNode, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { EntryVerification } from './entry-verification.ts';
import { GuardVerification } from './guard-verification.ts';
import { boltReceiver } from './made-verifiers.ts';
import { packageGuard } from './package-guards.ts';
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
  budget: Budget,
): Proof | undefined {
  if (all.every(({ framework }) => framework === 'slack bolt')) return boltReceiver(values);
  if (unseen.some((node) => !packageGuard(node, values))) return undefined;

  const guards = new GuardVerification(values, verification.requested, budget);
  const guarded = new Map<FunctionNode, Proof>();
  for (const { steps, isForAll, call } of registrationsIn(modules, values)) {
    let proof: Proof | undefined;
    for (const step of steps) {
      if (proof) for (const each of step.functions) guarded.set(each, proof);
      proof ??= step.proof ?? proofBefore(step.functions, verification, guards);
    }
    if (!proof || !isForAll) continue;
    for (const { of } of all) if (comesAfter(of, call)) guarded.set(of, proof);
  }
  const ofEntries = new EntryVerification(values, verification.requested, budget);
  const outcomes = [
    ...all
      .map(({ of }) => of)
      .filter((each) => !guarded.has(each))
      .map((each) => verification.of(each)),
    ...entries.filter((each) => !guarded.has(each)).map((each) => ofEntries.of(each)),
  ];

  if (outcomes.some(({ acts }) => acts)) return undefined;
  return outcomes.find(({ found }) => found)?.found ?? [...guarded.values()][0];
}

/** What runs before the next one: functions of the code, or what a package makes. */
interface Step {
  readonly functions: readonly FunctionNode[];
  readonly proof?: Proof;
}

interface Given {
  readonly call: CallNode;
  /** In the order in which they run. */
  readonly steps: readonly Step[];
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
    steps: call.arguments.flatMap((argument) => stepsIn(values, argument)),
    isForAll: (method === 'use' || method === 'addHook' || method === 'all') && !hasPath,
  };
}

function stepsIn(values: Values, argument: AnyNode): readonly Step[] {
  if (argument.type === 'ArrayExpression') {
    return argument.elements.flatMap((each) => (each ? stepsIn(values, each) : []));
  }
  const proof = packageGuard(argument, values);
  if (proof) return [{ functions: [], proof }];

  return functionsIn(values, argument).map((each) => ({ functions: [each] }));
}

/** Where it goes on only if the signature is right. */
function proofBefore(
  functions: readonly FunctionNode[],
  verification: Verification,
  guards: GuardVerification,
): Proof | undefined {
  const [of] = functions;
  if (!of || of.params.length < 2) return undefined;
  const { acts, passed } = verification.of(of);

  return (acts ? undefined : passed) ?? guards.guardOf(of);
}

function comesAfter(of: FunctionNode, call: CallNode): boolean {
  return scopeOf(of).file === scopeOf(call).file && of.start > call.end;
}
