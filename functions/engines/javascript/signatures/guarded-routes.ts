import { weakest } from '../../signatures/index.ts';
import type { Modules } from '../modules.ts';
import { textOf } from '../options.ts';
import { functionsIn, type Registration, registrationIn } from '../registrations.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, type CallNode, type FunctionNode, isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';
import { botReceiver, isOfBots } from './bot-receivers.ts';
import type { Entered } from './entered.ts';
import { EntryVerification } from './entry-verification.ts';
import { guardOf, handsErrorOn } from './guard-verification.ts';
import { boltReceiver } from './made-verifiers.ts';
import { packageGuard } from './package-guards.ts';
import type { Readings } from './readings.ts';
import { branching } from './run-order.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * Of an application: the first check, where each function that it hands requests to makes one, does
 * nothing, or runs behind one that makes it.
 */
export function guardedRoutes(
  { routes, entries, modules, values, budget }: Entered,
  { verification, guards }: Readings,
): Proof | undefined {
  const { all, unseen } = routes;
  if (all.every(({ framework }) => framework === 'slack bolt')) return boltReceiver(values);
  if (isOfBots(routes)) {
    const receiver = botReceiver(verification);
    const isHandedOver = entries.length > 0 && !entries.some((each) => verification.of(each).acts);
    return isHandedOver ? receiver : undefined;
  }
  if (unseen.some((node) => !packageGuard(node, values))) return undefined;

  const registrations = registrationsIn(modules, values);
  if (registrations.some(passesErrors)) return undefined;
  const guarded = guardedBy(registrations, (functions) =>
    proofBefore(functions, verification, guards),
  );
  const ofEntries = new EntryVerification(values, verification.requested, budget);
  const outcomes = [
    ...all
      .map(({ of }) => of)
      .filter((each) => !guarded.has(each))
      .map((each) => verification.of(each)),
    ...entries.filter((each) => !guarded.has(each)).map((each) => ofEntries.of(each)),
  ];

  if (outcomes.some(({ acts }) => acts)) return undefined;
  return weakest([...outcomes.map(({ found }) => found), ...guarded.values()]);
}

/** Functions that run behind a check wherever they are given: one route may ask, and another not. */
function guardedBy(
  registrations: readonly Given[],
  proofOf: (functions: readonly FunctionNode[]) => Proof | undefined,
): ReadonlyMap<FunctionNode, Proof> {
  const asked = registrations.map((registration) => ({
    ...registration,
    steps: registration.steps.map(({ functions, proof = proofOf(functions) }) => ({
      functions,
      proof,
    })),
  }));
  const before = new Map<Given, Proof>();
  for (const registration of asked) {
    const proof = registration.steps.find((step) => step.proof !== undefined)?.proof;
    if (!proof || !registration.isForAll || !isAlwaysRun(registration.call)) continue;
    for (const each of reachedBehind(registration, asked)) before.set(each, proof);
  }

  const guarded = new Map<FunctionNode, Proof>();
  const open = new Set<FunctionNode>();
  for (const registration of asked) {
    let passed = before.get(registration);
    for (const { functions, proof } of registration.steps) {
      for (const each of functions) {
        if (passed) guarded.set(each, passed);
        else open.add(each);
      }
      passed ??= proof;
    }
  }
  for (const each of open) guarded.delete(each);
  return guarded;
}

/** What runs before the next one: functions of the code, or what a package makes. */
interface Step {
  readonly functions: readonly FunctionNode[];
  readonly proof?: Proof | undefined;
}

interface Given {
  readonly call: CallNode;
  /** `app` of `app.use(check)`. */
  readonly receiver: AnyNode;
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
    receiver: registration.receiver,
    steps: call.arguments.flatMap((argument) => stepsIn(values, argument)),
    isForAll: isForAll(method, call) && !hasPath && !mayBePath(method, call, values),
  };
}

function isForAll(method: string, { arguments: [first] }: CallNode): boolean {
  if (method === 'addHook') return /^(?:onRequest|pre\w+)$/.test(textOf(first) ?? '');

  return method === 'use' || method === 'all';
}

/** A pattern, or a path by a name: `app.use(/^\/admin/, check)`. */
function mayBePath(
  method: string,
  { arguments: [first, ...others] }: CallNode,
  values: Values,
): boolean {
  if (!first || others.length === 0) return false;
  if (textOf(first) !== undefined) return method !== 'addHook';
  if (/^(?:Literal|TemplateLiteral|BinaryExpression)$/.test(first.type)) return true;
  const isNamed = first.type === 'Identifier' || first.type === 'MemberExpression';
  const isMade = values.valuesOf(first).some(({ kind }) => kind === 'made');

  return isNamed && !isMade && functionsIn(values, first).length === 0;
}

function stepsIn(values: Values, argument: AnyNode): readonly Step[] {
  if (argument.type === 'ArrayExpression') {
    return argument.elements.flatMap((each) => (each ? stepsIn(values, each) : []));
  }
  const proof = packageGuard(argument, values);
  if (proof) return [{ functions: [], proof }];

  const functions = functionsIn(values, argument);
  // Of `{ preHandler, handler }` they run one after another; else it may be any of them.
  return argument.type === 'ObjectExpression'
    ? functions.map((each) => ({ functions: [each] }))
    : [{ functions }];
}

/** Where it goes on only if the signature is right. */
function proofBefore(
  functions: readonly FunctionNode[],
  verification: Verification,
  guards: Verification,
): Proof | undefined {
  const proofs = functions.map((of) => {
    if (of.params.length < 2) return undefined;
    const { acts, passed } = verification.of(of);
    return (acts ? undefined : passed) ?? guardOf(of, guards);
  });

  return proofs.every((proof) => proof !== undefined) ? proofs[0] : undefined;
}

/** What refuses hands an error on: `app.use((error, request, response, next) => next())` answers with none. */
function passesErrors({ steps }: Given): boolean {
  return steps.some(({ functions }) => functions.some(handsErrorOn));
}

/** Not `if (process.env.AUTH) app.use(check)`. */
function isAlwaysRun(call: CallNode): boolean {
  for (let at: AnyNode | undefined = call; at; at = parentOf(at)) {
    if (isFunction(at)) return true;
    if (branching.has(at.type)) return false;
  }
  return true;
}

/** What the same application, or a router that it takes later, is given after the check. */
function reachedBehind(
  { call, receiver }: Given,
  registrations: readonly Given[],
): readonly Given[] {
  const own = bindingOf(receiver);
  if (!own) return [];
  const later = registrations.filter((each) => isAfter(each.call, call));
  const ofOwn = later.filter((each) => bindingOf(each.receiver) === own);
  const mounted = new Set(
    ofOwn.flatMap((each) => each.call.arguments.flatMap((given) => bindingOf(given) ?? [])),
  );
  const ofMounted = registrations.filter((each) => {
    const router = bindingOf(each.receiver);
    return router !== undefined && router !== own && mounted.has(router);
  });

  return [...ofOwn, ...ofMounted];
}

function isAfter(one: CallNode, other: CallNode): boolean {
  return scopeOf(one).file === scopeOf(other).file && one.start > other.end;
}
