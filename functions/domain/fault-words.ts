import { counted } from '../core/amounts.ts';
import { type Fault, faultsIn, isOfVariable } from './fault.ts';
import type { Finding } from './finding.ts';
import { identityOf, type TargetIdentity } from './target-identity.ts';

/** The same in other functions or layers. */
export interface Elsewhere {
  readonly findings: number;
  readonly targets: number;
}

/** Whose they are, of the finding that speaks. */
export interface Speaking {
  readonly check: string;
  readonly stack?: string | undefined;
  readonly sameValue?: string | undefined;
  readonly kind: TargetIdentity['kind'];
}

/**
 * `the same in 19 other functions`; `30 of the same in 19 other functions` where one has several of them. Of a
 * variable it says what is known: `an equal value in 19 other functions`, or `a variable of this name in 19 other functions of stack live`.
 */
export function elsewhereInWords({ findings, targets }: Elsewhere, of: Speaking): string {
  const { one, many } = wordsFor(of);
  const what = findings === targets ? one : `${findings.toLocaleString('en-US')} ${many}`;
  const isKnown = !isOfVariable(of) || of.sameValue !== undefined;
  const stack = isKnown || of.stack === undefined ? '' : ` of stack ${of.stack}`;

  return `${what} in ${counted(targets, `other ${of.kind}`)}${stack}`;
}

function wordsFor(of: Speaking): { readonly one: string; readonly many: string } {
  if (!isOfVariable(of)) return { one: 'the same', many: 'of the same' };
  if (of.sameValue !== undefined) return { one: 'an equal value', many: 'equal values' };

  return { one: 'a variable of this name', many: 'variables of these names' };
}

/**
 * `the same in 2 other functions: mails, orders`, and the hole that it leads through; undefined where there is neither.
 *
 * @param most names; of more it is said how many.
 */
export function othersInWords(fault: Fault, most: number): string | undefined {
  const { finding, others } = fault;
  const { region } = identityOf(finding.target);
  const names = others.map(({ target }) => nameOf(identityOf(target), region));
  const hole = holeInWords(fault);
  const said = [
    ...(others.length > 0 ? [`${countOfOthers(fault)}: ${namesInWords(names, most)}`] : []),
    ...(hole === undefined ? [] : [hole]),
  ];

  return said.length > 0 ? said.join('; ') : undefined;
}

/** `one fault with code/query-injection (high)`; undefined where it leads through no other finding. */
export function holeInWords({ holes: [hole] }: Pick<Fault, 'holes'>): string | undefined {
  return hole && `one fault with ${hole.check} (${hole.severity})`;
}

/** `the same in 2 other functions` */
export function countOfOthers({ finding, others }: Omit<Fault, 'holes'>): string {
  const { kind } = identityOf(finding.target);

  return elsewhereInWords(
    { findings: others.length, targets: others.length },
    { ...finding, kind },
  );
}

/** With its region, where that is another. */
function nameOf({ name, region }: TargetIdentity, here: string): string {
  return region === here ? name : `${name} (${region})`;
}

/** `mails, orders and 12 more` */
export function namesInWords(names: readonly string[], most: number): string {
  const more = names.length - most;

  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** ` (31 faults)`, behind a count of findings; empty where each is one of its own. */
export function inFaults(findings: readonly Finding[]): string {
  const faults = faultsIn(findings).length;

  return faults === findings.length ? '' : ` (${counted(faults, 'fault')})`;
}
