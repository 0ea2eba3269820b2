import { isWithin, type LastAccess } from '../last-access.ts';
import type { PolicyStatement } from '../policy-statement.ts';
import { contextOf } from '../request-context.ts';
import { alongNeeds } from './along-needs.ts';
import { codeNeeds } from './code-needs.ts';
import { composed, type Piece, type SizedStatement } from './composed-statements.ts';
import {
  type FunctionUse,
  type OperationNames,
  type UnseenCalls,
  unseenCalls,
} from './function-use.ts';
import { deniesAbout, type Granted, grantedParts, grantedTo } from './granted-parts.ts';
import { keptPieces, keptStatements } from './kept-pieces.ts';
import type { Need } from './need.ts';
import { platformNeeds } from './platform-needs.ts';
import { faultsIn, type KeptNeed } from './policy-proof.ts';
import { serviceIn } from './service-in.ts';
import type { SizedRole } from './sized-role.ts';

/** The least that a function needs of what its role is allowed today. */
export interface RightSizedPolicy {
  readonly statements: readonly SizedStatement[];
  /** What the code calls and nothing grants today: it is not in the statements. */
  readonly missing: readonly Need[];
  /** Of which services it could not be decided what is needed: what they are allowed stays. */
  readonly undecided: readonly UnseenCalls[];
}

/** A policy that is not what it should be: it must not be printed. */
export class UnprovenPolicy extends Error {
  override readonly name = 'UnprovenPolicy';
}

/**
 * What one function, or several together, need of what their role is allowed: what their code calls,
 * what Lambda needs for them and what IAM has seen used, each on what it is about, and nothing that is
 * not granted today. The Denies of today that concern any of it stay as they are.
 *
 * @throws UnprovenPolicy where it would allow something that was not allowed, or not allow something
 * that is kept.
 */
export function rightSizedPolicy(
  sized: SizedRole,
  uses: readonly FunctionUse[],
  names: OperationNames,
): RightSizedPolicy {
  const granted = grantedTo(sized.permissions, contextOf(sized.role, sized.now));
  const { code, all: needs, unseen } = neededBy(sized, uses, names, granted);
  const found = grantedOf(needs, granted);

  const pieces = inBrief(found).flatMap(({ need, parts }) =>
    parts.map((part) => pieceOf(need, part)),
  );
  const kept = keptPieces(unseen, sized, granted);
  const allows = [...composed([...pieces, ...kept]), ...keptStatements(unseen, granted)];
  const statements = [...allows, ...deniesFor(allows, granted)];

  const [fault] = faultsIn(statements, sized, found);
  if (fault !== undefined) {
    throw new UnprovenPolicy(`the policy is not printed, for it would be wrong: ${fault}`);
  }
  return {
    statements,
    missing: found.flatMap(({ need, parts }) =>
      parts.length === 0 && code.includes(need) ? [need] : [],
    ),
    undecided: unseen,
  };
}

/** What functions need, with why it may be more. */
export interface Needed {
  readonly code: readonly Need[];
  /** `code` among them. */
  readonly all: readonly Need[];
  readonly unseen: readonly UnseenCalls[];
}

export function neededBy(
  { lastAccess }: Pick<SizedRole, 'lastAccess'>,
  uses: readonly FunctionUse[],
  names: OperationNames,
  granted: Granted,
): Needed {
  const code = uses.flatMap((use) => codeNeeds(use, names));
  const platform = uses.flatMap((use) => platformNeeds(use.platform, use.place));
  const known = [...code, ...platform];
  const along = uses.flatMap((use) => alongNeeds(use, names, granted));
  const explained = new Set([...known, ...along].map(({ action }) => serviceIn(action)));
  const unseen = [
    ...uses.flatMap((use) => unseenCalls(use, names)),
    ...unexplainedUses(lastAccess, explained),
  ];

  return { code, all: [...known, ...along, ...usedNeeds(lastAccess)], unseen };
}

/** Single actions that IAM has seen used. */
function usedNeeds(lastAccess: LastAccess | undefined): readonly Need[] {
  if (!lastAccess) return [];

  return lastAccess.services.flatMap(({ actions }) =>
    actions.flatMap(({ name, lastAt: at = '' }) =>
      isWithin(at, lastAccess)
        ? [{ action: name, resources: undefined, reason: { because: 'used' as const, at } }]
        : [],
    ),
  );
}

/** Services in use of which no code and no configuration shows by what: any of their actions may be. */
function unexplainedUses(
  lastAccess: LastAccess | undefined,
  explained: ReadonlySet<string>,
): readonly UnseenCalls[] {
  if (!lastAccess) return [];

  return lastAccess.services.flatMap(({ service: written, lastAt = '', actions }) => {
    const service = written.toLowerCase();
    const isKnown =
      explained.has(service) || actions.some((action) => isWithin(action.lastAt, lastAccess));
    if (isKnown || !isWithin(lastAt, lastAccess)) return [];

    const why = `IAM saw it used on ${lastAt.slice(0, 10)}, and no code shows by what`;
    return [{ service, why }];
  });
}

function pieceOf(
  { action, reason }: Need,
  { origin, resources }: ReturnType<typeof grantedParts>[number],
): Piece {
  return { action, resources, conditions: origin.statement.conditions, reason };
}

/** Each need with what of it is granted: many are the same but for where they are called. */
function grantedOf(needs: readonly Need[], granted: Granted): readonly KeptNeed[] {
  const known = new Map<string, KeptNeed['parts']>();

  return needs.map((need) => {
    const key = JSON.stringify([need.action, need.resources]);
    const parts = known.get(key) ?? grantedParts(need, granted);
    known.set(key, parts);
    return { need, parts };
  });
}

/** More places that call the same say no more. */
const MOST_REASONS = 10;

function inBrief(found: readonly KeptNeed[]): readonly KeptNeed[] {
  const alike = Map.groupBy(found, ({ need: { action, resources, reason } }) =>
    JSON.stringify([action, resources, reason.because]),
  );

  return [...alike.values()].flatMap((some) => some.slice(0, MOST_REASONS));
}

/** As they are written. */
function deniesFor(allows: readonly SizedStatement[], granted: Granted): readonly SizedStatement[] {
  return deniesAbout(
    allows.map(({ statement }) => statement),
    granted,
  ).map(deny);
}

function deny({ statement, policy }: PolicyStatement): SizedStatement {
  return { statement, reasons: [], deniedBy: policy.name };
}
