import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** A line as it was shown, and when: milliseconds since the screen was there. */
export interface ShownLine {
  readonly at: number;
  readonly spans: readonly Span[];
}

/** Where the demo is watched: it keeps what it has shown, for a recording. */
export interface Screen {
  line(...spans: readonly (Span | string)[]): void;
  /** What is being done, until the next line takes its place; for a terminal alone. */
  waiting(what: string): void;
  shown(): readonly ShownLine[];
  /** Milliseconds since it was there. */
  elapsed(): number;
}

const CLEAR_LINE = '\r\u001b[2K';

export function screenOn(
  { stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
  now: () => number,
): Screen {
  const began = now();
  const lines: ShownLine[] = [];
  let isWaiting = false;
  const clear = () => {
    if (isWaiting) stderr.write(CLEAR_LINE);
    isWaiting = false;
  };

  return {
    line(...parts) {
      clear();
      const spans = parts.map((part) => (typeof part === 'string' ? { text: part } : part));
      lines.push({ at: now() - began, spans });
      const text = spans.map(({ text, style }) =>
        style === undefined ? text : styleText(style, text, { stream: stdout }),
      );
      stdout.write(`${text.join('')}\n`);
    },

    waiting(what) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(`      … ${what}`);
      isWaiting = true;
    },

    shown: () => lines,
    elapsed: () => now() - began,
  };
}
