import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import type { ShownLine, Span } from './screen.ts';

/** Pixels. */
const LINE = 18;
const COLUMN = 8.43;
const MARGIN = 20;
const BAR = 34;
const FONT = 14;

/** Seconds from the first line to the last, however long the demo took. */
const SHOWN_FOR = 24;

const classes: Readonly<Record<string, string>> = {
  bold: 'b',
  dim: 'd',
  red: 'r',
  magenta: 'm',
  yellow: 'y',
  cyan: 'c',
  green: 'g',
};

/**
 * A terminal with these lines as a picture that needs no script: each line appears in its turn, in
 * the colours that the reader's system prefers; where motion is not wanted all are there at once.
 */
export function terminalSvg(lines: readonly ShownLine[], title: string): string {
  const texts = lines.map(({ spans }) => spans.map(({ text }) => text).join(''));
  const columns = Math.max(60, ...texts.map((text) => stringWidth(text)));
  const [width, height] = [
    Math.ceil(columns * COLUMN + 2 * MARGIN),
    BAR + lines.length * LINE + MARGIN,
  ];
  const last = Math.max(1, lines.at(-1)?.at ?? 1);

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>
svg { --paper: #ffffff; --edge: #d0d7de; --ink: #1f2328; --dim: #656d76; --red: #b42318; --magenta: #8e24aa; --yellow: #8a5a00; --cyan: #0a6c83; --green: #1a7f37 }
@media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --edge: #30363d; --ink: #e6edf3; --dim: #8d96a0; --red: #ff7b72; --magenta: #e2a0ff; --yellow: #e3b341; --cyan: #56d4dd; --green: #56d364 } }
text { font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink); white-space: pre }
.l { animation: a 0.2s both }
.b { font-weight: 700 } .d { fill: var(--dim) } .r { fill: var(--red) } .m { fill: var(--magenta) } .y { fill: var(--yellow) } .c { fill: var(--cyan) } .g { fill: var(--green) }
@keyframes a { from { opacity: 0 } to { opacity: 1 } }
@media (prefers-reduced-motion: reduce) { .l { animation: none } }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="var(--paper)" stroke="var(--edge)"/>
${[0, 1, 2].map((dot) => `<circle cx="${MARGIN + dot * 18}" cy="18" r="5.5" fill="var(--edge)"/>`).join('')}
${lines.map((line, index) => lineOf(line, index, last)).join('\n')}
</svg>
`;
}

function lineOf({ at, spans }: ShownLine, index: number, last: number): string {
  const delay = ((at / last) * SHOWN_FOR).toFixed(2);
  const y = BAR + (index + 1) * LINE - 4;

  return `<text class="l" style="animation-delay:${delay}s" x="${MARGIN}" y="${y}" xml:space="preserve">${spansOf(spans)}</text>`;
}

/** Each stands in its column, whatever the font of the reader makes of those before it. */
function spansOf(spans: readonly Span[]): string {
  let column = 0;

  return spans
    .map(({ text, style }) => {
      const shown = stripVTControlCharacters(text);
      const x = (MARGIN + column * COLUMN).toFixed(1);
      const names = [style ?? []].flat().flatMap((name) => classes[String(name)] ?? []);
      const look = names.length === 0 ? '' : ` class="${names.join(' ')}"`;
      column += stringWidth(shown);

      return shown.trim() === '' ? '' : `<tspan x="${x}"${look}>${escaped(shown)}</tspan>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
