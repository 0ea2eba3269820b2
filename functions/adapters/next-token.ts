interface Page {
  readonly NextToken?: string | undefined;
}

/** The pages of an operation for which the SDK has no paginator. */
export async function* pagesOf<P extends Page>(
  ask: (token: string | undefined) => Promise<P>,
): AsyncIterable<P> {
  let token: string | undefined;

  do {
    const page = await ask(token);
    yield page;
    token = page.NextToken;
  } while (token !== undefined);
}
