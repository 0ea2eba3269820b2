/**
 * Why an account cannot be entered, and what to do: one line, the same for whatever it hides.
 *
 * @param role ARN of the role that could not be assumed.
 * @param reason what AWS answered.
 */
export function notEntered(role: string, reason: string): string {
  return `${AS}${role}: deploy the member roles there, as vigil member-template prints them, or see whether the account is suspended (${reason})`;
}

/**
 * The same in short, for it is one cause whichever scanner's role it was: the role without the scanner's name, and of the
 * answer of AWS the name of the error alone. Undefined for a text that is about something else.
 */
export function closedAccountIn(text: string, scanner: string): string | undefined {
  const at = text.indexOf(AS);
  if (at < 0) return undefined;

  const [said = '', ...answer] = text.slice(at).split(' (');
  const [error = ''] = /^\w+/.exec(answer.join(' (')) ?? [];
  const each = said.replace(`-${scanner}:`, '-…:');
  return error ? `${each} (${error})` : each;
}

const AS = 'the account cannot be entered as ';
