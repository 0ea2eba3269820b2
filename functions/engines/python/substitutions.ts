import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, noKinds, ofAllKinds, oneStep, others, without } from './kinds.ts';
import { classText } from './members.ts';
import type { Call } from './syntax.ts';
import type { Values } from './value.ts';

/** What a name with dots does no harm to: it has no slash, and may be a host. */
const ofNames: Kinds =
  without(others(ofAllKinds), 'path-traversal', 'server-side-request-forgery', 'open-redirect') |
  oneStep;

/** `re.sub('[^a-z0-9-]', '', x)`; with a dot among them, it may be `..`. */
export function keptBySub(values: Values, call: Call): Kinds {
  const given = argumentOf(call, 0, 'pattern');
  const ofClass = given?.type === 'Attribute' ? classText(values, given) : undefined;
  const pattern = ofClass ?? constantText(given) ?? '';
  if (/^\\W[+*]?$/.test(pattern)) return allKinds;
  const isNarrow = /^\[\^[\w\\.-]{1,60}\][+*]?$/.test(pattern) && !/\\[SWD]/.test(pattern);
  if (!isNarrow) return noKinds;

  return pattern.includes('.') ? ofNames : allKinds;
}
