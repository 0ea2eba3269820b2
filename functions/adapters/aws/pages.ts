/** What comes with a page to ask for the next one. */
type Token = string | object | undefined;

export interface ListsOptions {
  /** Whether the service leaves the list out where there is nothing. @default false */
  readonly mayBeAbsent?: boolean;
}

/**
 * The lists in the pages of a listing, one after the other.
 *
 * What is missing from a listing counts as gone, so that a listing counts only when it is whole: each
 * page has its list, each token is new, and a page that is cut off has a token.
 *
 * @param list the field of a page that has the list.
 * @param token the field of a page that leads to the next one.
 * @throws when the listing is not whole, which no service documents.
 */
export async function* listsOf<P extends object, L extends keyof P & string>(
  pages: AsyncIterable<P>,
  list: L,
  token: keyof P & string,
  { mayBeAbsent = false }: ListsOptions = {},
): AsyncIterable<NonNullable<P[L]>> {
  for await (const page of wholePages(pages, token)) {
    const items = page[list];

    if (items) yield items;
    else if (!mayBeAbsent) throw new Error(`the answer is malformed: it has no ${list}`);
  }
}

/** The same for pages that have several lists, or are parsed as a whole. */
export async function* wholePages<P extends object>(
  pages: AsyncIterable<P>,
  token: keyof P & string,
): AsyncIterable<P> {
  const seen = new Set<string>();

  for await (const page of pages) {
    const next = page[token] as Token;
    yield page;

    if (!next && 'IsTruncated' in page && page.IsTruncated) {
      throw new Error(`the answer is malformed: it is truncated, and has no ${token}`);
    }
    if (!next) continue;

    const key = JSON.stringify(next);
    if (seen.has(key)) throw new Error(`the answer is malformed: its ${token} leads in a circle`);
    seen.add(key);
  }
}

/** The pages of an operation for which the SDK has no paginator. */
export async function* pagesOf<
  T extends string,
  P extends { readonly [N in T]?: string | undefined },
>(token: T, ask: (token: string | undefined) => Promise<P>): AsyncIterable<P> {
  let next: string | undefined;

  do {
    const page = await ask(next);
    yield page;
    next = page[token] || undefined;
  } while (next !== undefined);
}
