/** First in, first out. */
export class Queue<T> {
  #all: T[] = [];
  #taken = 0;

  add(one: T): void {
    this.#all.push(one);
  }

  take(): T | undefined {
    const one = this.#all[this.#taken];
    if (one !== undefined) this.#taken += 1;

    if (this.#taken > MOST_KEPT && this.#taken * 2 > this.#all.length) {
      this.#all = this.#all.slice(this.#taken);
      this.#taken = 0;
    }
    return one;
  }
}

/** Taken ones that are kept: to take them out costs as much as to copy the others. */
const MOST_KEPT = 1_000;
