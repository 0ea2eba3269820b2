/** Finds any of many words in one pass, however many there are. */
export interface Anchors {
  /**
   * Calls for each occurrence of a word, in capitals or not, in the order of their ends.
   *
   * @param visit is given the index of the word, and where its first byte is.
   */
  readonly find: (bytes: Uint8Array, visit: (word: number, at: number) => void) => void;
  /** Which words stand in a text of small letters, by their index. */
  readonly wordsIn: (text: string) => ReadonlySet<number>;
}

/** Of letters, digits and marks of ASCII, at most this many different ones. */
const CLASSES = 64;

/**
 * An automaton after Aho and Corasick: each byte is looked at once, so that its time is linear in the
 * text whatever stands in it. That keeps some hundred patterns from being tried at each place.
 */
export function anchorsOf(words: readonly string[]): Anchors {
  const small = words.map((word) => word.toLowerCase());
  const classOf = classesOf(small);
  const { next, found } = automatonOf(small, classOf);
  const lengths = small.map((word) => word.length);

  return {
    find(bytes, visit) {
      let state = 0;

      for (let at = 0; at < bytes.length; at += 1) {
        state = next[state * CLASSES + (classOf[bytes[at] ?? 0] ?? 0)] ?? 0;
        const ended = found[state];
        if (ended === undefined) continue;
        for (const word of ended) visit(word, at + 1 - (lengths[word] ?? 0));
      }
    },

    wordsIn(text) {
      const words = new Set<number>();
      let state = 0;

      for (let at = 0; at < text.length; at += 1) {
        // Beyond ASCII there is no class, as of a byte that stands in no word.
        state = next[state * CLASSES + (classOf[text.charCodeAt(at)] ?? 0)] ?? 0;
        for (const word of found[state] ?? none) words.add(word);
      }
      return words;
    },
  };
}

const none: readonly number[] = [];

/** By byte; 0 for those that stand in no word. */
function classesOf(words: readonly string[]): Uint8Array {
  const classOf = new Uint8Array(256);
  const letters = [...new Set(words.join(''))];
  if (letters.length >= CLASSES) throw new Error(`${letters.length} different letters in anchors`);

  letters.forEach((letter, index) => {
    classOf[letter.charCodeAt(0)] = index + 1;
    classOf[letter.toUpperCase().charCodeAt(0)] = index + 1;
  });
  return classOf;
}

interface Automaton {
  /** By state and class. */
  readonly next: Uint16Array;
  /** Words that end in a state; undefined where none does. */
  readonly found: readonly (readonly number[] | undefined)[];
}

function automatonOf(words: readonly string[], classOf: Uint8Array): Automaton {
  const states = words.reduce((sum, word) => sum + word.length, 1);
  const next = new Uint16Array(states * CLASSES);
  const found: (number[] | undefined)[] = Array.from({ length: states });
  let last = 0;

  words.forEach((word, index) => {
    let state = 0;
    for (let at = 0; at < word.length; at += 1) {
      const step = state * CLASSES + (classOf[word.charCodeAt(at)] ?? 0);
      if (next[step] === 0) {
        last += 1;
        next[step] = last;
      }
      state = next[step] ?? 0;
    }
    found[state] = [...(found[state] ?? []), index];
  });
  linkFailures(next, found);
  return { next, found };
}

/** Where a word breaks off, what of it may begin another one goes on: breadth first. */
function linkFailures(next: Uint16Array, found: (number[] | undefined)[]): void {
  const failure = new Uint16Array(found.length);
  const queue = [...next.subarray(0, CLASSES)].filter((state) => state !== 0);

  for (let at = 0; at < queue.length; at += 1) {
    const state = queue[at] ?? 0;
    const back = failure[state] ?? 0;
    const inherited = found[back];
    if (inherited) found[state] = [...(found[state] ?? []), ...inherited];

    for (let letter = 0; letter < CLASSES; letter += 1) {
      const step = state * CLASSES + letter;
      const otherwise = next[back * CLASSES + letter] ?? 0;
      const to = next[step] ?? 0;
      if (to === 0) {
        next[step] = otherwise;
      } else {
        failure[to] = otherwise;
        queue.push(to);
      }
    }
  }
}
