import type { SdkCall } from '../../../core/sdk-calls.ts';
import type { Weakness } from '../../../core/weakness.ts';
import { onThisStack } from '../../flow/index.ts';
import { shownCode } from '../../secrets/index.ts';
import {
  changesUser,
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
import { OwnersInOthers } from './owners-in-others.ts';
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
  const others = new OwnersInOthers(code.modules, source);
  const makesOne = calls.some(({ operation }) => makesUser(operation));
  const ofUsers =
    !makesOne && calls.some(({ service, operation }) => changesUser(`${service}:${operation}`));
  const groups = ofUsers ? groupsAskedIn(source.files) : undefined;
  // What a request decides takes most of the time, and is not asked for where nothing has an owner.
  if (!groups && !others.mayBeAny && !owned.areAny) return [];

  const { changes, starts, served, isLive, data } = changesOf(code, calls);
  const asked = new AskedCallers(values, places, identity);
  const isScoped = scopesAll(values);
  const found: Weakness[] = [];

  for (const change of [...changes, ...readsByKey({ values, data, starts, isLive })]) {
    if (found.length >= MOST_FOUND) break;
    const call = change.node;
    if (!isCall(call)) continue;
    const at = { ...places.of(call), code: shownCode(places.lineOf(call)) };
    const isRead = change.kind === 'reads';
    const isOpen = (kept: readonly AnyNode[]) =>
      waysTo(call, starts, values, isLive, isRead).some(
        (way) => !asked.mayAsk(way, kept, served.has(way.entry)),
      );
    if (groups && changesUser(change.call)) {
      if (!identity.isIn(call) && isOpen([call]))
        found.push(userOfAnother(change.call, groups, at));
      continue;
    }
    if (!isOfItems(change) || (isScoped && change.call.startsWith('mongoose'))) continue;
    const place = placeKept(call, values);
    if (place === undefined || (isRead && isListedIn(source.files.values()))) continue;
    const addition = additionBy(call, values);
    if (addition === 'for others') continue;
    const named = objectsOf(
      values,
      optionIn(values, call.arguments[0], 'Key') ?? call.arguments[0],
    );
    if (named.some((each) => fieldNames(each).some(isKnownToOwner))) continue;
    const item = optionIn(values, call.arguments[0], 'Item');
    const condition = optionIn(values, call.arguments[0], 'ConditionExpression');
    const isKept = item !== undefined && condition === undefined;
    const key = objectsOf(values, optionIn(values, call.arguments[0], 'Key'));
    const owner = surestOwner(
      [...owned.of(place, key, places), ...others.of(place, key)].filter(
        ({ finds }) => finds || !isRead,
      ),
    );
    // Who adds an item under a name of their own replaces that of another, who has the same name.
    const isOwn = isKept && identity.isIn(item);
    if (!owner || (!isOwn && namesOwner(change, call, owner, values))) continue;
    const kept = isKept ? [call, ...call.arguments.flatMap((each) => objectsOf(values, each))] : [];
    if (!isOpen(kept)) continue;
    found.push(objectOfAnother({ ...change, isOwn, isAdded: addition === 'adds' }, owner, at));
  }
  return found;
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
