import type { CalledResource, TextPart } from '../../../core/sdk-calls.ts';
import type { FunctionPlace } from './need.ts';

/** Values of environment variables, by name. */
export type VariableValues = Readonly<Record<string, string>>;

/** What a run of a function has in its environment. */
export interface CallSite {
  readonly place: FunctionPlace;
  /** Of the function itself. */
  readonly name: string;
  readonly variables: VariableValues;
}

/** More of one parameter are a list that says nothing. */
const MOST_VALUES = 40;

/**
 * What a parameter of a call may be, each as a pattern with `*` for what is not known of it; undefined
 * where one of them may be anything.
 */
export function calledValues(
  { values }: CalledResource,
  site: CallSite,
): readonly string[] | undefined {
  if (values.length === 0 || values.length > MOST_VALUES) return undefined;
  const patterns = values.map((parts) => patternOf(parts, site));

  return patterns.every((pattern) => pattern !== undefined) ? [...new Set(patterns)] : undefined;
}

function patternOf(parts: readonly TextPart[], site: CallSite): string | undefined {
  const text = parts.map((part) => partOf(part, site)).join('');

  return saysSomething(text) ? text : undefined;
}

function partOf(part: TextPart, { place, name, variables }: CallSite): string {
  if ('text' in part) return plain(part.text);
  if (!('variable' in part)) return '*';

  const given = Object.hasOwn(variables, part.variable) ? variables[part.variable] : undefined;
  if (given !== undefined && given !== '') return plain(given);
  const own = ofRuntime(part.variable, place, name);
  if (own !== undefined) return own;
  return part.otherwise === undefined || part.otherwise === '' ? '*' : plain(part.otherwise);
}

/**
 * What Lambda sets for each function.
 *
 * Source: "Defined runtime environment variables" (Lambda Developer Guide).
 */
function ofRuntime(variable: string, place: FunctionPlace, name: string): string | undefined {
  if (variable === 'AWS_REGION' || variable === 'AWS_DEFAULT_REGION') return place.region;

  return variable === 'AWS_LAMBDA_FUNCTION_NAME' ? name : undefined;
}

/** A wildcard or a variable of policies, in a name, would be one in a policy: any one character. */
function plain(text: string): string {
  return text.replaceAll(/[*?$]/g, '?');
}

/** A name of wildcards and signs is no name. */
function saysSomething(text: string): boolean {
  return /[a-z\d]/i.test(text.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, ''));
}
