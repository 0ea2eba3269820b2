import { htmlRenderer } from '../signatures/index.ts';
import { argumentOf, seen } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { isPutIntoText } from './put-into-text.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import type { Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

const kind = 'server-side-request-forgery';

/** What is escaped for a page names no file and no server in one. */
const by = 'unescaped-html';

const browsers = ['pyppeteer', 'playwright.sync_api', 'playwright.async_api'];

/** What makes a PDF or a picture of HTML, and fetches for it what the HTML names: files of the function, too. */
export const rendererSinks: readonly NamedSink[] = [
  ...sinks(kind, 'weasyprint.HTML flask_weasyprint.HTML', 'string', {
    by,
    title: htmlRenderer.weasyprint,
    when: (call) => isWithout(call, 'url_fetcher'),
  }),
  ...sinks(kind, 'weasyprint.HTML', '0 guess url', {
    title: 'weasyprint.HTML(url=…)',
    when: (call) => isWithout(call, 'url_fetcher'),
  }),
  ...sinks(kind, 'pdfkit.from_string', '0 input', { by, title: htmlRenderer.pdfkit }),
  ...sinks(kind, 'imgkit.from_string', '0 string', { by, title: htmlRenderer.imgkit }),
  ...sinks(kind, 'pdfkit.from_url imgkit.from_url', '0 url'),
  ...sinks(
    kind,
    'xhtml2pdf.pisa.CreatePDF xhtml2pdf.pisa.pisaDocument xhtml2pdf.document.pisaDocument',
    '0 src',
    { by, title: htmlRenderer.pisa, when: (call) => isWithout(call, 'link_callback') },
  ),
  ...sinks(kind, browsers.map((each) => `${each}.*.setContent`).join(' '), '0 html', {
    by,
    title: htmlRenderer.setContent,
    when: isUnrestrained,
    severity: ofPart,
  }),
  ...sinks(kind, browsers.map((each) => `${each}.*.set_content`).join(' '), '0 html', {
    by,
    title: htmlRenderer.set_content,
    when: isUnrestrained,
    severity: ofPart,
  }),
  ...sinks(kind, 'subprocess.run subprocess.check_output', 'input', {
    by,
    title: htmlRenderer.wkhtmltopdf,
    when: (call) => isRenderer(argumentOf(call, 0, 'args')),
  }),
  ...sinks(kind, 'subprocess.Popen().communicate', '0 input', {
    by,
    title: htmlRenderer.wkhtmltopdf,
    when: isOfRenderer,
  }),
];

/** Without what says which addresses are fetched. */
function isWithout(call: Call, option: string): boolean {
  return argumentOf(call, undefined, option) === undefined;
}

/** Whether nothing says what the page may ask for. */
function isUnrestrained(_: Call, values: Values): boolean {
  const isSaid = ['setRequestInterception', 'setOfflineMode', 'set_offline'].some(
    (name) => values.callsOf(name).length > 0,
  );
  // `page.route('**/*', refuse)`; a route of an application is given no function.
  const isRouted = values.callsOf('route').some((call) => {
    const handler = argumentOf(call, 1, 'handler');
    return handler !== undefined && constantText(handler) === undefined;
  });

  return !isSaid && !isRouted;
}

/** A browser reads no files for a page that it is given; and a part of one is what is left of what the code wrote. */
function ofPart(_: Call, __: unknown, fact: Fact): 'medium' | undefined {
  return isPutIntoText(fact) ? 'medium' : undefined;
}

/** `['./wkhtmltopdf', '-', '-']` */
function isRenderer(given: Expression | undefined): boolean {
  const made = seen(given);
  const [program] = made?.type === 'List' || made?.type === 'Tuple' ? made.elements : [made];

  return /(?:^|\/)(?:wkhtmlto(?:pdf|image)|weasyprint)[\w.-]*(?: |$)/.test(
    constantText(program) ?? '',
  );
}

/** Whether a call is a method of a process of one. */
function isOfRenderer({ callee }: Call, values: Values): boolean {
  const made = callee.type === 'Attribute' ? values.writtenAs(callee.object) : undefined;

  return made?.type === 'Call' && isRenderer(argumentOf(made, 0, 'args'));
}
