import { kinds, type TokenKind, type Tokens } from './python-tokens.ts';

/** That a text is no Python from some place on. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  /** In UTF-16 units from the begin of the file. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Reads tokens one after the other. */
export class TokenReader {
  readonly text: string;
  readonly #tokens: Tokens;
  #at = 0;
  #depth: number;

  constructor(text: string, tokens: Tokens, depth = 0) {
    this.text = text;
    this.#tokens = tokens;
    this.#depth = depth;
  }

  get kind(): TokenKind {
    return this.#tokens.kinds[this.#at] ?? kinds.end;
  }

  get start(): number {
    return this.#tokens.starts[this.#at] ?? this.text.length;
  }

  /** Where the token before this one ends. */
  get lastEnd(): number {
    return this.#tokens.ends[this.#at - 1] ?? 0;
  }

  /** How deep expressions are nested here. */
  get depth(): number {
    return this.#depth;
  }

  /** Its number, to come back to. */
  get place(): number {
    return this.#at;
  }

  set place(at: number) {
    this.#at = at;
  }

  /** The text of the token at a distance from this one. */
  word(distance = 0): string {
    const at = this.#at + distance;

    return this.text.slice(this.#tokens.starts[at] ?? 0, this.#tokens.ends[at] ?? 0);
  }

  kindAt(distance: number): TokenKind {
    return this.#tokens.kinds[this.#at + distance] ?? kinds.end;
  }

  /** Whether it is this keyword or operator. */
  is(word: string): boolean {
    const { kind, start } = this;
    const end = this.#tokens.ends[this.#at] ?? 0;

    return (
      end - start === word.length &&
      (kind === kinds.operator || kind === kinds.name) &&
      this.text.startsWith(word, start)
    );
  }

  next(): void {
    this.#at += 1;
  }

  /** Goes past it where it is this one. */
  take(word: string): boolean {
    const isIt = this.is(word);

    if (isIt) this.#at += 1;
    return isIt;
  }

  /** @throws SyntaxFault where it is another one. */
  expect(word: string): void {
    if (!this.take(word)) throw this.fault(`'${word}' is missing`);
  }

  fault(message: string): SyntaxFault {
    return new SyntaxFault(this.start, message);
  }

  /** Each `deeper` has its `shallower`, or a `resetDepth` after a fault. */
  deeper(): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEEP) throw this.fault('it is nested too deeply');
  }

  shallower(): void {
    this.#depth -= 1;
  }

  resetDepth(depth: number): void {
    this.#depth = depth;
  }
}

/** CPython reads no more than 200 brackets within one another. */
const MOST_DEEP = 220;
