import type { OpenFinding } from './target-state.ts';

/** What makes an exposed function worth attacking, as the other scanners have stored it. */
export interface AttackSurface {
  /** It runs what is known to be weak, of its own or out of a layer. */
  readonly vulnerable: Part;
  /** What an intruder holds once inside: its role, and the secrets in its environment. */
  readonly privileged: Part;
  /** The open findings about its entry points. */
  readonly exposures: readonly OpenFinding[];
}

export interface Part {
  /** The worst first. */
  readonly links: readonly Link[];
  /** What of it could not be read, in words. */
  readonly unseen: readonly string[];
}

/** An open finding, and how much it gives an attacker. */
export interface Link {
  /** Of `MOST_POINTS`. */
  readonly points: number;
  /** It carries an attack by itself: with it, one goes on to the next link. */
  readonly carries: boolean;
  /** What one comes to by it alone, for a sentence; absent where it leads into the function. */
  readonly opens?: string;
  readonly finding: OpenFinding;
}
