/** Something that could not be seen: a fact, or a check that broke, and why. */
export interface Gap {
  readonly fact: string;
  readonly reason: string;
}
