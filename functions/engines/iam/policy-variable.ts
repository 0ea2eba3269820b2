import type { RequestContext } from './request-context.ts';
import { literal } from './wildcard.ts';

/** A text of a policy with the values of its variables in their places. */
export interface Filled {
  /** For comparison as it stands. */
  readonly text: string;
  /** For wildcards: those of the policy are, those of a value are not. */
  readonly pattern: string;
  /**
   * `unknown` where a variable may have any value: `pattern` has `*` for it. `absent` where the
   * request lacks it, and it has no default: the text then equals nothing.
   */
  readonly variables: 'filled' | 'unknown' | 'absent';
}

/** Source: "IAM policy elements: Variables and tags" (IAM User Guide). */
export function fillVariables(text: string, context: RequestContext): Filled {
  if (!text.includes('${')) return { text, pattern: text, variables: 'filled' };

  let filled: Filled = { text: '', pattern: '', variables: 'filled' };
  let read = 0;
  while (read < text.length) {
    const start = text.indexOf('${', read);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) return joined(filled, asIs(text.slice(read)));

    filled = joined(filled, asIs(text.slice(read, start)));
    filled = joined(filled, valueFor(text.slice(start + 2, end), context));
    read = end + 1;
  }

  return filled;
}

function valueFor(variable: string, context: RequestContext): Filled {
  if (variable === '*' || variable === '?' || variable === '$') return value(variable);

  const [name = '', fallback] = variable.split(',', 2).map((part) => part.trim());
  const readings = context.get(name.toLowerCase());
  const [reading, another] = readings ?? [];
  if (!reading || another || reading.length > 1) {
    return { text: '', pattern: '*', variables: 'unknown' };
  }

  const [known = fallback?.replaceAll("'", '')] = reading;
  return known === undefined ? { text: '', pattern: '', variables: 'absent' } : value(known);
}

function value(text: string): Filled {
  return { text, pattern: literal(text), variables: 'filled' };
}

function asIs(text: string): Filled {
  return { text, pattern: text, variables: 'filled' };
}

function joined(one: Filled, other: Filled): Filled {
  const outcomes = [one.variables, other.variables];
  const variables = outcomes.find((name) => name === 'absent') ?? outcomes.find(isUnknown);

  return {
    text: one.text + other.text,
    pattern: one.pattern + other.pattern,
    variables: variables ?? 'filled',
  };
}

function isUnknown(variables: Filled['variables']): boolean {
  return variables === 'unknown';
}
