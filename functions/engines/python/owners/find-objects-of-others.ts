import type { Weakness } from '../../../core/weakness.ts';
import { onThisStack } from '../../flow/index.ts';
import { shownCode } from '../../secrets/index.ts';
import {
  changesUser,
  groupsAskedIn,
  isForFew,
  isKnownToOwner,
  isListedIn,
  isOfRight,
  makesUser,
  mayKnowCaller,
  objectOfAnother,
  surestOwner,
  userOfAnother,
} from '../../signatures/index.ts';
import { liveFrom } from '../asking/live-code.ts';
import { servedProgramOf } from '../asking/served-program.ts';
import { argumentOf } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import type { AskedOfChange, DecidedCall } from '../decided/decided-call.ts';
import { decidedValues } from '../decided/decided-values.ts';
import { decidedAt } from '../decided/find-decided-changes.ts';
import { lookedUpBefore } from '../decided/looked-up.ts';
import { isProved } from '../decided/proved-by-caller.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { calledName } from '../link.ts';
import { Chosen } from '../signatures/chosen.ts';
import { Credentials } from '../signatures/credentials.ts';
import type { Program } from '../signatures/program.ts';
import { Requested } from '../signatures/requested.ts';
import { itemsOf, plainValue } from '../signatures/written-items.ts';
import type { AnyNode, Call } from '../syntax.ts';
import { additionBy } from './added-by.ts';
import { AskedCallers } from './asked-callers.ts';
import { CallerIdentity } from './caller-identity.ts';
import { placeKept } from './kept-places.ts';
import { OwnedPlaces } from './owned-places.ts';
import { OwnersInOthers } from './owners-in-others.ts';
import { readByKey } from './reads-by-key.ts';
import { waysTo } from './ways-to.ts';

/**
 * Calls that change or remove what a request names, with no question whose it is, of items that are each of one user: as in JavaScript.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findObjectsOfOthers(source: PythonSource): readonly Weakness[] {
  // What is for few by its name has an authorizer of its own.
  if (isOfRight(source.handler) || isForFew(source.handler)) return [];
  if (![...source.files.values()].some(mayKnowCaller)) return [];

  return onThisStack(source.handler, () => foundIn(servedProgramOf(source), source));
}

function foundIn(program: Program, source: PythonSource): readonly Weakness[] {
  const { values, places, modules } = program;
  const served = new Set<AnyNode>(
    program.routes.filter(({ form }) => form !== 'lambda').map(({ of }) => of),
  );
  const entries = program.exported.flatMap((value) =>
    value.kind === 'function' ? value.node : [],
  );
  const starts = new Set<AnyNode>([...entries, ...served]);
  if (starts.size === 0) return [];
  for (const each of [...entries, ...program.routes.map(({ of }) => of)]) values.noteStarted(each);
  const requested = new Requested();
  const { nodes } = liveFrom([...starts], values, {
    partsOf: childrenOf,
    apart: new Set(),
  });
  const live = new Set(nodes);
  const isLive = (node: AnyNode) => live.has(node);
  const asked: AskedOfChange = {
    values,
    said: decidedValues(values, requested, { entries: new Set(entries), isLive }),
    chosen: new Chosen(values, requested, { isLive }),
    credentials: new Credentials(values, requested),
    handler: program.handler,
    others: [],
    live: nodes,
    isLive,
  };
  const identity = new CallerIdentity(values);
  const owned = new OwnedPlaces(asked, identity);
  const others = new OwnersInOthers(modules, source, asked);
  const groups = groupsAskedIn(source.files);
  // What a request decides takes most of the time, and is not asked for where nothing has an owner.
  if (!groups && !others.mayBeAny && !owned.areAny) return [];

  const guards = new AskedCallers(values, identity, beforeAll(program));
  const makesOne = nodes.some((each) => each.type === 'Call' && makesUser(calledName(each) ?? ''));
  const found: Weakness[] = [];

  for (const node of nodes) {
    values.spend();
    if (found.length >= MOST_FOUND) break;
    if (node.type !== 'Call') continue;
    const decided = decidedAt(node, asked) ?? readByKey(node, starts, asked);
    if (!decided || isProved(node, asked)) continue;
    const at = { ...places.of(node), code: shownCode(places.lineOf(node)) };
    const isRead = decided.kind === 'reads';
    const isOpen = (kept: readonly AnyNode[]) =>
      waysTo(node, starts, values, asked.isLive, isRead).some(
        (way) => !guards.mayAsk(way, kept, served.has(way.entry)),
      );
    if (groups && !makesOne && changesUser(decided.call)) {
      if (!identity.isIn(node) && isOpen([node]))
        found.push(userOfAnother(decided.call, groups, at));
      continue;
    }
    const place = isOfItems(decided, node, asked) ? placeKept(node, asked) : undefined;
    if (place === undefined || (isRead && isListedIn(source.files.values()))) continue;
    const addition = additionBy(node, asked);
    if (addition === 'for others') continue;
    const named = argumentOf(node, undefined, 'Key') ?? argumentOf(node, 0, 'filter');
    const names = (named && itemsOf(named, node, values).flat()) ?? [];
    if (names.some((each) => isKnownToOwner(each.key ?? ''))) continue;
    const item = argumentOf(node, undefined, 'Item');
    const isKept = item !== undefined && !argumentOf(node, undefined, 'ConditionExpression');
    const key = argumentOf(node, undefined, 'Key');
    const keys = key ? itemsOf(key, node, values) : [];
    const owner = surestOwner(
      [...owned.of(place, keys, places), ...others.of(place, keys)].filter(
        ({ finds }) => finds || !isRead,
      ),
    );
    const items = item ? itemsOf(item, node, values).flat() : [];
    // Who adds an item under a name of their own replaces that of another, who has the same name.
    const isOwn = isKept && items.some(({ value }) => identity.isIn(plainValue(value)));
    // Or the request says itself whose the item is that is put there, as of who signs up.
    const isNamed = decided.kind === 'replaces' && items.some(({ key }) => key === owner?.field);
    if (!owner || (!isOwn && isNamed)) continue;
    const kept = isKept ? [node, values.writtenAs(item)] : [];
    if (!isOpen(kept)) continue;
    found.push(objectOfAnother({ ...decided, isOwn, isAdded: addition === 'adds' }, owner, at));
  }
  return found;
}

/** What the request decides of items that are kept. */
function isOfItems(decided: DecidedCall, call: Call, asked: AskedOfChange): boolean {
  const { kind, by, isBlind } = decided;
  if (kind === 'replaces')
    return by === 'key' && isBlind === true && lookedUpBefore(call, asked) === undefined;

  return kind === 'reads'
    ? isOneItem.test(decided.call)
    : /^(?:removes|changes)$/.test(kind) && by !== 'content';
}

const isOneItem = /^(?:dynamodb:GetItem|mongodb\.find_one)$/;

/** What an application runs before all its routes: by a decorator, and what its routers depend on. */
function beforeAll({ all, values }: Program): readonly AnyNode[] {
  const decorated = all
    .flatMap(({ functions }) => functions)
    .filter(({ decorators }) =>
      decorators.some((each) => {
        const callee = each.type === 'Call' ? each.callee : each;
        return (
          callee.type === 'Attribute' && /^before_(?:app_)?request$|^middleware$/.test(callee.name)
        );
      }),
    );
  const made = ['FastAPI', 'APIRouter', 'include_router', 'add_middleware', 'Blueprint']
    .flatMap((name) => values.callsOf(name))
    .flatMap((call) => (calledName(call) === undefined ? [] : call.arguments))
    .filter(({ name }) => name === 'dependencies');

  return [...decorated, ...made];
}

const MOST_FOUND = 20;
