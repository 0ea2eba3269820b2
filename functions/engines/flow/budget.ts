import { CodeNotAnalysed } from './not-analysed.ts';

/** How many steps an analysis may still take. It bounds time for code made to waste it. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws CodeNotAnalysed when nothing is left. */
  spend(steps = 1): void {
    this.#left -= steps;

    if (this.#left < 0) {
      throw new CodeNotAnalysed(
        'the code is too much to analyse: following the event took more steps than allowed',
      );
    }
  }
}
