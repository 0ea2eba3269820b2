import { htmlRenderer } from '../../signatures/index.ts';
import { harm } from '../harms.ts';
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
  return !['setRequestInterception', 'setOfflineMode', 'setOffline', 'route'].some(
    (name) => values.callsOf(name).length > 0,
  );
}

/** A browser reads no files for a page that it is given; and a part of one is what is left of what the code wrote. */
function ofPart({ fact }: Written): 'medium' | undefined {
  return isPutIntoText(fact) ? 'medium' : undefined;
}
