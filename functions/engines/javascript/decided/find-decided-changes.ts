import {
  type DecidedChange,
  type DecidedChanges,
  decidedKinds,
  kindWithCall,
} from '../../../core/decided-change.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { CodeNotAnalysed, onThisStack, withinBudget } from '../../flow/index.ts';
import { DesignsOf } from '../designs/designs-of.ts';
import { isPlainMethod } from '../designs/plain-methods.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { parentOf } from '../scope.ts';
import { applicationRoutes } from '../signatures/application-routes.ts';
import { type Entered, entered } from '../signatures/entered.ts';
import type { FoundRoute } from '../signatures/found-route.ts';
import { nestRoutes } from '../signatures/nest-routes.ts';
import { provedReadings } from '../signatures/readings.ts';
import { type AnyNode, calledName, type FunctionNode, isCall, isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';
import { calledFrom } from './called-from.ts';
import type { CallsOfAws } from './calls-of-aws.ts';
import type { Change } from './change.ts';
import { ChangesOfCode } from './changes-of-code.ts';
import { OwnDispatch } from './own-dispatch.ts';
import { wrappedIn } from './wrapped-handlers.ts';

/**
 * What code is seen to change, send, have done or read that a request decides; undefined where the code could not be read.
 *
 * @param calls all that it is seen to call of AWS
 */
export function findDecidedChanges(
  source: JavaScriptSource,
  calls: readonly SdkCall[],
): DecidedChanges | undefined {
  try {
    return onThisStack(source.handler, () => foundIn(source, calls));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

/** A fifth of what others have: of 778 functions of sample applications one needs more, and large bundles would all spend it. */
const MOST_STEPS = 400_000;

function foundIn(source: JavaScriptSource, calls: readonly SdkCall[]): DecidedChanges | undefined {
  const code = entered({ mostSteps: MOST_STEPS, ...source }, 'all', () => true);
  if (!code || code.modules.unread.some(({ path }) => path === code.path)) return undefined;
  const { modules, values, places } = code;
  const unloaded = [...source.files].flatMap(([file, text]) =>
    modules.files.has(file) ? [] : [text],
  );
  const read = new ChangesOfCode(code, calls, unloaded);
  const { others, roots, served, entries, aws } = read;
  if (roots.length + served.length === 0) return undefined;
  const changesOf = (starts: readonly AnyNode[], leftOut?: ReadonlySet<AnyNode>) =>
    read.of(starts, leftOut).changes;
  const found = routesOf(code);
  const proved = new Set<AnyNode>(withinBudget(() => provedAmong(served, code)));
  const leftOut = new Set([...others, ...proved]);
  const changes =
    found.length > 0 && found.length <= MOST_ROUTES
      ? ofRoutes(found, served, code, changesOf)
      : byOwnDispatch(
          changesOf([...roots, ...served.filter((of) => !proved.has(of))], leftOut),
          code,
          entries,
        );

  // What frameworks serve is not followed so far.
  const nodes = withinBudget(() =>
    served.length === 0 ? calledFrom([...entries], values, places, others) : undefined,
  );
  const isFollowed =
    nodes !== undefined &&
    entries.size > 0 &&
    withinBudget(() => ![...nodes].some((node) => mayDoMore(node, aws, values)));
  const designs = new DesignsOf(values, { modules, places, calls });
  const isWhole = isFollowed && withinBudget(() => designs.areKnown(nodes, [...entries]));

  return {
    ...(isWhole && { isWhole }),
    changes: worstFirst(
      changes.map(({ change: { node, fields: _, ...change }, route }) => {
        const { path: file, line, column } = places.of(node);
        return { ...change, ...(route && { route }), path: file, line, column };
      }),
    ),
  };
}

/** Of a handler that asks itself which route it is called by. */
function byOwnDispatch(
  changes: readonly Change[],
  { values, places }: Entered,
  entries: ReadonlySet<AnyNode>,
): readonly Placed[] {
  if (changes.length === 0) return [];
  const dispatch = new OwnDispatch([...entries], values, places);

  return changes.flatMap((change): readonly Placed[] => {
    const routes = dispatch.routesOf(change.node);
    return routes.length > 0
      ? routes.map((route) => ({ change, route }))
      : [{ change, route: undefined }];
  });
}

/** `client.send(new Command(…))` of an unknown command, and `container.resolve('notes').remove(id)`: what is called of what a call gave. */
function mayDoMore(node: AnyNode, aws: CallsOfAws, values: Values): boolean {
  if (!isCall(node)) return false;
  const method = calledName(node) ?? '';
  const [command] = node.arguments;
  // What is loaded from elsewhere, as from a layer, and is not there.
  const isElsewhere = values
    .valuesOf(node.callee)
    .some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') && /^module:[./?]/.test(value.name),
    );
  if (isElsewhere) return true;
  if (method === 'send') return command?.type !== 'NewExpression' || aws.of(command).length === 0;
  const { callee } = node;
  const given = callee.type === 'MemberExpression' ? callee.object : undefined;

  return (
    given?.type === 'CallExpression' &&
    aws.of(given).length === 0 &&
    !isPlainMethod(method) &&
    values.functionsOf(callee).length === 0
  );
}

/** Those that do nothing but behind a check of their own, which throws or answers else: resolvers that begin with `jwt.verify(context.token, key)`. */
function provedAmong(served: readonly FunctionNode[], code: Entered): readonly FunctionNode[] {
  const { strict } = provedReadings(code);

  return served.filter((of) => strict.of(of).passed !== undefined);
}

type Route = NonNullable<DecidedChange['route']>;

interface Placed {
  readonly change: Change;
  readonly route: Route | undefined;
}

/** Routes of frameworks, each by itself; none where not all of them are seen. */
function routesOf(code: Entered): readonly FoundRoute[] {
  return withinBudget(() => nestRoutes(code) ?? applicationRoutes(code)) ?? [];
}

function ofRoutes(
  found: readonly FoundRoute[],
  served: readonly AnyNode[],
  { values, modules }: Pick<Entered, 'values' | 'modules'>,
  changesOf: (starts: readonly AnyNode[], leftOut?: ReadonlySet<AnyNode>) => readonly Change[],
): readonly Placed[] {
  const seen = new Set<AnyNode>();
  const wrapped = new Map(
    found.map((each) => [each, wrappedIn(each.given ?? [], values, modules)]),
  );
  const inWrappers = [...wrapped.values()].flat();
  const placed = found.flatMap((each): readonly Placed[] => {
    const { method, path, answers, runs = answers && [answers] } = each;
    if (!runs) return [];
    const roots = [...runs, ...(wrapped.get(each) ?? [])];
    const own = new Set<AnyNode>(roots);
    // What a wrapper calls is what it was given at this route, and not at others.
    const others = [...served.filter((of) => !isBeforeRoutes(of)), ...inWrappers];
    const changes = changesOf(roots, new Set(others.filter((of) => !own.has(of))));
    for (const { node } of changes) seen.add(node);
    return changes.map((change) => ({ change, route: { method, path } }));
  });
  const unseen = found.filter(({ runs, answers }) => !runs && !answers);
  if (unseen.length === 0) return placed;
  // What no route is seen to do may be done by each of those that are not followed.
  const others = changesOf(served).filter(({ node }) => !seen.has(node));

  return [
    ...placed,
    ...unseen.flatMap(({ method, path }) =>
      others.map((change) => ({ change, route: { method, path } })),
    ),
  ];
}

/** `app.use((request, response, next) => …)` */
function isBeforeRoutes(of: AnyNode): boolean {
  const call = isFunction(of) ? parentOf(of) : undefined;

  return isCall(call) && /^(?:use|addHook|onRequest|preHandler)$/.test(calledName(call) ?? '');
}

function worstFirst(all: readonly DecidedChange[]): readonly DecidedChange[] {
  const ranked = all.toSorted(
    (one, other) =>
      rankOf(one) - rankOf(other) || one.line - other.line || one.column - other.column,
  );
  const kept = new Map<string, DecidedChange>();
  for (const each of ranked) {
    const key = `${each.route?.method} ${each.route?.path} ${kindWithCall(each)} ${each.isFixed} ${each.onlyBy}`;
    if (!kept.has(key)) kept.set(key, each);
  }
  return [...kept.values()].slice(0, MOST_CHANGES);
}

function rankOf({ kind, isBlind }: DecidedChange): number {
  return 2 * decidedKinds.indexOf(kind) + (isBlind ? 0 : 1);
}

const MOST_ROUTES = 60;
const MOST_CHANGES = 100;
