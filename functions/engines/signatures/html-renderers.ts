/** Titles of sinks that make a PDF, or a picture, of HTML: what it names is fetched by the function that renders it. */
export const htmlRenderer = {
  weasyprint: 'weasyprint.HTML(string=…)',
  pdfkit: 'pdfkit.from_string',
  imgkit: 'imgkit.from_string',
  pisa: 'pisa.CreatePDF',
  wkhtmltopdf: 'wkhtmltopdf',
  setContent: 'page.setContent',
  set_content: 'page.set_content',
  htmlPdf: 'html-pdf.create',
  htmlPdfNode: 'html-pdf-node.generatePdf',
  image: 'node-html-to-image',
} as const;

const all: ReadonlySet<string> = new Set(Object.values(htmlRenderer));

/** Whether a sink renders HTML, and is no call of a server by its address. */
export function rendersHtml(sink: string): boolean {
  return all.has(sink);
}
