import { compareTexts } from '../core/compare-texts.ts';
import { fingerprint } from '../core/fingerprint.ts';
import { accountOf } from '../core/target.ts';
import type { Finding } from './finding.ts';
import { findingId } from './finding-id.ts';
import { identityOf } from './target-identity.ts';

/** What one fix ends: a finding, or the same finding of several functions or layers. */
export interface Fault {
  /** The one that speaks for all. */
  readonly finding: Finding;
  /** The same of other targets, by their ARNs. */
  readonly others: readonly Finding[];
  /** The findings that it leads through, where it leads through others: one fix ends an attack path and its hole. */
  readonly holes: readonly Finding[];
}

/** What a fault is known by among others of one list. Evidence may change it, and so it is no identity for ever. */
type Said = Pick<
  Finding,
  | 'target'
  | 'check'
  | 'subject'
  | 'severity'
  | 'summary'
  | 'evidence'
  | 'figures'
  | 'sameValue'
  | 'stack'
  | 'through'
>;

/** The evidence names the variable and the kind of secret, and not its value. */
const OF_VARIABLES = 'code/secret-in-environment';

/** Whether what is the same of two targets is the name of a variable, and not what is shipped. */
export function isOfVariable({ check }: { readonly check: string }): boolean {
  return check === OF_VARIABLES;
}

/**
 * What makes it the same fault of another target: a reader would read the same of both, for what is deployed is often
 * deployed with many functions. A variable is one where its values are equal; where that is not known, within a stack, for two
 * stacks have two secrets by one name. Undefined for a fault of how one target is set up.
 */
export function sharedFaultOf(finding: Said): string | undefined {
  const { target, check, subject, severity, summary, evidence, figures = {} } = finding;
  const { kind } = identityOf(target);
  const isShipped = /^(?:code|dependencies)\//.test(check);
  if (!isShipped || (kind !== 'function' && kind !== 'layer')) return undefined;

  return fingerprint(
    accountOf(target),
    kind,
    check,
    subject,
    severity,
    summary,
    // In a fixed order of fields, for a store may return them in another.
    JSON.stringify(
      evidence.map(({ text, path, line, column, code }) => [text, path, line, column, code]),
    ),
    JSON.stringify([figures.score, figures.usdPerHour, figures.usdPerMonth]),
    ...(isOfVariable(finding) ? sameOfVariables(finding) : []),
  );
}

function sameOfVariables({ sameValue, stack = '' }: Said): readonly string[] {
  return sameValue === undefined ? ['stack', stack] : ['value', sameValue];
}

/** The same of all findings of one fault in a list, and of no other. Twelve hexadecimal digits. */
export function faultId(finding: Said): string {
  return finding.through ?? (sharedFaultOf(finding) ?? findingId(finding)).slice(0, 12);
}

/**
 * Each fault once, by its first finding and in the order of these. What is suppressed speaks for nothing that is open.
 *
 * @param apart what else keeps findings of one fault apart: those of one group are one. @default nothing
 */
export function faultsIn(
  findings: readonly Finding[],
  apart: (finding: Finding) => string | undefined = () => undefined,
): readonly Fault[] {
  const byFault = Map.groupBy(findings, (finding) =>
    JSON.stringify([faultId(finding), finding.status, apart(finding)]),
  );

  return [...byFault.values()].flatMap(faultsOf);
}

/** What leads through a hole speaks for it, but where the hole is in a target, too, that nothing leads into. */
function faultsOf(same: readonly Finding[]): readonly Fault[] {
  const leading = same.filter(({ through }) => through !== undefined);
  const holes = same.filter(({ through }) => through === undefined);
  const led = new Set(leading.map(({ target }) => target));
  if (leading.length > 0 && holes.every(({ target }) => led.has(target))) {
    return faultOf(leading, holes);
  }
  return [...faultOf(leading), ...faultOf(holes)];
}

function faultOf(
  [finding, ...others]: readonly Finding[],
  holes: readonly Finding[] = [],
): readonly Fault[] {
  const byTarget = (a: Finding, b: Finding) => compareTexts(a.target, b.target);

  return finding
    ? [{ finding, others: others.toSorted(byTarget), holes: holes.toSorted(byTarget) }]
    : [];
}

/** A finding by itself, whatever others have. */
export function aloneAs(finding: Finding): Fault {
  return { finding, others: [], holes: [] };
}

export function findingsOf({ finding, others, holes }: Fault): readonly Finding[] {
  return [finding, ...others, ...holes];
}
