import { compareTexts } from '../../../core/compare-texts.ts';
import type { Condition } from '../condition.ts';
import { type Selection, type Statement, selectsAction } from '../policy-document.ts';
import { covers } from '../resource-overlap.ts';
import type { NeedReason } from './need.ts';
import { serviceIn } from './service-in.ts';

/** One action on some resources, under the conditions of the statement that grants it today. */
export interface Piece {
  /** A pattern, where what is granted stays. */
  readonly action: string;
  readonly resources: Selection;
  readonly conditions: readonly Condition[];
  readonly reason: NeedReason;
}

/** A statement of a printed policy, and why it is there. */
export interface SizedStatement {
  readonly statement: Statement;
  /** By action and resource; none for a Deny, which is there because it was. */
  readonly reasons: readonly StatementReason[];
  /** The policy of today that a Deny comes from. */
  readonly deniedBy?: string | undefined;
}

export interface StatementReason {
  readonly action: string;
  readonly reason: NeedReason;
}

/**
 * Statements of pieces, one for each kind of reason, service, set of resources and of conditions.
 * Actions stand together only where all else is the same, so that they allow no more than the pieces
 * do.
 */
export function composed(pieces: readonly Piece[]): readonly SizedStatement[] {
  const kept = pieces.filter(({ reason }) => reason.because === 'undecided');
  const rows = rowsOf(pieces.filter(outside(kept))).toSorted(byKindAndAction);
  const groups = [...Map.groupBy(rows, groupKey).values()];
  const taken = new Map<string, number>();

  return groups.map((group) => {
    const [{ kind, action, resources, conditions }] = group as [Row, ...Row[]];
    const sid = sidOf(kind, action, taken);
    const patterns = [...new Set(group.map((row) => row.action))];

    return {
      statement: {
        sid,
        effect: 'Allow',
        actions: { scope: 'only', patterns },
        resources,
        conditions,
      },
      reasons: group.flatMap((row) =>
        row.reasons.map((reason) => ({ action: row.action, reason })),
      ),
    };
  });
}

/** One action with all of its resources under the same conditions, for the same kind of reason. */
interface Row {
  readonly kind: NeedReason['because'];
  readonly action: string;
  readonly resources: Selection;
  readonly conditions: readonly Condition[];
  readonly reasons: readonly NeedReason[];
}

/** What says most about a need comes first. */
const kinds: readonly NeedReason['because'][] = ['code', 'platform', 'along', 'used', 'undecided'];

/** What stays as it is granted takes in what of it has a reason. */
function outside(kept: readonly Piece[]): (piece: Piece) => boolean {
  const byGrant = Map.groupBy(kept, grantKey);
  const some = kept.slice(0, MOST_COMPARED);

  return (piece) =>
    piece.reason.because === 'undecided' ||
    ![...(byGrant.get(grantKey(piece)) ?? []), ...some].some((other) => takesIn(other, piece));
}

function grantKey({ resources, conditions }: Piece): string {
  return JSON.stringify([resources, conditions]);
}

function takesIn(other: Piece, piece: Piece): boolean {
  return (
    selectsAction({ scope: 'only', patterns: [other.action] }, piece.action) &&
    (other.conditions.length === 0 || sameConditions(piece, other)) &&
    containsAll(other.resources, piece.resources)
  );
}

function containsAll(outer: Selection, inner: Selection): boolean {
  if (inner.scope === 'all but') return JSON.stringify(outer) === JSON.stringify(inner);

  return inner.patterns.every((pattern) => covers(outer, pattern) === true);
}

function sameConditions(one: Piece, other: Piece): boolean {
  return JSON.stringify(one.conditions) === JSON.stringify(other.conditions);
}

/** Each action on each resource under the same conditions once, for the reason that says most. */
function rowsOf(pieces: readonly Piece[]): readonly Row[] {
  const ranked = pieces.toSorted((a, b) => rankOf(a.reason) - rankOf(b.reason));
  const byGrant = Map.groupBy(ranked, ({ action, conditions, resources }) =>
    JSON.stringify([action.toLowerCase(), conditions, resources.scope]),
  );

  return [...byGrant.values()].flatMap(rowsOfOne);
}

/** Of one action under the same conditions. */
function rowsOfOne(pieces: readonly Piece[]): readonly Row[] {
  const [first] = pieces;
  if (!first) return [];
  if (first.resources.scope === 'all but')
    return [...Map.groupBy(pieces, sparedKey).values()].map(rowOf);

  const left = new Set<string>(outermost(pieces.flatMap(({ resources }) => resources.patterns)));
  const rows: Row[] = [];
  for (const [kind, some] of Map.groupBy(pieces, ({ reason }) => reason.because)) {
    const patterns = [...new Set(some.flatMap(({ resources }) => resources.patterns))];
    const own = patterns.filter((pattern) => left.delete(pattern));
    const reasons = distinct(some.map(({ reason }) => reason));
    const resources = { scope: 'only' as const, patterns: own.toSorted(compareTexts) };
    if (own.length > 0)
      rows.push({ kind, action: first.action, resources, conditions: first.conditions, reasons });
  }
  return rows;
}

function sparedKey({ resources }: Piece): string {
  return JSON.stringify(resources.patterns.toSorted(compareTexts));
}

function rowOf(pieces: readonly Piece[]): Row {
  const [{ action, resources, conditions, reason }] = pieces as [Piece, ...Piece[]];

  return {
    kind: reason.because,
    action,
    resources,
    conditions,
    reasons: distinct(pieces.map((piece) => piece.reason)),
  };
}

/** Those that no other takes in. */
function outermost(patterns: readonly string[]): readonly string[] {
  const all = [...new Set(patterns)];
  if (all.length > MOST_COMPARED) return all;

  return all.filter(
    (pattern) =>
      !all.some(
        (other) => other !== pattern && covers({ scope: 'only', patterns: [other] }, pattern),
      ),
  );
}

/** Each is compared with each; of more, some may stay that others take in. */
const MOST_COMPARED = 200;

function distinct(reasons: readonly NeedReason[]): readonly NeedReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

function rankOf({ because }: NeedReason): number {
  return kinds.indexOf(because);
}

function groupKey({ kind, action, resources, conditions }: Row): string {
  return JSON.stringify([kind, serviceIn(action), resources, conditions]);
}

function byKindAndAction(one: Row, other: Row): number {
  return (
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || compareTexts(one.action, other.action)
  );
}

/** `CodeDynamodb`, `PlatformLogs`: letters and digits, each once in a policy. */
function sidOf(kind: Row['kind'], action: string, taken: Map<string, number>): string {
  const name = serviceIn(action).replaceAll(/[^a-z\d]/g, '') || 'all';
  const sid = `${capital(kind)}${capital(name)}`;
  const count = (taken.get(sid) ?? 0) + 1;
  taken.set(sid, count);

  if (count === 1) return sid;
  // The second of S3 is not one of S32.
  return isDigit(sid.at(-1)) ? `${sid}No${count}` : `${sid}${count}`;
}

function isDigit(sign = ''): boolean {
  return sign >= '0' && sign <= '9';
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
