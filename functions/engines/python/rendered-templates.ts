import { argumentOf, seen } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, kindsOf, noKinds, ofAllKinds, others } from './kinds.ts';
import type { Call } from './syntax.ts';
import type { Values } from './value.ts';

/** Where a template is made and rendered, by its full name. */
export const RENDERED = 'jinja2.Template().render';

/**
 * What a call does no harm to of what it is given: a template puts it into a page as it is only where all of its text is seen, and nothing
 * in it or beside it escapes. Source: `jinja2.Template`, autoescape (default False).
 */
export function keptByTemplate(values: Values, { callee }: Call, name: string): Kinds {
  if (name !== RENDERED) return noKinds;
  const made = callee.type === 'Attribute' ? values.writtenAs(callee.object) : undefined;
  if (made?.type !== 'Call' || argumentOf(made, undefined, 'autoescape')) return allKinds;
  const text = constantText(seen(argumentOf(made, 0, 'source')));

  return text === undefined || escapes.test(text)
    ? allKinds
    : others(kindsOf('unescaped-html') | ofAllKinds);
}

const escapes = /\|\s{0,9}(?:e|escape|forceescape|urlencode|tojson|striptags)\b|autoescape/;
