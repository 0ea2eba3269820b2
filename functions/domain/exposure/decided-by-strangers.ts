import type { CodeRoute } from '../../core/code-route.ts';
import {
  changeWords,
  type DecidedChange,
  type DecidedChanges,
  type EventPart,
  eventParts,
} from '../../core/decided-change.ts';
import { mayCall, mayChange, type RolePower } from '../../engines/iam/index.ts';
import { actionsOf } from '../../engines/sdk/index.ts';
import type { ApiRoute } from './api-route.ts';
import { keyOf } from './asked-by-code.ts';
import { isCalledSo } from './reached-code-routes.ts';

/** What the code does that requests decide; undefined where it was not read to the end. */
export type ReadChanges =
  | (DecidedChanges & {
      /** What of it no request has done. */
      readonly undone?: readonly Undone[];
    })
  | undefined;

interface Undone {
  readonly change: DecidedChange;
  /** For a sentence about it. */
  readonly why: string;
}

/** Without what the role of the function, where it is known whole, does not let the code do on any resource. */
export function allowedBy(role: RolePower | undefined, read: ReadChanges): ReadChanges {
  if (!role || !read?.isAsRole) return read;

  return leaving(read, ({ call }) => isAllowed(role, call), denialOf);
}

function denialOf({ call }: DecidedChange): string {
  return call.startsWith('s3:')
    ? 'its role does not allow that, unless the policy of the bucket does'
    : 'its role denies that';
}

/** Without what is not done, which is kept for the reader with why. */
function leaving(
  read: NonNullable<ReadChanges>,
  isDone: (change: DecidedChange) => boolean,
  why: (change: DecidedChange) => string,
): ReadChanges {
  const undone = read.changes.filter((each) => !isDone(each));
  if (undone.length === 0) return read;
  const changes = read.changes.filter(isDone);

  return {
    ...read,
    changes,
    undone: [...(read.undone ?? []), ...undone.map((change) => ({ change, why: why(change) }))],
  };
}

/** Without what no request decides by a way in whose events have none of these parts. */
export function broughtWithout(lacking: readonly EventPart[], read: ReadChanges): ReadChanges {
  const isBrought = ({ onlyBy }: DecidedChange) =>
    onlyBy === undefined || onlyBy.some((part) => !lacking.includes(part));

  return (
    read && leaving(read, isBrought, () => 'no request that comes in so brings what decides it')
  );
}

/** What the events of a route never have: of one that hands requests over as they are, what its path does not name, and fields of one's own. */
export function lackedBy({
  kind,
  key,
  isProxy,
}: Pick<ApiRoute, 'kind' | 'key' | 'isProxy'>): readonly EventPart[] {
  if (!isProxy || kind === 'WebSocket') return [];

  return key.includes('{') ? ['other fields'] : eventParts;
}

/** What is no call of AWS, or takes no permission that changes something, no role is asked for. */
function isAllowed(role: RolePower, call: string): boolean {
  const [service = '', operation] = call.split(':');
  const actions = operation === undefined ? [] : actionsOf({ service, operation });
  const asked = actions.filter(mayChange);

  return asked.length === 0 || asked.some((action) => mayCall(role, action));
}

/**
 * The changes that a way in comes to: those of the routes that it calls, and those of which no route is known.
 *
 * @param othersWrite whether another way in may write: of changes without a route, a way that reads by its name then has only the reads.
 */
export function changesOfWay(
  changes: ReadChanges,
  way: Pick<ApiRoute, 'kind' | 'key'>,
  othersWrite: boolean,
): ReadChanges {
  const mayChange = !(othersWrite && readsByName.test(way.key));

  return (
    changes && {
      ...changes,
      changes: changes.changes.filter(({ kind, route }) =>
        // Messages of a WebSocket have no path.
        route && way.kind !== 'WebSocket' ? isCalledSo(way, route) : mayChange || kind === 'reads',
      ),
    }
  );
}

/**
 * The changes that a route of the code comes to: those that name it, and those that name no more than a method or the beginning of a path.
 *
 * @param othersWrite as above, of the other routes.
 */
export function changesOfRoute(
  changes: ReadChanges,
  route: CodeRoute,
  othersWrite: boolean,
): ReadChanges {
  const key = keyOf(route);
  const ofWay = changesOfWay(changes, { kind: 'HTTP', key }, othersWrite);

  return (
    ofWay && {
      ...ofWay,
      changes: ofWay.changes.filter(
        (each) => !each.route || keyOf(each.route) === key || inPart.test(keyOf(each.route)),
      ),
    }
  );
}

/** The name of a route that is known in part. */
const inPart = /^ANY |\/\{\w{1,40}\+\}$/;

const readsByName = /^(?:GET|HEAD) |^\$(?:dis)?connect$/;

/** Whether it replaces what is there, whatever that is: who signs up by it takes the place of another. */
export function isBlind({ kind, isBlind: blindly }: DecidedChange): boolean {
  return kind === 'replaces' && blindly === true;
}

/**
 * Whether a stranger decides by it over what is another's. What is put into a queue, a topic or the like of the code's choice, or is added
 * as it is sent, is what a webhook or a form is for: a stranger says something, and chooses neither whom it reaches nor what it takes the place of.
 * A text of the code's own, as of who confirms an address, says nothing for a stranger.
 */
export function takesOver({ kind, call, by, isBlind: blindly, isFixed }: DecidedChange): boolean {
  if (by !== 'content') return isFixed !== true;
  if (kind === 'sends' || kind === 'has done') return !handingOn.test(call);

  return kind === 'reads' || blindly === true;
}

/** Who reads there decides what becomes of it; mails, chats and other services act by themselves. */
const handingOn =
  /^(?:sqs|sns|events|eventbridge|kinesis|firehose|apigatewaymanagementapi|execute-api|states|stepfunctions):/;

/**
 * For the reader, of code that was read and shows nothing of it.
 *
 * @param harmless what a request does decide by the way in, none of which takes over what is another's.
 */
export function undecidedLine(
  { isWhole, undone = [] }: NonNullable<ReadChanges>,
  harmless: readonly DecidedChange[],
): string {
  const [first] = harmless;
  const but = first
    ? `it ${changeWords(first)} (${first.call} in ${first.path}, line ${first.line}), and `
    : '';
  const rest = isWhole ? '' : '; it may do more than is seen';
  const failing = [...new Set(undone.map(failingWords))].slice(0, MOST_UNDONE).join('');

  return `its code was read: ${but}nothing${first ? ' else' : ''} is seen by which a request decides what is changed, sent or read with the rights of its role, but for what findings about its code say${rest}${failing}`;
}

function failingWords({ change: { call, path, line }, why }: Undone): string {
  return `; ${call} in ${path}, line ${line}, fails, for ${why}`;
}

/** As many as a reader wants. */
const MOST_UNDONE = 3;
