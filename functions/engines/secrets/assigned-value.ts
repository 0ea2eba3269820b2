import type { SecretFileForm } from './secret-files.ts';

/** A text that a name is given in a file. */
export interface AssignedValue {
  readonly name: string;
  readonly value: string;
  /** Where the value begins, within the quotes. */
  readonly at: number;
  readonly how: Assignment;
}

/**
 * How a name is given its value: `=` is kept in a variable, `:` is a part of something, `default`
 * stands in for a setting that is missing, `==` is what something is compared with, and a `pair` is a
 * user and a password.
 */
export type Assignment = '=' | ':' | 'default' | '==' | 'pair';

/**
 * The value of the name in which there is a word, where it has one.
 *
 * @param at of the word.
 */
export function assignedValue(
  text: string,
  at: number,
  form: SecretFileForm,
): AssignedValue | undefined {
  const name = nameAround(text, at);
  if (!name) return undefined;

  return (
    (form === 'script' ? pairAfter(text, name) : undefined) ??
    quotedValue(text, name) ??
    (form === 'data' || form === 'lines'
      ? (taggedValue(text, name) ?? bareValue(text, name, form))
      : undefined)
  );
}

interface Name {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The quote around it, if any. */
  readonly quote: string;
}

/** Characters. */
const LONGEST_NAME = 64;
const LONGEST_VALUE = 512;

function nameAround(text: string, at: number): Name | undefined {
  let start = at;
  let end = at;
  while (isOfName(text.charCodeAt(start - 1)) && at - start <= LONGEST_NAME) start -= 1;
  while (isOfName(text.charCodeAt(end)) && end - at <= LONGEST_NAME) end += 1;
  if (end - start > LONGEST_NAME) return undefined;

  const quote = text[end] ?? '';
  const isQuoted = /["'`]/.test(quote) && text[start - 1] === quote;
  return { text: text.slice(start, end), start, end, quote: isQuoted ? quote : '' };
}

/** Letters, digits and what joins words. */
function isOfName(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 36
  );
}

/** `=`, `:`, `=>`, `:=`, with the type of a declaration before it; what stands in for a missing one. */
const operator =
  /[\])]{0,2}\s{0,8}(?::\s{0,4}[A-Za-z]{1,20}(?:\s?\|\s?[A-Za-z]{1,20})?\s{0,4}(?==))?(?<mark>=>|:=|={1,3}|!={1,2}|\|\||\?\?|\|\|=|\?\?=|:|,|or\b)\s{0,8}[bBrRuU@]{0,2}(?<quote>["'`])/y;

/** Of quotes around it, of any language. */
function quotedValue(text: string, name: Name): AssignedValue | undefined {
  operator.lastIndex = name.end + name.quote.length;
  const match = operator.exec(text);
  const { mark = '', quote = '' } = match?.groups ?? {};
  const how = assignmentOf(mark, name, text);
  if (!match || !how) return undefined;

  const at = operator.lastIndex;
  const value = upToQuote(text.slice(at, at + LONGEST_VALUE), quote);
  if (value === undefined || isPart(text, at + value.length + 1)) return undefined;

  return { name: name.text, value, at, how };
}

function assignmentOf(mark: string, name: Name, text: string): Assignment | undefined {
  if (/^(?:\|\||\?\?|or)/.test(mark)) return 'default';
  if (/^[=!]==?$/.test(mark)) return '==';
  // `(token) => 'x'` is a function, `'token' => 'x'` a pair.
  if (mark === '=>' && !/^["'`]?\s{0,8}=>/.test(text.slice(name.end, name.end + 12)))
    return undefined;
  if (mark === ',') return isGivenByCall(name, text) ? 'default' : undefined;
  if (mark === '=') return '=';

  return mark === '' ? undefined : ':';
}

/** `getenv('PASSWORD', 'x')`, `set("password", "x")`: no list of names, and no call that takes both. */
function isGivenByCall({ start, quote }: Name, text: string): boolean {
  return quote !== '' && giving.test(text.slice(Math.max(0, start - 40), start - 1));
}

const giving =
  /(?:get|env|environ|set|put|add|append|define|property|setting|config|header|option|param|value|default)[A-Za-z_]{0,20}\($/i;

/** What is in the quotes, where they end on the same line and nothing is put into the text. */
function upToQuote(rest: string, quote: string): string | undefined {
  let end = rest.indexOf(quote);
  while (end > 0 && rest[end - 1] === '\\') end = rest.indexOf(quote, end + 1);
  if (end < 1) return undefined;

  const value = rest.slice(0, end);
  return /[\r\n]/.test(value) || (quote === '`' && value.includes('${')) ? undefined : value;
}

/** A text that something is added to, or that is made anew from, is none that is used as it stands. */
function isPart(text: string, at: number): boolean {
  return /^\s{0,4}(?:[+%.[]|\?\s?["'`]|if\b)/.test(text.slice(at, at + 8));
}

const pair =
  /\s{0,4}[=:]\s{0,4}[([]\s{0,4}["'][^"'\n]{1,64}["']\s{0,4},\s{0,4}["'](?<password>[^"'\n]{4,100})["']\s{0,4}[)\]]/y;

/** `auth=('admin', 'password')` */
function pairAfter(text: string, name: Name): AssignedValue | undefined {
  if (!/auth$/i.test(name.text)) return undefined;

  pair.lastIndex = name.end + name.quote.length;
  const password = pair.exec(text)?.groups?.password;
  if (password === undefined) return undefined;

  const at = text.lastIndexOf(password, pair.lastIndex - 1);
  return { name: name.text, value: password, at, how: 'pair' };
}

/** `<password>x</password>`, `name="password" value="x"`, `key="password">x<` */
const tagged =
  /(?:["']\s{1,8}value\s{0,2}=\s{0,2}["']|["']?\s{0,4}>)(?<value>[^<>"'\n]{4,200})(?:["']|<\/)/y;

function taggedValue(text: string, name: Name): AssignedValue | undefined {
  if (!/[<"']/.test(text[name.start - 1] ?? '')) return undefined;

  tagged.lastIndex = name.end;
  const value = tagged.exec(text)?.groups?.value;
  if (value === undefined) return undefined;

  const at = text.lastIndexOf(value, tagged.lastIndex - 1);
  return { name: name.text, value, at, how: '=' };
}

const bareInLines = /["']?[ \t]{0,8}[=:][ \t]{0,8}(?<value>[^\r\n]{1,400})/y;
const bareInData = /["']?:[ \t]{1,8}(?<value>[^\r\n"'`{}[\]&*!|>%@,#][^\r\n]{0,400})/y;

/** To the end of its line, without a comment: of a name at the start of one. */
function bareValue(text: string, name: Name, form: 'data' | 'lines'): AssignedValue | undefined {
  const before = text.slice(Math.max(0, name.start - 100), name.start);
  const isFirst = /(?:^|[\r\n])[ \t]{0,60}(?:- |export |set |ENV |\/\/[\w./-]{1,80}:)?["']?$/.test(
    before,
  );
  if (!isFirst && !/\bpassword$/i.test(name.text)) return undefined;

  const pattern = form === 'lines' ? bareInLines : bareInData;
  pattern.lastIndex = name.end;
  const rest = isFirst ? pattern.exec(text)?.groups?.value : netrcPassword(text, name);
  const value = rest && withoutComment(rest).trim();
  if (!value || /^["'`]/.test(value)) return undefined;

  return { name: name.text, value, at: text.indexOf(value, name.end), how: '=' };
}

function withoutComment(line: string): string {
  const at = line.search(/[ \t][#;]/);

  return at < 0 ? line : line.slice(0, at);
}

const netrc = /[ \t]{1,8}(?<value>\S{4,200})/y;

/** `machine example.com login app password x` */
function netrcPassword(text: string, name: Name): string | undefined {
  const before = text.slice(Math.max(0, name.start - 200), name.start);
  if (!/\blogin[ \t]{1,8}\S{1,100}\s{1,20}$/.test(before)) return undefined;

  netrc.lastIndex = name.end;
  return netrc.exec(text)?.groups?.value;
}
