/**
 * The name whose value is the password of a URL that is joined there: `'mysql://admin:' + password + '@db'`, and the same
 * of a template.
 *
 * @param at of the colon of `://`.
 */
export function joinedPassword(text: string, at: number): string | undefined {
  const { plus, dollar, brace } = joined.exec(text.slice(at, at + LONGEST))?.groups ?? {};

  return plus ?? dollar ?? brace;
}

/** Characters. */
const LONGEST = 200;

const joined =
  /^:\/\/[\w.-]{1,64}:(?:["'`]\s{0,8}\+\s{0,8}(?<plus>[A-Za-z_]\w{0,60})\s{0,8}\+\s{0,8}["'`]@|\$\{(?<dollar>[A-Za-z_]\w{0,60})\}@|\{(?<brace>[A-Za-z_]\w{0,60})\}@)/;

/** The text that a name is set to, where that is done once. */
export function assignedTo(
  name: string,
  text: string,
): { readonly secret: string; readonly at: number } | undefined {
  const found: { readonly secret: string; readonly at: number }[] = [];

  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    assignment.lastIndex = at + name.length;
    const [whole, ...secrets] = assignment.exec(text) ?? [];
    const secret = secrets.find((each) => each !== undefined);
    if (/[\w.$]/.test(text[at - 1] ?? '')) continue;
    if (isParameter(text, at, name)) return undefined;
    if (whole === undefined) continue;
    if (secret === undefined || found.length > 0) return undefined;
    found.push({ secret, at: assignment.lastIndex - 1 - secret.length });
  }
  return found[0];
}

/** Whether a function takes it: `function (a, p)`, `def f(p)`, `(p) =>`. */
function isParameter(text: string, at: number, name: string): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  const after = text.slice(at + name.length, at + name.length + 20);

  return (
    /(?:\bfunction\b|\bdef\b)[^()]{0,80}\([^()]{0,120}$/.test(before) ||
    /^\s{0,4}(?:,[^()]{0,16})?\)?\s{0,4}=>/.test(after) ||
    /^[^()=]{0,16}\)\s{0,4}(?:=>|\{)/.test(after)
  );
}

const assignment =
  /(?:\s{0,4}:\s{0,4}str(?:ing)?)?\s{0,4}=(?!=)\s{0,8}(?:"([^"\r\n]{4,100})"|'([^'\r\n]{4,100})'|`([^`\r\n]{4,100})`)?/y;
