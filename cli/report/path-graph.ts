/** Pixels. */
const NODE = { width: 196, gap: 44, line: 17, padding: 14 };
const MOST_NODES = 6;
/** Characters of a line, and lines of a node: the list beside the graph has it all. */
const MOST_TEXT = 26;
const MOST_LINES = 5;

interface GraphNode {
  readonly x: number;
  readonly kind: 'origin' | 'step' | 'goal';
  readonly lines: readonly { readonly y: number; readonly text: string }[];
}

/** Steps side by side, as one leads to the next. Undefined for what is no path. */
export function pathGraph(steps: readonly { readonly text: string }[]) {
  if (steps.length < 2) return undefined;
  const texts = shortened(steps.map(({ text }) => linesOf(text)));
  const height = Math.max(...texts.map((lines) => lines.length)) * NODE.line + 2 * NODE.padding;
  const nodes = texts.map(
    (lines, index): GraphNode => ({
      x: index * (NODE.width + NODE.gap),
      kind: index === 0 ? 'origin' : index === texts.length - 1 ? 'goal' : 'step',
      lines: lines.map((text, line) => ({
        y: NODE.padding + (line + 1) * NODE.line - 4,
        text,
      })),
    }),
  );

  return {
    width: texts.length * NODE.width + (texts.length - 1) * NODE.gap,
    height,
    middle: height / 2,
    node: NODE.width,
    nodes,
    arrows: nodes.slice(1).map(({ x }) => ({ from: x - NODE.gap + 4, to: x - 4 })),
  };
}

/** Of very many steps the middle ones are counted. */
function shortened(texts: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const left = texts.length - MOST_NODES;
  if (left <= 0) return texts;

  const head = texts.slice(0, MOST_NODES - 2);
  return [...head, [`${left + 1} more steps`], ...texts.slice(-1)];
}

function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap(pieces)) {
    if (line !== '' && line.length + 1 + word.length > MOST_TEXT) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  const all = [...lines, line];

  return all.length <= MOST_LINES
    ? all
    : [...all.slice(0, MOST_LINES - 1), `${all[MOST_LINES - 1]?.slice(0, MOST_TEXT - 1)}…`];
}

/** Of a word that is longer than a line, as much as a line holds each. */
function pieces(word: string): readonly string[] {
  const count = Math.max(1, Math.ceil(word.length / MOST_TEXT));

  return Array.from({ length: count }, (_, index) =>
    word.slice(index * MOST_TEXT, (index + 1) * MOST_TEXT).toWellFormed(),
  );
}
