import type { SdkCall } from '../../../core/sdk-calls.ts';
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
import type { Change } from '../decided/change.ts';
import { ChangesOfCode } from '../decided/changes-of-code.ts';
import type { RequestData } from '../decided/request-data.ts';
import type { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { objectsOf, optionIn } from '../options.ts';
import { parentOf } from '../scope.ts';
import { type Entered, entered } from '../signatures/entered.ts';
import { type AnyNode, type CallNode, fieldNames, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { additionBy } from './added-by.ts';
import { AskedCallers } from './asked-callers.ts';
import { CallerIdentity } from './caller-identity.ts';
import { placeKept } from './kept-places.ts';
import { OwnedPlaces } from './owned-places.ts';
import { type OwnersInOthers, ownersInOthers } from './owners-in-others.ts';
import { readsByKey } from './reads-by-key.ts';
import { waysTo } from './ways-to.ts';

/**
 * Calls that change or remove what a request names, with no question whose it is, of items that are each of one user: other code of the same archive
 * keeps who calls with them, or finds them by that. Only where nothing is seen that may ask: what is not reported may be as bad.
 *
 * @param calls all that it is seen to call of AWS
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findObjectsOfOthers(
  source: JavaScriptSource,
  calls: readonly SdkCall[],
): readonly Weakness[] {
  // What is for few by its name has an authorizer of its own.
  if (isOfRight(source.handler) || isForFew(source.handler)) return [];
  if (![...source.files.values()].some(mayKnowCaller)) return [];

  return onThisStack(source.handler, () => foundIn(source, calls));
}

function foundIn(source: JavaScriptSource, calls: readonly SdkCall[]): readonly Weakness[] {
  const code = entered({ mostSteps: MOST_STEPS, ...source }, 'all', () => true);
  if (!code || code.modules.unread.some(({ path }) => path === code.path)) return [];
  const { values, places } = code;
  const identity = new CallerIdentity(values);
  const owned = new OwnedPlaces(values, identity);
  const others = ownersInOthers(code.modules, source);
  const makesOne = calls.some(({ operation }) => makesUser(operation));
  const ofUsers =
    !makesOne && calls.some(({ service, operation }) => changesUser(`${service}:${operation}`));
  const groups = ofUsers ? groupsAskedIn(source.files) : undefined;
  // What a request decides takes most of the time, and is not asked for where nothing has an owner.
  if (!groups && !others.mayBeAny && !owned.areAny) return [];

  const { changes, starts, served, isLive, data } = changesOf(code, calls);
  const asked = new AskedCallers(values, places, identity);
  const shown: Shown = {
    source,
    values,
    places,
    identity,
    owned,
    others,
    groups,
    isScoped: scopesAll(values),
    isOpen: (call, kept, isRead = false) =>
      waysTo(call, starts, values, isLive, isRead).some(
        (way) => !asked.mayAsk(way, kept, served.has(way.entry)),
      ),
  };
  const found: Weakness[] = [];

  for (const change of [...changes, ...readsByKey({ values, data, starts, isLive })]) {
    if (found.length >= MOST_FOUND) break;
    if (isCall(change.node)) found.push(...weaknessAt(change.node, change, shown));
  }
  return found;
}

/** What the code shows, by which a change is judged. */
interface Shown {
  readonly source: JavaScriptSource;
  readonly values: Values;
  readonly places: Places;
  readonly identity: CallerIdentity;
  readonly owned: OwnedPlaces;
  readonly others: OwnersInOthers;
  /** Where other code asks for the groups of who calls; undefined where none does, or the code makes users itself. */
  readonly groups: Place | undefined;
  /** Whether models add to what all their calls ask for. */
  readonly isScoped: boolean;
  /** Whether a call is come to by a way on which nothing may ask, but for what keeps who calls there. */
  readonly isOpen: (call: CallNode, kept: readonly AnyNode[], isRead?: boolean) => boolean;
}

function weaknessAt(call: CallNode, change: Change, shown: Shown): readonly Weakness[] {
  const { groups, identity, isOpen, places } = shown;
  const at = { ...places.of(call), code: shownCode(places.lineOf(call)) };
  if (groups && changesUser(change.call)) {
    const isAnyones = !identity.isIn(call) && isOpen(call, [call]);
    return isAnyones ? [userOfAnother(change.call, groups, at)] : [];
  }
  const found = itemOfAnother(call, change, shown);

  return found ? [objectOfAnother(found, found.owner, at)] : [];
}

/** A change of an item that may be another user's, and by which code that is seen. */
function itemOfAnother(
  call: CallNode,
  change: Change,
  { source, values, places, identity, owned, others, isScoped, isOpen }: Shown,
): (FoundChange & { readonly owner: FoundOwner }) | undefined {
  if (!isOfItems(change) || (isScoped && change.call.startsWith('mongoose'))) return undefined;
  const isRead = change.kind === 'reads';
  const place = placeKept(call, values);
  if (place === undefined || (isRead && isListedIn(source.files.values()))) return undefined;
  const addition = additionBy(call, values);
  if (addition === 'for others') return undefined;
  const [given] = call.arguments;
  const named = objectsOf(values, optionIn(values, given, 'Key') ?? given);
  if (named.some((each) => fieldNames(each).some(isKnownToOwner))) return undefined;
  const key = objectsOf(values, optionIn(values, given, 'Key'));
  const owner = surestOwner(
    [...owned.of(place, key, places), ...others.of(place, key)].filter(
      ({ finds }) => finds || !isRead,
    ),
  );
  const item = optionIn(values, given, 'Item');
  const isKept = item !== undefined && !optionIn(values, given, 'ConditionExpression');
  // Who adds an item under a name of their own replaces that of another, who has the same name.
  const isOwn = isKept && identity.isIn(item);
  if (!owner || (!isOwn && namesOwner(change, call, owner, values))) return undefined;
  const kept = isKept ? [call, ...call.arguments.flatMap((each) => objectsOf(values, each))] : [];

  return isOpen(call, kept, isRead)
    ? { ...change, owner, isOwn, isAdded: addition === 'adds' }
    : undefined;
}

/** Whether models of mongoose add to what all their calls ask for: `schema.pre(/^find/, …)`, `mongoose.plugin(scope)`. */
function scopesAll(values: Values): boolean {
  const before = values.callsOf('pre').map(({ arguments: [first] }) => first);
  const added = values.callsOf('plugin').map(({ arguments: [first] }) => first);

  return (
    before.some(
      (each) =>
        each?.type === 'Literal' && (each.regex || /find|update|delete/i.test(String(each.value))),
    ) || added.some((each) => each !== undefined && values.functionsOf(each).length > 0)
  );
}

/** What the request decides of items that are kept. */
function isOfItems({ kind, by, isBlind, call }: Change): boolean {
  if (kind === 'replaces') return by === 'key' && isBlind === true;

  return /^(?:removes|changes)$/.test(kind) ? by !== 'content' : isOneItem.test(call);
}

const isOneItem = /^(?:dynamodb:GetItem|mongoose\.findById)$/;

/** Whether the request says itself whose the item is that is put there, as of who signs up. */
function namesOwner(
  { kind }: Change,
  call: CallNode,
  { field = '' }: FoundOwner,
  values: Values,
): boolean {
  const items = objectsOf(values, optionIn(values, call.arguments[0], 'Item'));

  return kind === 'replaces' && items.some((each) => fieldNames(each).includes(field));
}

interface Changed {
  readonly changes: readonly Change[];
  /** What requests come in by. */
  readonly starts: ReadonlySet<AnyNode>;
  /** Those of them that frameworks call. */
  readonly served: ReadonlySet<AnyNode>;
  readonly isLive: (call: CallNode) => boolean;
  readonly data: RequestData;
}

function changesOf(code: Entered, calls: readonly SdkCall[]): Changed {
  const read = new ChangesOfCode(code, calls);
  const { changes, called, data } = read.of([...read.roots, ...read.served], read.others);
  // What stands before the method of a controller its decorators say, which are not followed.
  const shown = read.served.filter((of) => parentOf(of)?.type !== 'MethodDefinition');

  return {
    changes,
    starts: new Set<AnyNode>([...read.entries, ...shown]),
    served: new Set<AnyNode>(shown),
    isLive: (call) => called.calls.has(call),
    data,
  };
}

/** As many as `findDecidedChanges` has. */
const MOST_STEPS = 400_000;
const MOST_FOUND = 20;
