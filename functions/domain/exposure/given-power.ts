import type { HandedOut } from '../../core/handed-out.ts';
import type { CodePower, RolePower } from '../../engines/iam/index.ts';

/** What a function does with its role, and what it holds beside it. */
export interface PowerInUse {
  /** Undefined where it may do whatever its role may. */
  readonly code: CodePower | undefined;
  /** Secrets of its own that open something elsewhere, in words: `the variable DB_PASSWORD (password)`. */
  readonly secrets: readonly string[];
  /**
   * What its code is seen to do, where other calls are possible but nothing hints at them, nor at a way for a
   * caller to make it do more. Absent where `code` is there.
   */
  readonly seen?: CodePower | undefined;
  /**
   * What its code is seen to call, where each call is followed and no fault of its own gives a caller more. That is less than
   * `seen`: a package or what it loads may do more.
   */
  readonly followed?: CodePower | undefined;
  /** What its code signs for anyone who asks. @default nothing */
  readonly handsOut?: readonly HandedOut[] | undefined;
  /** What keeps it from starting: `index.js, line 3`. */
  readonly startFault?: string | undefined;
}

/** What a function gives who can call it. */
export interface GivenPower {
  readonly gives: RolePower['gives'];
  /** False where it is seen to change nothing of AWS, and holds nothing to change anything else with. */
  readonly changes: boolean;
  /** The same, where its code is not seen to the end, of what its role allows. */
  readonly writes: boolean;
  /**
   * What its code does, which is followed and gives not much, whatever the role may do beyond that; absent where it may do
   * more.
   */
  readonly followed?: FollowedCode | undefined;
  /** For the reader, a line each. */
  readonly because: readonly string[];
  /** The same by what its code is seen to do, which is no proof; absent where that is not known. */
  readonly seen?: Omit<GivenPower, 'seen'> | undefined;
}

interface FollowedCode {
  /** It changes nothing, and holds nothing to change anything with. */
  readonly reads: boolean;
  /** It is seen to ask AWS for something. */
  readonly calls: boolean;
}

/** As many secrets as a reader wants. */
const MOST_SECRETS = 3;

/**
 * What the role may do and the code does, or what the function does with secrets of its own. Where the
 * calls of the code are not all seen, all that the role may do.
 *
 * @param role undefined where it is not known: so is the answer.
 * @param use undefined where it is not known, or of code that is another, as behind an alias.
 */
export function givenPower(
  role: RolePower | undefined,
  use: PowerInUse | undefined,
): GivenPower | undefined {
  if (!role) return undefined;

  const { code, secrets = [], seen, followed } = use ?? {};
  const done = code ? lesser(role.gives, code.gives) : role.gives;
  const isHolding = secrets.length > 0;

  return {
    gives: isHolding ? greater(done, 'something') : done,
    changes: code === undefined || (code.writes && role.writes) || isHolding,
    writes: (code?.writes !== false && role.writes) || isHolding,
    because: [role.because, ...(code ? [code.because] : []), ...secretLines(secrets)],
    ...(followed && givesNoMore(followed) && { followed: followedCode(followed, isHolding) }),
    ...(seen && { seen: seenPower(role, seen, isHolding) }),
  };
}

/** All of a table is what the code shows; any objects or secrets are what a caller asks for. */
function givesNoMore({ gives, isOfTables }: CodePower): boolean {
  return gives !== 'much' || isOfTables === true;
}

function followedCode({ gives, writes }: CodePower, isHolding: boolean): FollowedCode {
  return { reads: !writes && !isHolding, calls: gives !== 'little' };
}

/**
 * What has packages may do something. What a PUT or a DELETE changes may lie anywhere, but where the code is seen to
 * keep things in AWS, by a role that lets it change nothing there.
 */
function seenPower(role: RolePower, seen: CodePower, isHolding: boolean): GivenPower {
  const done = lesser(role.gives, greater(seen.gives, 'something'));

  return {
    gives: isHolding ? greater(done, 'something') : done,
    changes: role.writes || !seen.writes,
    writes: (seen.writes && role.writes) || isHolding,
    because: [
      `${seen.because}, as far as can be seen: one step milder than by its role, which a caller who comes to run code in it would have`,
    ],
  };
}

function secretLines(secrets: readonly string[]): readonly string[] {
  if (secrets.length === 0) return [];
  const more = secrets.length > MOST_SECRETS ? ` and ${secrets.length - MOST_SECRETS} more` : '';

  return [`it has secrets of its own: ${secrets.slice(0, MOST_SECRETS).join(', ')}${more}`];
}

type Gives = RolePower['gives'];
const order: readonly Gives[] = ['little', 'something', 'much'];

function lesser(a: Gives, b: Gives): Gives {
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}

function greater(a: Gives, b: Gives): Gives {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
