import { weakest } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import type { LinkedFile } from '../link.ts';
import { methodsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Applications } from './applications.ts';
import { disclosesNothing } from './discloses-nothing.ts';
import { isHandOver, isInert } from './inert-calls.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * The check that a function makes of all that it does: it acts on nothing before, and what it answers before
 * shows nothing.
 */
export function guardedBy(of: FunctionNode, verification: Verification): Proof | undefined {
  const { acts, found: made } = verification.of(of);
  const returns = verification.returnsOf(of) ?? [];
  const { values } = verification;
  const isSilent = returns.every(
    ({ value, passed }) =>
      passed !== undefined ||
      !value ||
      disclosesNothing(value, values, (call) => isHandOver(call, values)),
  );
  const end = verification.endOf(of);
  const last = end?.leaves ? undefined : end?.passed;
  // In the wider reading, what is only made is none.
  const found = verification.credentials
    ? (returns.find(({ passed }) => passed)?.passed ?? last)
    : made;

  return !acts && found && isSilent
    ? weakest([...returns.flatMap(({ passed }) => passed ?? []), found])
    : undefined;
}

/** A call of what a function is given, as `call_next(request)` and the function that is decorated; `self.app(…)`. */
export function isOnward({ callee }: Call): boolean {
  if (callee.type === 'Attribute' && callee.name === 'app') return true;

  return (bindingOf(callee)?.definitions ?? []).some(({ kind }) => kind === 'parameter');
}

/** A function that a framework runs before the routes of what it is given to. */
export interface Before {
  /** The call that makes the application, or the blueprint; undefined for all of them. */
  readonly maker: Call | undefined;
  readonly proof: Proof | undefined;
  /** Whether it does more than to hand the request on. */
  readonly acts: boolean;
}

/**
 * What runs before the routes: `@app.before_request`, `@app.middleware('http')`, `app.use(middlewares=[check])`.
 *
 * @param onward reads a call of the next as nothing
 */
export function beforeRoutes(
  files: readonly LinkedFile[],
  applications: Applications,
  verification: Verification,
  onward: Verification,
): readonly Before[] {
  const { values } = verification;
  const found = [
    ...files.flatMap(({ functions }) => functions.flatMap(decoratedIn)),
    ...[...running].flatMap((name) => values.callsOf(name).flatMap((call) => givenIn(call, name))),
  ];

  return found.flatMap(({ object, name, at, given }): readonly Before[] => {
    const maker = running.has(name) ? applications.makerOf(object) : undefined;
    if (!maker) return [];
    const runs = given.type === 'Function' ? [given] : functionsIn(given, values);
    const proofs = runs.map((of) =>
      name.startsWith('before_')
        ? verification.passedWithoutAnswer(of, (value) => isAnswer(value, values))
        : guardedBy(of, verification),
    );
    return [
      {
        maker: name === 'before_app_request' ? undefined : maker,
        // What a setting may leave out is no check.
        proof: runs.length === 1 && isAlwaysRun(at, values) ? proofs[0] : undefined,
        acts: runs.some((of) => onward.of(of).acts),
      },
    ];
  });
}

/** Whether what runs for requests that are refused, too, acts: handlers of errors, and what runs after a route. */
export function actsBeside(
  files: readonly LinkedFile[],
  applications: Applications,
  onward: Verification,
): boolean {
  const { values } = onward;
  const decorated = files.flatMap(({ functions }) => functions.flatMap(decoratedIn));
  const called = ['add_exception_handler', 'register_error_handler', ...besides].flatMap((name) =>
    values.callsOf(name).flatMap((call) => givenIn(call, name)),
  );

  return [...decorated.filter(({ name }) => besides.has(name)), ...called].some(
    ({ object, given }) => {
      const isLoader = applications.makerOf(object) === undefined;
      const runs = given.type === 'Function' ? [given] : functionsIn(given, values);
      return (!isLoader || given.type === 'Function') && runs.some((of) => onward.of(of).acts);
    },
  );
}

const besides: ReadonlySet<string> = new Set([
  'exception_handler',
  'errorhandler',
  'app_errorhandler',
  'error_handler',
  'not_found',
  'after_request',
  'after_app_request',
  'teardown_request',
  'unauthorized_loader',
  'invalid_token_loader',
  'expired_token_loader',
]);

/** Where a function is given to an application, or to a blueprint. */
interface Registration {
  readonly object: Expression;
  readonly name: string;
  readonly at: AnyNode;
  /** A function, or what stands for one. */
  readonly given: Expression;
}

function decoratedIn(of: FunctionNode): readonly Registration[] {
  return of.decorators.flatMap((each) => {
    const callee = each.type === 'Call' ? each.callee : each;
    // Chalice has middleware of queues as well.
    const kind = each.type === 'Call' ? constantText(each.arguments[0]?.value) : undefined;
    if (
      callee.type === 'Attribute' &&
      callee.name === 'middleware' &&
      !/^(?:http|all)$/.test(kind ?? '')
    )
      return [];
    return callee.type === 'Attribute'
      ? [{ object: callee.object, name: callee.name, at: of, given: of }]
      : [];
  });
}

function givenIn(call: Call, name: string): readonly Registration[] {
  const { callee, arguments: given, parent } = call;
  if (callee.type !== 'Attribute' || parent?.type === 'Function') return [];
  const { object } = callee;

  return given
    .flatMap(({ value }) => elementsOf(value))
    .map((value) => ({ object, name, at: call, given: value }));
}

/** Whether the code runs it wherever it runs: not on a condition, and in no function that is not called so. */
function isAlwaysRun(node: AnyNode, values: Values, depth = 0): boolean {
  if (depth > MOST_CALLERS) return false;

  for (let at = node.parent; at; at = at.parent) {
    if (conditional.has(at.type)) return false;
    if (at.type === 'Function') {
      return values.sitesOf(at).some((site) => isAlwaysRun(site.node, values, depth + 1));
    }
  }
  return true;
}

const conditional: ReadonlySet<AnyNode['type']> = new Set([
  'If',
  'For',
  'While',
  'Try',
  'Except',
  'Match',
  'Case',
  'Conditional',
  'Comprehension',
  'Binary',
]);

const MOST_CALLERS = 5;

const running: ReadonlySet<string> = new Set([
  'before_request',
  'before_app_request',
  'middleware',
  'add_middleware',
  'use',
]);

function elementsOf(node: Expression): readonly Expression[] {
  return node.type === 'List' || node.type === 'Tuple' ? node.elements : [node];
}

/** Functions, and what each class has that gets a request. */
function functionsIn(node: Expression, values: Values): readonly FunctionNode[] {
  return values.valuesOf(node).flatMap((each) => {
    if (each.kind === 'function') return [each.node];
    if (each.kind !== 'class' && each.kind !== 'instance') return [];
    return methodsOf(each.node).filter(({ name }) =>
      /^(?:dispatch|__call__)$/.test(name?.name ?? ''),
    );
  });
}

/** Flask ends a request with what a function before it gives back, unless that is None. */
export function isAnswer(value: Expression | { readonly type: string }, values: Values): boolean {
  const node = value as Expression;
  if (node.type === 'Tuple' || node.type === 'Dict' || node.type === 'Text') return true;

  return (
    node.type === 'Call' &&
    isInert(node, values) &&
    values
      .namesOf(node.callee)
      .some((name) => /^flask\.(?:jsonify|make_response|Response|redirect|abort)$/.test(name))
  );
}
