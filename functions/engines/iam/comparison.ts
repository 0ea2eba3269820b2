import { isInNetwork } from './ip-network.ts';
import { secondsOf } from './policy-date.ts';
import type { Filled } from './policy-variable.ts';
import { literal, matches } from './wildcard.ts';

/** Whether a value of a request is what a condition wants; undefined when that cannot be said. */
type Comparison = (actual: string, wanted: Filled) => boolean | undefined;

/** An operator of a Condition block, less its prefix and IfExists. */
export interface Operator {
  readonly compare: Comparison;
  /** It holds where nothing compares: `StringNotEquals` and the like. */
  readonly isNegated: boolean;
}

/** Source: "IAM JSON policy elements: Condition operators" (IAM User Guide). */
export function operatorNamed(name: string): Operator | undefined {
  return operators.get(name.toLowerCase());
}

const comparisons: readonly (readonly [type: string, relation: string, Comparison])[] = [
  ['String', 'Equals', (actual, { text }) => actual === text],
  ['String', 'EqualsIgnoreCase', equalsIgnoringCase],
  ['String', 'Like', like],
  ['Numeric', 'Equals', numeric((actual, wanted) => actual === wanted)],
  ['Numeric', 'LessThan', numeric((actual, wanted) => actual < wanted)],
  ['Numeric', 'LessThanEquals', numeric((actual, wanted) => actual <= wanted)],
  ['Numeric', 'GreaterThan', numeric((actual, wanted) => actual > wanted)],
  ['Numeric', 'GreaterThanEquals', numeric((actual, wanted) => actual >= wanted)],
  ['Date', 'Equals', dated((actual, wanted) => actual === wanted)],
  ['Date', 'LessThan', dated((actual, wanted) => actual < wanted)],
  ['Date', 'LessThanEquals', dated((actual, wanted) => actual <= wanted)],
  ['Date', 'GreaterThan', dated((actual, wanted) => actual > wanted)],
  ['Date', 'GreaterThanEquals', dated((actual, wanted) => actual >= wanted)],
  ['', 'Bool', equalsIgnoringCase],
  ['Binary', 'Equals', (actual, { text }) => actual === text],
  ['', 'IpAddress', (actual, { text }) => isInNetwork(actual, text)],
  ['Arn', 'Equals', arnLike],
  ['Arn', 'Like', arnLike],
];

const operators: ReadonlyMap<string, Operator> = new Map(
  comparisons.flatMap(([type, relation, compare]): [string, Operator][] => [
    [`${type}${relation}`.toLowerCase(), { compare, isNegated: false }],
    [`${type}Not${relation}`.toLowerCase(), { compare, isNegated: true }],
  ]),
);

function equalsIgnoringCase(actual: string, { text }: Filled): boolean {
  return actual.toLowerCase() === text.toLowerCase();
}

function like(actual: string, { pattern }: Filled): boolean {
  return matches(pattern, literal(actual));
}

/** Each of the six parts for itself, so that `*` does not reach into the next. */
function arnLike(actual: string, wanted: Filled): boolean {
  const [parts, patterns] = [partsOf(actual), partsOf(wanted.pattern)];
  if (patterns.length < 6) return like(actual, wanted);

  return (
    parts.length === 6 && patterns.every((part, at) => matches(part, literal(parts[at] ?? '')))
  );
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');

  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function numeric(holds: (actual: number, wanted: number) => boolean): Comparison {
  return (actual, { text }) => compared(numberOf(actual), numberOf(text), holds);
}

function dated(holds: (actual: number, wanted: number) => boolean): Comparison {
  return (actual, { text }) => compared(secondsOf(actual), secondsOf(text), holds);
}

function compared(
  actual: number | undefined,
  wanted: number | undefined,
  holds: (actual: number, wanted: number) => boolean,
): boolean | undefined {
  return actual === undefined || wanted === undefined ? undefined : holds(actual, wanted);
}

function numberOf(text: string): number | undefined {
  return /^-?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? Number(text) : undefined;
}
