import { weakest } from '../../signatures/index.ts';
import type { LinkedFile } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Applications } from './applications.ts';
import { isHandOver, isInert } from './inert-calls.ts';
import { tellsNothing } from './tells-nothing.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * The check that a function makes of all that it does: it acts on nothing before, and what it answers before
 * shows nothing.
 */
export function guardedBy(of: FunctionNode, verification: Verification): Proof | undefined {
  const { acts, found } = verification.of(of);
  const returns = verification.returnsOf(of) ?? [];
  const { values } = verification;
  const isSilent = returns.every(
    ({ value, passed }) =>
      passed !== undefined ||
      !value ||
      tellsNothing(value, values, (call) => isHandOver(call, values)),
  );

  return !acts && found && isSilent
    ? weakest([...returns.flatMap(({ passed }) => passed ?? []), found])
    : undefined;
}

/** A call of what a function is given, as `call_next(request)` and the function that is decorated. */
export function isOnward({ callee }: Call): boolean {
  return (bindingOf(callee)?.definitions ?? []).some(({ kind }) => kind === 'parameter');
}

/** What changes something whatever it is given. */
export function isChange({ callee }: Call): boolean {
  return callee.type === 'Attribute' && changing.test(callee.name);
}

const changing =
  /^(?:(?:put|delete|update|create|send|publish|batch_write|transact_write|invoke|start|stop|terminate|remove|drop|insert)_\w{1,60}|put|delete|post|patch|save|commit|execute|publish|invoke)$/;

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
  const decorated = files.flatMap(({ functions }) =>
    functions.flatMap((of) =>
      of.decorators.flatMap((each) => {
        const callee = each.type === 'Call' ? each.callee : each;
        return callee.type === 'Attribute'
          ? [{ of, object: callee.object, name: callee.name }]
          : [];
      }),
    ),
  );
  const called = ['before_request', 'before_app_request', 'use'].flatMap((name) =>
    values.callsOf(name).flatMap(({ callee, arguments: given, parent }) =>
      callee.type === 'Attribute' && parent?.type !== 'Function'
        ? given
            .flatMap(({ value }) => elementsOf(value))
            .flatMap((value) => functionsIn(value, values))
            .map((of) => ({ of, object: callee.object, name }))
        : [],
    ),
  );

  return [...decorated, ...called].flatMap(({ of, object, name }): readonly Before[] => {
    const maker = running.has(name) ? applications.makerOf(object) : undefined;
    if (!maker) return [];
    const isOfAll = name === 'before_app_request' || name === 'use';
    const isFlask = name.startsWith('before_');
    const proof = isFlask
      ? verification.passedWithoutAnswer(of, (value) => isAnswer(value, values))
      : guardedBy(of, verification);
    return [{ maker: isOfAll ? undefined : maker, proof, acts: onward.of(of).acts }];
  });
}

const running: ReadonlySet<string> = new Set([
  'before_request',
  'before_app_request',
  'middleware',
  'use',
]);

function elementsOf(node: Expression): readonly Expression[] {
  return node.type === 'List' || node.type === 'Tuple' ? node.elements : [node];
}

function functionsIn(node: Expression, values: Values): readonly FunctionNode[] {
  return values.functionsOf(node).map((each) => each.node);
}

/** Flask ends a request with what a function before it gives back, unless that is None. */
function isAnswer(value: Expression | { readonly type: string }, values: Values): boolean {
  const node = value as Expression;
  if (node.type === 'Tuple' || node.type === 'Dict' || node.type === 'Text') return true;

  return (
    node.type === 'Call' &&
    isInert(node, values) &&
    values.namesOf(node.callee).some((name) => /^(?:flask|quart)\.\w{1,40}$/.test(name))
  );
}
