/**
 * A call that AWS has denied, in short: which action to grant to whom, or what forbids it whatever is
 * granted. Undefined for a text that is about something else.
 *
 * AWS writes `User: ARN is not authorized to perform: ACTION on resource: ARN`, and then `because no
 * KIND allows the ACTION action` or `with an explicit deny in a KIND`.
 * Source: "Troubleshoot access denied error messages" (IAM User Guide).
 */
export function deniedCallIn(text: string): string | undefined {
  const at = text.indexOf(DENIED);
  const action = at < 0 ? '' : actionIn(text.slice(at + DENIED.length));
  if (!action.includes(':')) return undefined;

  const who = principalIn(text.slice(0, at));
  const kind = forbiddenBy(text.slice(at));
  return kind === undefined
    ? `denied: ${action}; grant it to ${who}`
    : `denied: ${action} to ${who}, by its ${kind}`;
}

const DENIED = 'is not authorized to perform: ';

/** Characters of an action. The longest that there are have some 70. */
const LONGEST_ACTION = 128;

function actionIn(text: string): string {
  return /^[a-z0-9:*-]+/i.exec(text.slice(0, LONGEST_ACTION))?.[0] ?? '';
}

/** `role scan-code`, also of a session of it, `user ada`; else as AWS writes it. */
function principalIn(text: string): string {
  const start = text.lastIndexOf('arn:');
  if (start < 0) return 'the caller';

  const arn = text.slice(start).trim();
  const [kind = '', ...path] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  if (kind === 'assumed-role' && path[0]) return `role ${path[0]}`;

  const name = path.at(-1);
  return (kind === 'role' || kind === 'user') && name ? `${kind} ${name}` : arn.slice(0, 200);
}

/** The kind of policy that forbids it; undefined where a policy of its own would allow it. */
function forbiddenBy(text: string): string | undefined {
  const explicit =
    kindAfter(text, 'with an explicit deny in a ') ??
    kindAfter(text, 'with an explicit deny in an ');
  if (explicit !== undefined) return explicit;

  const lacking = kindAfter(text, 'because no ');
  return lacking === 'identity-based policy' || lacking === 'resource-based policy'
    ? undefined
    : lacking;
}

/** `service control policy`, `permissions boundary`: no kind has more than forty characters. */
function kindAfter(text: string, words: string): string | undefined {
  const start = text.indexOf(words);
  if (start < 0) return undefined;

  const rest = text.slice(start + words.length, start + words.length + 40);
  return /^[a-z -]*?(?:policy|policies|boundary)/i.exec(rest)?.[0];
}
