import type { SignatureKind } from '../../core/signature-check.ts';

/** A place where a signature is verified. */
export interface Proof<Node> {
  readonly kind: SignatureKind;
  readonly node: Node;
}

/** What running some code comes to, before a signature is known to be right. */
export interface Outcome<Node> {
  /** Whether it does what a request decides, and that is to be verified first. */
  readonly acts: boolean;
  /** A check that it makes, of all or of a part of what it does. */
  readonly found?: Proof<Node> | undefined;
  /** One that has been passed wherever the code after it runs. */
  readonly passed?: Proof<Node> | undefined;
  /** Whether nothing after it runs, as far as its reader says so. */
  readonly leaves?: boolean | undefined;
}

/** Of code that does nothing that a request decides. */
export const nothing: Outcome<never> = { acts: false };

/** Of code that does, with nothing verified before. */
export const action: Outcome<never> = { acts: true };

/**
 * Of code whose parts run one after another: what comes after a check that is passed may act.
 *
 * @param outcomeOf is given the check that has been passed before the part, if there is one.
 * @param before a check that has been passed before all of them.
 */
export function inTurn<Part, Node>(
  parts: readonly Part[],
  outcomeOf: (part: Part, passed: Proof<Node> | undefined) => Outcome<Node>,
  before?: Proof<Node>,
): Outcome<Node> {
  let passed = before;
  let found: Proof<Node> | undefined;

  for (const part of parts) {
    const outcome = outcomeOf(part, passed);
    found ??= outcome.found;
    if (outcome.acts && !passed) return { acts: true, found };
    passed ??= outcome.passed;
    if (outcome.leaves) return { acts: false, found: found ?? passed, passed, leaves: true };
  }
  return { acts: false, found: found ?? passed, passed };
}

/** Of code of which any part may not run: a check in one says nothing of what comes after. */
export function perhapsEach<Part, Node>(
  parts: readonly Part[],
  outcomeOf: (part: Part) => Outcome<Node>,
  before: Proof<Node> | undefined,
): Outcome<Node> {
  let found: Proof<Node> | undefined;

  for (const part of parts) {
    const { acts, found: more } = outcomeOf(part);
    found ??= more;
    if (acts && !before) return { acts, found };
  }
  return { acts: false, found };
}

/** The weakest check, where each way has one behind it; undefined where there are no ways. */
export function onEachWay<Node>(
  ways: readonly (Proof<Node> | undefined)[],
): Proof<Node> | undefined {
  return ways.every((way) => way !== undefined) ? weakest(ways) : undefined;
}

/** Of several checks of which one is passed: one that is not proved may be none, and a token may be given to more than who sends what is signed. */
export function weakest<Node>(
  proofs: readonly (Proof<Node> | undefined)[],
): Proof<Node> | undefined {
  return (
    proofs.find((proof) => proof?.kind === 'credential') ??
    proofs.find((proof) => proof?.kind === 'shown-secret') ??
    proofs.find((proof) => proof?.kind === 'jwt') ??
    proofs.find((proof) => proof !== undefined)
  );
}

/** The weakest check, where all that leads into a program makes one, or does nothing. */
export function checkOfEntries<Node>(outcomes: readonly Outcome<Node>[]): Proof<Node> | undefined {
  return outcomes.some(({ acts }) => acts)
    ? undefined
    : weakest(outcomes.map(({ found }) => found));
}
