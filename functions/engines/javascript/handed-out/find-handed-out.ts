import { type HandedOut, MOST_HANDED_OUT } from '../../../core/handed-out.ts';
import { isTableRead } from '../../../core/kept-fields.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { Budget, onThisStack } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import {
  FieldsMade,
  type HandingReach,
  handedRecords,
  isHandedOut,
  looksForSomeone,
  mayKeepRecords,
} from '../../signatures/index.ts';
import { CallsOfAws } from '../decided/calls-of-aws.ts';
import { CallerData } from '../designs/caller-data.ts';
import { FreshValues } from '../designs/fresh-values.ts';
import { WrittenLiterals } from '../designs/written-literals.ts';
import { Places } from '../evidence.ts';
import { exportsOf } from '../exports.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { Flow } from '../flow.ts';
import { findHandlerName } from '../handler-name.ts';
import { loadModules } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import { scopeOf } from '../scope.ts';
import { Requested } from '../signatures/requested.ts';
import { step } from '../steps.ts';
import { type AnyNode, calledName, childrenOf, isCall } from '../syntax.ts';
import { isAnswered } from './answered.ts';
import { reachOf } from './asks-for-proof.ts';
import { handingCallsIn, handingNames } from './handing-calls.ts';
import { keptReads, readingNames } from './kept-reads.ts';
import {
  isAskedByRequest,
  isLookedUp,
  namedByRequest,
  nodesGiven,
  nodesOfSubject,
} from './named-by-request.ts';

/**
 * What the code hands to anyone who asks: tokens for the user that a request names, addresses of objects in buckets, and what it keeps
 * of people. Only of code in which nothing is seen that may ask for a proof before it: by its names, so that what is not reported may be as bad.
 *
 * @param calls all that it is seen to call of AWS: without them, items of tables are not known.
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findHandedOut(
  source: JavaScriptSource,
  calls: readonly SdkCall[] = [],
): readonly HandedOut[] {
  return onThisStack(source.handler, () => handedOutBy(source, calls));
}

function handedOutBy(source: JavaScriptSource, sdkCalls: readonly SdkCall[]): readonly HandedOut[] {
  const { files, handler, mostNodes, mostSteps = MOST_STEPS } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]), schemas = [] } = source;
  const { path, exports } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const has = (names: readonly string[]) =>
    [...modules.files.values()].some(({ calls }) => names.some((name) => calls.has(name)));
  const mayHandKept =
    has(readingNames) &&
    (sdkCalls.some(isTableRead) || [...files.values(), ...schemas].some(mayKeepRecords));
  if (!mayHandKept && !has(handingNames)) return [];

  const budget = new Budget(mostSteps);
  const routes = routesIn(modules, budget);
  const values = new Resolver(modules, budget, routes.all);
  const places = new Places(files);
  const all = handingCallsIn(values).filter(({ call }) => !places.isInPackage(call));
  const ofPeople = mayHandKept
    ? keptReads({ values, files, schemas, aws: new CallsOfAws(sdkCalls, places) }).filter(
        ({ call }) => !places.isInPackage(call),
      )
    : [];
  if (all.length === 0 && ofPeople.length === 0) return [];

  const [first = '', ...nested] = exports;
  const exported = nested.reduce(
    (found, field) => found.flatMap((value) => values.fieldOf(value, field)),
    exportsOf(values, modules, path, first),
  );
  const wrapped = exported.flatMap((value) => (value.kind === 'wrapped' ? value.by : []));
  const wrappedBegins = new Set(
    exported.flatMap((value) => (value.kind === 'wrapped' ? value.node : [])),
  );
  const entries = exported.flatMap((value) =>
    value.kind === 'function' || value.kind === 'wrapped' ? value.node : [],
  );
  const flow = new Flow(values, budget);
  for (const each of all) {
    for (const node of nodesOfSubject(each, values)) flow.watched.set(node, []);
  }
  for (const { call, isByContact } of ofPeople) {
    if (isByContact) for (const node of nodesGiven(call)) flow.watched.set(node, []);
  }
  for (const each of entries) flow.start(each);
  for (const route of routes.all) flow.serve(route);
  flow.run(step);

  const requested = new Requested();
  const fresh = new FreshValues(values, places, {
    data: new CallerData(values),
    literals: new WrittenLiterals(values, { mayHaveMore: true }),
  });
  const leaving = new Set(all.map(({ call }) => call));
  const statements = new Set(ofPeople.flatMap(({ statement }) => statement ?? []));
  const begins = [...new Set([...entries, ...routes.all.map(({ of }) => of)])];
  const reaches = begins.map((of) => reachOf(of, values, places, { leaving, statements }));
  // A wrapper of the code may ask for anything, but where it is seen not to: `(handler) => middy(handler).use(httpCors())`.
  const within = begins.flatMap((of, at) => (wrappedBegins.has(of) ? (reaches[at] ?? []) : []));
  const isWrapped = wrapped.some((by) =>
    values.functionsOf(by).some((of) => {
      if (places.isInPackage(of)) return false;
      const { mayAsk, calls } = reachOf(of, values, places, { leaving, statements });
      return (
        mayAsk ||
        mayRefuse(of.body) ||
        [...calls].some((call) => isLookingBefore(call, within, values))
      );
    }),
  );
  if (isWrapped) return [];

  const read = ofPeople.flatMap((each) => {
    const { call, kind, isByContact } = each;
    const isOpen =
      (!isByContact || isAskedByRequest(call, flow)) &&
      isHandedOut({ call, kind, named: 'all', isLookedUp: false }, reaches);
    const made = new FieldsMade(each);
    const isShown = isOpen && isAnswered(call, new Set(begins), values, made.areEnough);
    return isShown ? [handedRecords(each, places.of(call), made.fields)] : [];
  });

  return all
    .flatMap((each): readonly HandedOut[] => {
      const around = scopeOf(each.call).function;
      const isBegin = around !== undefined && begins.includes(around);
      const named = namedByRequest(each, flow, (node) => isBegin && requested.has(node));
      const { kind, call } = each;
      const handing = { call, kind, named, isLookedUp: isLookedUp(each) };
      if (!isHandedOut(handing, reaches)) return [];
      const isNew = kind === 'upload' && each.subject !== call && fresh.has(each.subject);
      return [{ kind, named, ...(isNew && { isNew }), ...places.of(call) }];
    })
    .concat(read)
    .slice(0, MOST_HANDED_OUT);
}

/** On any condition: `if (!event.us) return;` */
function mayRefuse(node: AnyNode): boolean {
  return /^(?:If|Switch|Throw)Statement$/.test(node.type) || childrenOf(node).some(mayRefuse);
}

/** Whether what wraps them looks something up: who sends a word may be known by it. */
function isLookingBefore(
  call: AnyNode,
  wrapped: readonly HandingReach<AnyNode>[],
  values: Resolver,
): boolean {
  return (
    isCall(call) &&
    !wrapped.some(({ calls }) => calls.has(call)) &&
    looksForSomeone(calledName(call) ?? '') &&
    values.functionsOf(call.callee).length === 0
  );
}

/** As many as `findWeaknesses` has. */
const MOST_STEPS = 8_000_000;
