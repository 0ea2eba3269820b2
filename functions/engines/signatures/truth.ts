import type { Proof } from './outcome.ts';

/** The check that is passed where an expression is true, and that where it is false. */
export interface Truth<Node> {
  readonly yes?: Proof<Node> | undefined;
  readonly no?: Proof<Node> | undefined;
}

/** Of an expression that says the opposite. */
export function not<Node>({ yes, no }: Truth<Node>): Truth<Node> {
  return { yes: no, no: yes };
}

/** Of `one and other`: false may come of either. */
export function both<Node>(one: Truth<Node>, other: Truth<Node>): Truth<Node> {
  return { yes: one.yes ?? other.yes, no: one.no && other.no };
}

/** Of `one or other`: true may come of either. */
export function either<Node>(one: Truth<Node>, other: Truth<Node>): Truth<Node> {
  return { yes: one.yes && other.yes, no: one.no ?? other.no };
}
