import { htmlRenderer } from '../../signatures/index.ts';
import type { Fact } from '../entry.ts';
import { harm } from '../harms.ts';
import { returnsOf } from '../members.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isPutIntoText } from './put-into-text.ts';
import type { SinkCall, SinkRow, Written } from './sink.ts';

/** What is escaped for a page names no file and no server in one. */
const base = { kind: 'server-side-request-forgery', harm: harm.html } as const;

/** Packages that drive a browser. */
export const browsers =
  'puppeteer puppeteer-core puppeteer-extra playwright playwright-core playwright-extra ' +
  'playwright-aws-lambda chrome-aws-lambda';

/** What makes a PDF or a picture of HTML, and fetches for it what the HTML names. */
export const rendererSinks: readonly SinkRow[] = [
  {
    ...base,
    of: browsers,
    calls: 'setContent',
    title: htmlRenderer.setContent,
    when: isUnrestrained,
    severity: ofPart,
  },
  { ...base, of: 'html-pdf', calls: 'create', title: htmlRenderer.htmlPdf },
  {
    ...base,
    of: 'html-pdf-node',
    calls: 'generatePdf generatePdfs',
    fields: 'content',
    title: htmlRenderer.htmlPdfNode,
  },
  { ...base, of: 'wkhtmltopdf', calls: '()', title: htmlRenderer.wkhtmltopdf },
  {
    ...base,
    of: 'node-html-to-image',
    calls: '()',
    fields: 'html',
    title: htmlRenderer.image,
  },
];

/** Whether nothing says what the page may ask for. Source: `Page.setRequestInterception`, `setOfflineMode` (Puppeteer); `page.route`, `setOffline` (Playwright). */
function isUnrestrained({ values }: SinkCall): boolean {
  const isSaid = ['setRequestInterception', 'setOfflineMode', 'setOffline'].some(
    (name) => values.callsOf(name).length > 0,
  );
  // Not of a router, which has that name, too.
  const isRouted = values
    .callsOf('route')
    .some(({ arguments: [, second] }) => second && values.functionsOf(second).length > 0);

  return !isSaid && !isRouted;
}

/** A browser reads no files for a page that it is given; and a part of one is what is left of what the code wrote. */
function ofPart({ fact, values }: Written): 'medium' | undefined {
  return isPutIntoText(fact) || isFilledIn(fact, values) ? 'medium' : undefined;
}

/** Into a template, or by a function of the code: `template.replace('{{name}}', name)`, `['<p>', name].join('')`, `pageOf(name)`. */
function isFilledIn(fact: Fact | undefined, values: Values): boolean {
  let at = fact;
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1, at = at.from) {
    const { node, from }: Fact = at;
    if (!isCall(node) || !from) continue;
    const made = values.functionsOf(node.callee).flatMap(returnsOf);
    if (made.length > 0 && made.every(isTextWithParts)) return true;
    const name = calledName(node) ?? '';
    const isGiven = node.arguments.some(
      ({ start, end }) => from.node.start >= start && from.node.end <= end,
    );
    if (isGiven && /^(?:replace|replaceAll|concat)$/.test(name)) return true;
    if (name === 'join' && from.node.type === 'ArrayExpression' && from.node.elements.length > 1)
      return true;
  }
  return false;
}

/** Back on its way. */
const MOST_STEPS = 200;

function isTextWithParts(node: AnyNode): boolean {
  return node.type === 'TemplateLiteral' || node.type === 'BinaryExpression';
}
