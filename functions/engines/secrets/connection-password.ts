import { chosen } from './assigned-secret.ts';
import { isMadeUp } from './secret-values.ts';

/**
 * The password of `Server=db;User Id=app;Password=x` and `host=db user=app password=x`, in quotes.
 *
 * @param at where its name begins.
 */
export function connectionPassword(
  text: string,
  at: number,
): { readonly secret: string; readonly at: number } | undefined {
  const from = Math.max(0, at - 1);
  const match = connection.exec(text.slice(from, at + 240));
  const secret = match?.groups?.secret ?? '';
  if (!match || match.index > 0 || isMadeUp(secret) || !chosen('password', secret))
    return undefined;

  return others.test(lineAround(text, at))
    ? { secret, at: from + match[0].lastIndexOf(secret) }
    : undefined;
}

const connection =
  /["'`;?&\s](?:password|pwd)\s{0,3}=\s{0,3}(?<secret>[^;&\s"'`<>{}$%,()]{6,200})(?=[;"'`&\s])/i;

/** What else a connection string says, without the commas that arguments have between them. */
const others =
  /(?:server|host|data source|user id|uid|user|username)\s{0,3}=\s{0,3}[^"'`\n,;=]{1,100}[;&\s]/i;

function lineAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 300), at);
  const after = text.slice(at, at + 300);

  return before.slice(before.lastIndexOf('\n') + 1) + after.slice(0, after.search(/\n|$/));
}
