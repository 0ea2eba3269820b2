import { unspelt } from './wildcard.ts';

/** What stands in a place of a text that two patterns match. */
type Token = string | Many;

/** Any run of characters: of a level of a topic it has no `/`. */
interface Many {
  readonly isOfLevel: boolean;
}

/** Characters of a topic and of the ARN before it. Source: "AWS IoT Core message broker and protocol limits and quotas". */
const LONGEST = 512;

/** A pattern as long as the ARN of the longest topic takes no more, but with a wildcard at each place. */
const MOST_STEPS = 50_000;

/**
 * A topic that a filter of MQTT takes, and that a pattern of IAM matches once `prefix` stands before it; undefined where there
 * is none. Of a pattern `*` is any run of characters and `?` any one; `+` and `#` are themselves. Of a filter `+` is a level and `#`
 * all that follows, and neither takes a topic of AWS's own where it stands first (`$aws/…`).
 *
 * Its steps are at most pattern times filter, and of a pattern that is made to take many it gives up.
 *
 * Sources: "Publish/Subscribe policy examples", "Topic filters" (AWS IoT Core Developer Guide).
 */
export function topicExample(pattern: string, prefix: string, filter: string): string | undefined {
  const written = withoutDoubles(pattern);
  if (written.replaceAll('*', '').length > LONGEST || filter.length > LONGEST) return undefined;

  const text = commonText(tokensOf(written), [...prefix, ...filterTokens(filter)]);
  const topic = text?.slice(prefix.length);
  return topic?.startsWith('$') && /^[+#]/.test(filter) ? undefined : topic;
}

/** A topic that a filter takes, and no policy spells out. */
export function unspeltTopic(filter: string): string {
  return filterTokens(filter)
    .map((token) => (typeof token === 'string' ? token : unspelt))
    .join('');
}

function withoutDoubles(pattern: string): string {
  return pattern.replaceAll(/\*{2,}/g, '*');
}

function tokensOf(pattern: string): readonly Token[] {
  return [...pattern].map((each) => (each === '*' ? { isOfLevel: false } : each));
}

/** A `+` or `#` that is not a whole level is no wildcard. */
function filterTokens(filter: string): readonly Token[] {
  const levels = filter.split('/');

  return levels.flatMap((level, index): readonly Token[] => {
    const before = index === 0 ? [] : ['/'];
    const isLast = index === levels.length - 1;
    if (level === '+') return [...before, { isOfLevel: true }];
    if (level === '#' && isLast) return [...before, { isOfLevel: false }];
    return [...before, ...level];
  });
}

/** Where a step came from, and what it wrote. */
interface Step {
  readonly before: number;
  readonly wrote: string;
}

/** The text of the first way through both; `?` of the first takes any one character. */
function commonText(one: readonly Token[], other: readonly Token[]): string | undefined {
  const width = other.length + 1;
  const end = one.length * width + other.length;
  const steps = new Map<number, Step>([[0, { before: -1, wrote: '' }]]);
  const open = [0];

  for (
    let at = open.pop();
    at !== undefined && !steps.has(end) && steps.size < MOST_STEPS;
    at = open.pop()
  ) {
    const [row, column] = [Math.floor(at / width), at % width];
    for (const [down, right, wrote] of stepsFrom(one[row], other[column])) {
      const next = (row + down) * width + column + right;
      if (steps.has(next)) continue;
      steps.set(next, { before: at, wrote });
      open.push(next);
    }
  }
  return steps.has(end) ? written(steps, end) : undefined;
}

type Move = readonly [down: 0 | 1, right: 0 | 1, wrote: string];

function stepsFrom(one: Token | undefined, other: Token | undefined): readonly Move[] {
  const moves: Move[] = [];
  if (typeof one === 'object') moves.push([1, 0, '']);
  if (typeof other === 'object') moves.push([0, 1, '']);
  if (one === undefined || other === undefined) return moves;

  if (typeof one === 'object' && typeof other === 'string') moves.push([0, 1, other]);
  if (typeof one === 'string' && typeof other === 'object' && !(other.isOfLevel && one === '/')) {
    moves.push([1, 0, one === '?' ? ANY : one]);
  }
  if (typeof one === 'string' && typeof other === 'string' && (one === other || one === '?')) {
    moves.push([1, 1, other]);
  }
  return moves;
}

/** In the place of a `?`. */
const ANY = unspelt.slice(0, 1);

function written(steps: ReadonlyMap<number, Step>, end: number): string {
  const parts: string[] = [];
  for (let at = end; at >= 0; ) {
    const step = steps.get(at);
    if (!step) break;
    parts.push(step.wrote);
    at = step.before;
  }
  return parts.reverse().join('');
}
