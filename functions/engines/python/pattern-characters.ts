/** What a pattern lets through, as far as its text says. */
export interface Characters {
  /** What is between bars that no bracket is around. */
  readonly alternatives: readonly string[];
  /** Characters that a class, or what is in a group or comes again, lets through; each once. */
  readonly free: ReadonlySet<string>;
  /** Those, and what stands in it once. */
  readonly all: ReadonlySet<string>;
  /** A dot may stand before a slash: `..` may be a step that others follow. */
  readonly letsStepsUp: boolean;
}

/** Undefined where any character may be let through, or what a sign means is not known. */
export function charactersOf(pattern: string): Characters | undefined {
  const walk = new Walk(pattern);

  return walk.isKnown
    ? {
        alternatives: walk.alternatives,
        free: walk.free,
        all: walk.all,
        letsStepsUp: walk.letsStepsUp,
      }
    : undefined;
}

class Walk {
  readonly alternatives: string[] = [];
  readonly free = new Set<string>();
  readonly all = new Set<string>();
  isKnown = true;
  letsStepsUp = false;
  readonly #pattern: string;
  #at = 0;
  #depth = 0;
  #hasDot = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
    let from = 0;

    while (this.#at < pattern.length && this.isKnown) {
      const sign = pattern[this.#at] ?? '';
      if (sign === '|' && this.#depth === 0) {
        this.alternatives.push(pattern.slice(from, this.#at));
        from = this.#at + 1;
      }
      this.#take(sign);
    }
    this.alternatives.push(pattern.slice(from));
    // Between turns of a group, a slash may follow.
    this.letsStepsUp ||= this.free.has('/') && this.#hasDot;
  }

  #take(sign: string): void {
    switch (sign) {
      case '\\':
        this.#takeEscape();
        return;
      case '[':
        this.#takeClass();
        return;
      case '(':
        this.#takeGroup();
        return;
      case ')':
        this.#depth -= 1;
        break;
      case '{':
        this.#at = Math.max(this.#at, this.#pattern.indexOf('}', this.#at));
        break;
      case '.':
        // One sign that was meant as a dot; any number of signs are anything.
        if (this.#isFree(1)) this.isKnown = false;
        else this.#add('.', false);
        break;
      case '^':
      case '$':
      case '*':
      case '+':
      case '?':
      case '|':
        break;
      default:
        this.#add(sign, this.#isFree(1));
    }
    this.#at += 1;
  }

  /** What `length` signs stand for may come again, or another in its place. */
  #isFree(length: number): boolean {
    return this.#depth > 0 || /[*+?{]/.test(this.#pattern[this.#at + length] ?? '');
  }

  #add(sign: string, isFree: boolean): void {
    if (sign === '/' && this.#hasDot) this.letsStepsUp = true;
    // One that stands between other signs is no step.
    if (sign === '.' && isFree) this.#hasDot = true;
    this.all.add(sign);
    if (isFree) this.free.add(sign);
  }

  #takeEscape(): void {
    const { meant, length } = escapeAt(this.#pattern, this.#at);
    const isClass = meant !== undefined && meant.length > 1;

    if (meant === undefined) this.isKnown = false;
    for (const each of meant ?? '') this.#add(each, isClass || this.#isFree(length));
    this.#at += length;
  }

  /** `(?:`, `(?P<name>`, `(?=`, and flags, of which those of lines and blanks change the rest. */
  #takeGroup(): void {
    const [start = '('] =
      /^\((?:\?(?::|=|!|<=|<!|P<\w{1,60}>|P=\w{1,60}|[ai]{1,4}[:)]))?/.exec(
        this.#pattern.slice(this.#at, this.#at + 80),
      ) ?? [];

    if (start === '(' && this.#pattern[this.#at + 1] === '?') this.isKnown = false;
    if (!start.endsWith(')') && !start.startsWith('(?P=')) this.#depth += 1;
    this.#at += start.length;
  }

  #takeClass(): void {
    const pattern = this.#pattern;
    let before: string | undefined;
    this.#at += 1;
    if (pattern[this.#at] === '^') this.isKnown = false;

    for (let index = 0; this.#at < pattern.length; index += 1) {
      const sign = pattern[this.#at] ?? '';
      if (sign === ']' && index > 0) break;
      const isRange = sign === '-' && before !== undefined && pattern[this.#at + 1] !== ']';
      if (isRange) this.#at += 1;
      const { meant: one, length } = escapeAt(pattern, this.#at);
      this.#at += length;
      if (one === undefined || (isRange && one.length !== 1)) this.isKnown = false;
      for (const each of isRange ? between(before ?? '', one ?? '') : (one ?? ''))
        this.#add(each, true);
      before = isRange || one?.length !== 1 ? undefined : one;
    }
    this.#at += 1;
  }
}

/** What stands at a place, and how long it is; a class stands for one of each of its kinds of signs. */
function escapeAt(pattern: string, at: number): { meant: string | undefined; length: number } {
  if (pattern[at] !== '\\') return { meant: pattern[at] ?? '', length: 1 };
  const code = /^\\(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(pattern.slice(at, at + 6));
  const number = code?.[1] ?? code?.[2];
  if (code && number) {
    return { meant: String.fromCharCode(Number.parseInt(number, 16)), length: code[0].length };
  }
  return { meant: escaped(pattern[at + 1] ?? ''), length: 2 };
}

/** Undefined of what is not known, or is nearly anything. */
function escaped(sign: string): string | undefined {
  if (sign === 'w') return 'a0_';
  if (sign === 'd') return '01';
  if (sign === 's') return ' \n';
  if (/^[bBAZz]$/.test(sign)) return '';

  return /^\w$/.test(sign) || sign === '' ? undefined : sign;
}

/** All of a range that matter: of ASCII. */
function between(first: string, last: string): string {
  const from = first.charCodeAt(0);
  const to = Math.min(last.charCodeAt(0), 127);

  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    String.fromCharCode(from + index),
  ).join('');
}
