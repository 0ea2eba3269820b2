import { attempt } from '../../app/collectors.ts';
import { functionIn } from '../../domain/exposure/api-route.ts';
import { isTokenFormat } from '../../engines/authorizers/index.ts';

/** An authorizer of an API, as it is configured. */
export interface ConfiguredAuthorizer {
  readonly id: string;
  /** Of the function; absent where it is none. */
  readonly uri?: string | undefined;
  /** What API Gateway asks of a token before it asks the function. */
  readonly pattern?: string | undefined;
}

/** Functions that authorize, as ARNs by the ids of their authorizers, and why that is not known. */
interface AuthorizerFunctions {
  readonly byId: ReadonlyMap<string, string>;
  readonly unseen: readonly string[];
}

/**
 * Those by whose answer alone callers come in: not one behind an alias, whose code may be another, and not
 * where API Gateway itself asks for more of a token than its form.
 *
 * @param ids nothing is read where there are none.
 * @param name of the API, for a reader.
 */
export async function authorizerFunctions(
  ids: readonly string[],
  name: string,
  read: () => Promise<readonly ConfiguredAuthorizer[]>,
): Promise<AuthorizerFunctions> {
  if (ids.length === 0) return { byId: new Map(), unseen: [] };

  const all = await attempt(read);
  if (!all.known) {
    return { byId: new Map(), unseen: [`which functions authorize for ${name}: ${all.reason}`] };
  }
  const found = all.value.flatMap((each) => {
    const arn = askedAlone(each);
    return ids.includes(each.id) && arn !== undefined ? [[each.id, arn] as const] : [];
  });
  return { byId: new Map(found), unseen: [] };
}

/** ARN of the function whose answer is all that an authorizer goes by. */
export function askedAlone({
  uri = '',
  pattern = '',
}: Pick<ConfiguredAuthorizer, 'uri' | 'pattern'>): string | undefined {
  const of = functionIn(uri);

  return of && of.qualifier === undefined && isTokenFormat(pattern) ? of.arn : undefined;
}

/** Of a route: nothing where it has none, or callers come in by more than its answer. */
export function authorizerIn(
  { byId }: AuthorizerFunctions,
  [id]: readonly string[],
): { authorizer?: string } {
  const authorizer = id === undefined ? undefined : byId.get(id);

  return authorizer === undefined ? {} : { authorizer };
}
