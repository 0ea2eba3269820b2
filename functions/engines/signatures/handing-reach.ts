import type { HandedOut } from '../../core/handed-out.ts';

/** What code comes to from a function, and whether anything in it may ask for a proof. */
export interface HandingReach<Node> {
  readonly calls: ReadonlySet<Node>;
  readonly mayAsk: boolean;
  /** Whether it reads a field of that name: of an object it is a name, of who asks for a token it may be a proof. */
  readonly readsKey: boolean;
  /** Whether it looks something up: of who may write an object, that it is there may be asked. */
  readonly asksStore: boolean;
  /** Whether it makes someone new, and finds no one who was there: who signs up names themselves. */
  readonly isSignUp: boolean;
}

/** What says nothing of whether anything in it asks for a proof. */
export interface SayingNothing<Node> {
  /** Calls, by their names. */
  readonly leaving: ReadonlySet<Node>;
  /** Texts of SQL, by the columns that they name. */
  readonly statements: ReadonlySet<Node>;
}

interface Handing<Node> extends Pick<HandedOut, 'kind' | 'named'> {
  readonly call: Node;
  readonly isLookedUp: boolean;
}

/** Whether any function that comes to the call hands it to anyone who asks. */
export function isHandedOut<Node>(
  { call, kind, named, isLookedUp }: Handing<Node>,
  reaches: readonly HandingReach<Node>[],
): boolean {
  const open = reaches.filter((reach) => reach.calls.has(call) && !mayRefuse(reach, kind, named));
  const isOfAnyone =
    kind === 'credentials' ||
    kind === 'records' ||
    kind === 'items' ||
    (kind === 'upload' && !isLookedUp) ||
    (kind === 'download' && named === 'all') ||
    (named === 'all' && open.some(({ isSignUp }) => !isSignUp));

  return open.length > 0 && isOfAnyone;
}

/** A field called `key` is a name of an object where it is all of that, and else perhaps a proof. */
function mayRefuse(
  { mayAsk, readsKey, asksStore }: Omit<HandingReach<unknown>, 'calls'>,
  kind: HandedOut['kind'],
  named: HandedOut['named'],
): boolean {
  const isName = kind !== 'token' && named === 'all';

  return mayAsk || (readsKey && !isName) || (asksStore && kind === 'upload');
}
