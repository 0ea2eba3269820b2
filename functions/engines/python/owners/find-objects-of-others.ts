import type { Weakness } from '../../../core/weakness.ts';
import { onThisStack, type Place } from '../../flow/index.ts';
import { shownCode } from '../../secrets/index.ts';
import {
  changesUser,
  type FoundChange,
  type FoundOwner,
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
import type { Places } from '../evidence.ts';
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
import { type OwnersInOthers, ownersInOthers } from './owners-in-others.ts';
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
  const others = ownersInOthers(modules, source, asked);
  const groups = groupsAskedIn(source.files);
  // What a request decides takes most of the time, and is not asked for where nothing has an owner.
  if (!groups && !others.mayBeAny && !owned.areAny) return [];

  const guards = new AskedCallers(values, identity, beforeAll(program));
  const makesOne = nodes.some((each) => each.type === 'Call' && makesUser(calledName(each) ?? ''));
  const shown: Shown = {
    source,
    asked,
    places,
    identity,
    owned,
    others,
    groups: makesOne ? undefined : groups,
    isOpen: (call, kept, isRead = false) =>
      waysTo(call, starts, values, isLive, isRead).some(
        (way) => !guards.mayAsk(way, kept, served.has(way.entry)),
      ),
  };
  const found: Weakness[] = [];

  for (const node of nodes) {
    values.spend();
    if (found.length >= MOST_FOUND) break;
    if (node.type !== 'Call') continue;
    const decided = decidedAt(node, asked) ?? readByKey(node, starts, asked);
    if (decided && !isProved(node, asked)) found.push(...weaknessAt(node, decided, shown));
  }
  return found;
}

/** What the code shows, by which a change is judged. */
interface Shown {
  readonly source: PythonSource;
  readonly asked: AskedOfChange;
  readonly places: Places;
  readonly identity: CallerIdentity;
  readonly owned: OwnedPlaces;
  readonly others: OwnersInOthers;
  /** Where other code asks for the groups of who calls; undefined where none does, or the code makes users itself. */
  readonly groups: Place | undefined;
  /** Whether a call is come to by a way on which nothing may ask, but for what keeps who calls there. */
  readonly isOpen: (call: Call, kept: readonly AnyNode[], isRead?: boolean) => boolean;
}

function weaknessAt(call: Call, decided: DecidedCall, shown: Shown): readonly Weakness[] {
  const { groups, identity, isOpen, places } = shown;
  const at = { ...places.of(call), code: shownCode(places.lineOf(call)) };
  if (groups && changesUser(decided.call)) {
    const isAnyones = !identity.isIn(call) && isOpen(call, [call]);
    return isAnyones ? [userOfAnother(decided.call, groups, at)] : [];
  }
  const found = itemOfAnother(call, decided, shown);

  return found ? [objectOfAnother(found, found.owner, at)] : [];
}

/** A change of an item that may be another user's, and by which code that is seen. */
function itemOfAnother(
  call: Call,
  decided: DecidedCall,
  { source, asked, places, identity, owned, others, isOpen }: Shown,
): (FoundChange & { readonly owner: FoundOwner }) | undefined {
  const { values } = asked;
  const isRead = decided.kind === 'reads';
  const place = isOfItems(decided, call, asked) ? placeKept(call, asked) : undefined;
  if (place === undefined || (isRead && isListedIn(source.files.values()))) return undefined;
  const addition = additionBy(call, asked);
  if (addition === 'for others') return undefined;
  const key = argumentOf(call, undefined, 'Key');
  const named = key ?? argumentOf(call, 0, 'filter');
  const names = (named && itemsOf(named, call, values).flat()) ?? [];
  if (names.some((each) => isKnownToOwner(each.key ?? ''))) return undefined;
  const keys = key ? itemsOf(key, call, values) : [];
  const owner = surestOwner(
    [...owned.of(place, keys, places), ...others.of(place, keys)].filter(
      ({ finds }) => finds || !isRead,
    ),
  );
  const item = argumentOf(call, undefined, 'Item');
  const isKept = item !== undefined && !argumentOf(call, undefined, 'ConditionExpression');
  const items = item ? itemsOf(item, call, values).flat() : [];
  // Who adds an item under a name of their own replaces that of another, who has the same name.
  const isOwn = isKept && items.some(({ value }) => identity.isIn(plainValue(value)));
  // Or the request says itself whose the item is that is put there, as of who signs up.
  const isNamed = decided.kind === 'replaces' && items.some((each) => each.key === owner?.field);
  if (!owner || (!isOwn && isNamed)) return undefined;
  const kept = isKept ? [call, values.writtenAs(item)] : [];

  return isOpen(call, kept, isRead)
    ? { ...decided, owner, isOwn, isAdded: addition === 'adds' }
    : undefined;
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
