import {
  type DecidedChange,
  type DecidedChanges,
  type DecidedKind,
  decidedKinds,
  type EventPart,
  eventParts,
  kindWithCall,
} from '../../../core/decided-change.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { liveFrom } from '../asking/live-code.ts';
import { servedProgramOf } from '../asking/served-program.ts';
import { argumentOf, isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { settledTest } from '../settled-test.ts';
import { Applications, NotSeen } from '../signatures/applications.ts';
import { isMadeOf } from '../signatures/behind.ts';
import { Chosen } from '../signatures/chosen.ts';
import { Credentials } from '../signatures/credentials.ts';
import type { Program } from '../signatures/program.ts';
import { isAltered } from '../signatures/put-into.ts';
import { Requested } from '../signatures/requested.ts';
import { servedRoutes } from '../signatures/served-routes.ts';
import type { AnyNode, Block, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { AskedOfChange, DecidedCall } from './decided-call.ts';
import { decidedOfAws } from './decided-of-aws.ts';
import { decidedValues } from './decided-values.ts';
import { doesMore } from './does-more.ts';
import { failsWithout } from './fails-without.ts';
import { lookedUpBefore } from './looked-up.ts';
import { isOfPackage } from './of-package.ts';
import { isOfEachRequest, isOtherTrigger } from './other-triggers.ts';
import { isPaidBefore } from './paid-before.ts';
import { isProved } from './proved-by-caller.ts';
import { routedPartsOf } from './routed-parts.ts';
import { sentOut } from './sent-out.ts';
import { decidedField, decidedRow } from './stored-rows.ts';

/**
 * What live code changes, sends, has done or reads that a request decides: of the code itself, and of each of its routes where those
 * are known. Undefined where it cannot be read.
 *
 * @param calls all that its code asks of AWS.
 */
export function findDecidedChanges(
  source: PythonSource,
  calls: readonly SdkCall[],
): DecidedChanges | undefined {
  try {
    return onThisStack(source.handler, () => foundIn(servedProgramOf(source), source.files, calls));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

type Route = NonNullable<DecidedChange['route']>;

/** What runs for a route, or for all. */
interface Part {
  readonly roots: readonly AnyNode[];
  readonly routes: readonly Route[];
}

function foundIn(
  program: Program,
  files: PythonSource['files'],
  calls: readonly SdkCall[],
): DecidedChanges | undefined {
  const { values, exported } = program;
  const entries = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  const served = program.routes.filter(({ form }) => form !== 'lambda');
  // Nothing is seen of what a package does that the archive has not, and its own code decides nothing.
  if (entries.length === 0 && served.length === 0) {
    return isOfPackage(program) ? { changes: [] } : undefined;
  }
  for (const each of [...entries, ...program.routes.map(({ of }) => of)]) values.noteStarted(each);

  const { parts, blocks } = partsOf(program, entries, wrapped(program, files));
  const requested = new Requested();
  const begins = new Set(entries);
  const apart = new Set<AnyNode>(program.routes.map(({ of }) => of));
  const run = parts.map((part) => ({
    ...part,
    nodes: liveFrom(part.roots, values, {
      partsOf: (node) => liveParts(node, blocks, values),
      apart,
    }).nodes,
  }));
  const isRun = liveIn(run.map(({ nodes }) => nodes));
  const begun = { entries: begins, isLive: isRun };
  const asked = {
    values,
    said: decidedValues(values, requested, begun),
    chosen: new Chosen(values, requested, { isLive: isRun }),
    credentials: new Credentials(values, requested),
    handler: program.handler,
    others: [...files].flatMap(([file, code]) => (program.modules.files.has(file) ? [] : [code])),
  };
  // What is still decided without parts of the event.
  const saidWithout = partsLeftOut.map((parts) => ({
    parts,
    said: decidedValues(values, requested, begun, parts),
  }));
  const found: DecidedChange[] = [];
  let isWhole = program.modules.unread.length === 0;

  for (const { roots, routes, nodes } of run) {
    // Too much to be come to, or code that is loaded by a name.
    if ((nodes.length === 0 && roots.length > 0) || nodes.some(isLoading)) return undefined;
    const all = new Set(nodes);
    const here = { ...asked, live: nodes, isLive: (node: AnyNode) => all.has(node) };
    isWhole &&= !nodes.some(doesMore(here, calls, program.places));
    for (const node of nodes) {
      values.spend();
      const decided = decidedAt(node, here);
      if (!decided || isProved(node, here) || isPaidBefore(node, here)) continue;
      const { isBlind, ...change } = decided;
      const place = program.places.of(node);
      const known = change.kind === 'replaces' ? lookedUpBefore(node, here) : undefined;
      // What is not there it adds.
      if (known === 'absent' && !change.call.startsWith('s3:')) continue;
      const onlyBy = mayFail(change, node, values)
        ? saidWithout.find(
            ({ said, parts }) =>
              node.type === 'Call' &&
              !decidedAt(node, { ...here, said }) &&
              failsWithout(node, { values, entries: begins, parts }),
          )?.parts
        : undefined;
      const each = {
        ...change,
        ...(onlyBy && { onlyBy }),
        ...(isBlind && !known && { isBlind }),
        ...place,
      };
      found.push(...(routes.length > 0 ? routes.map((route) => ({ ...each, route })) : [each]));
    }
  }
  const changes = worstOfEach(found);

  return {
    changes,
    ...(isWhole && { isWhole }),
  };
}

function liveIn(parts: readonly (readonly AnyNode[])[]): (call: AnyNode) => boolean {
  const all = new Set(parts.flat());

  return (call) => all.has(call);
}

/** Whether it fails where what decides it is not there; of a database it is not known what it does where nothing says to what. */
function mayFail({ call, kind }: DecidedCall, node: AnyNode, values: Values): boolean {
  return (call.includes(':') || /^(?:sends|has done)$/.test(kind)) && !isPutTogether(node, values);
}

/** Of what more is put into, `parts = dict(event['pathParameters'])`, `parts.update(body)`, it is not seen what decides it. */
function isPutTogether(node: AnyNode, values: Values): boolean {
  if (node.type !== 'Call') return true;
  const key = argumentOf(node, undefined, 'Key') ?? argumentOf(node, undefined, 'Item');
  const given = key ? [key] : node.arguments.map(({ value }) => value);
  const isAny = (each: AnyNode) => {
    const binding = bindingOf(each);
    return binding !== undefined && isAltered(binding, values);
  };

  return given.some((each) => isMadeOf(each, values, isAny));
}

/** The fewest first. */
const partsLeftOut: readonly (readonly EventPart[])[] = [
  ...eventParts.map((each) => [each]),
  eventParts,
];

/** What a node does that a request decides. */
export function decidedAt(node: AnyNode, asked: AskedOfChange): DecidedCall | undefined {
  const field = decidedField(node, asked);
  if (node.type !== 'Call' || field) return field;

  return decidedOfAws(node, asked) ?? decidedRow(node, asked) ?? sentOut(node, asked);
}

/** What is come to of a node: not what a part of its own is for, nor what only other triggers have. */
function liveParts(
  node: AnyNode,
  blocks: ReadonlySet<AnyNode>,
  values: Values,
): readonly AnyNode[] {
  const all = childrenOf(node).filter((each) => !blocks.has(each));

  if (node.type === 'Block') return untilEnd(all);
  if (node.type !== 'If') return all;
  const settled = settledTest(node.test, values);
  if (settled === true) return all.filter((each) => each !== node.otherwise);
  if (settled === false || isConstant(node.test, 'False')) {
    return all.filter((each) => each !== node.body);
  }
  if (isOtherTrigger(node.test)) return all.filter((each) => each !== node.body);

  return isOfEachRequest(node.test) ? all.filter((each) => each !== node.otherwise) : all;
}

/** Not what stands behind a `return`. */
function untilEnd(statements: readonly AnyNode[]): readonly AnyNode[] {
  const end = statements.findIndex(({ type }) => type === 'Return' || type === 'Raise');

  return end < 0 ? statements : statements.slice(0, end + 1);
}

function isLoading(node: AnyNode): boolean {
  return (
    node.type === 'Call' && /^(?:import_module|__import__|exec|eval)$/.test(calledName(node) ?? '')
  );
}

interface Parts {
  readonly parts: readonly Part[];
  /** What runs for some routes alone. */
  readonly blocks: ReadonlySet<AnyNode>;
}

/** What a decorator of the entry was given: of what it wraps, nothing else runs for it. */
function wrapped({ all, handler }: Program, files: PythonSource['files']): readonly FunctionNode[] {
  const { path, name } = findHandlerName(handler, files);
  const { module } = all.find((file) => file.path === path) ?? {};

  return (module?.body ?? []).flatMap((each) =>
    each.type === 'Function' && each.name?.name === name && each.decorators.length > 0 ? each : [],
  );
}

function partsOf(
  program: Program,
  entries: readonly FunctionNode[],
  inside: readonly FunctionNode[],
): Parts {
  const { routes } = program;
  const roots = [...new Set([...entries, ...inside])];
  if (routes.some(({ form }) => form !== 'lambda')) {
    return { parts: [...ofFramework(program), { roots, routes: [] }], blocks: new Set() };
  }
  const own =
    entries.length === 1 ? entries.flatMap((each) => routedPartsOf(each, program.values)) : [];
  const parts = own.map(({ block, routes: of }) => ({
    roots: [block],
    routes: of.map(({ method, path }) => ({ method, path })),
  }));

  return {
    parts: [...parts, { roots, routes: [] }],
    blocks: new Set<Block>(own.map(({ block }) => block)),
  };
}

/** Each of them by itself, where they are all seen. */
function ofFramework({ all, routes, values }: Program): readonly Part[] {
  const beside = {
    roots: routes.filter(({ isBeside }) => isBeside).map(({ of }) => of),
    routes: [],
  };
  try {
    const served = servedRoutes(all, routes, new Applications(values), values);
    const functions = [...new Set(served.map(({ route }) => route.of))];
    const parts = functions.map((of) => ({
      roots: [of],
      routes: served
        .filter(({ route }) => route.of === of)
        .map(({ method, path }) => ({ method, path })),
    }));
    return [...parts, beside];
  } catch (error) {
    if (!(error instanceof NotSeen)) throw error;
    return [{ roots: routes.map(({ of }) => of), routes: [] }];
  }
}

/** In each route one of a kind and a call of AWS, the worst first. */
function worstOfEach(found: readonly DecidedChange[]): readonly DecidedChange[] {
  const kept = new Map<string, DecidedChange>();
  const order = found.toSorted(
    (a, b) =>
      rankOf(a.kind) - rankOf(b.kind) || Number(b.isBlind ?? false) - Number(a.isBlind ?? false),
  );
  for (const each of order) {
    const key = `${kindWithCall(each)} ${each.isFixed} ${each.route?.method} ${each.route?.path} ${each.onlyBy}`;
    if (!kept.has(key)) kept.set(key, each);
  }

  return [...kept.values()].slice(0, MOST_CHANGES);
}

function rankOf(kind: DecidedKind): number {
  return decidedKinds.indexOf(kind);
}

/** Of one function. */
const MOST_CHANGES = 200;
