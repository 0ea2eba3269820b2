import type { Listing } from '../listing.ts';

/** How findings can be written, by the names that every command takes. */
export const formats = [
  'table',
  'json',
  'jsonl',
  'csv',
  'sarif',
  'ocsf',
  'asff',
  'markdown',
  'html',
] as const;
export type Format = (typeof formats)[number];

/** Each command has a table and a JSON document of its own; the others are the same for all. */
export type ListingFormat = Exclude<Format, 'table' | 'json'>;

type Render = (listing: Listing) => string;

/** Each is loaded when it is asked for: a table starts without them. */
const renderers: Readonly<Record<ListingFormat, () => Promise<{ readonly render: Render }>>> = {
  jsonl: () => import('./jsonl.ts'),
  csv: () => import('./finding-csv.ts'),
  sarif: () => import('./sarif.ts'),
  ocsf: () => import('./ocsf.ts'),
  asff: () => import('./asff.ts'),
  markdown: () => import('./markdown.ts'),
  html: () => import('./listing-page.ts'),
};

export async function rendered(format: ListingFormat, listing: Listing): Promise<string> {
  const { render } = await renderers[format]();

  return render(listing);
}
