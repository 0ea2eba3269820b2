import { highAtMost, type Kinds, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { calledName } from './link.ts';
import type { Definition } from './scope.ts';
import { isSubject, type Subject } from './subject.ts';
import type { Call, Expression, Name } from './syntax.ts';
import type { Values } from './value.ts';

interface Tested extends Subject {
  readonly values: Values;
}

/**
 * `os.path.isdir(x)`, `Path(x).exists()`: signs of a shell are only in it where someone made a file of such a
 * name before. Of what the code has put together, or handed on before it asks, it may have made that itself.
 */
export function existing(call: Call, subject: Tested): Kinds {
  const asked = askedFor(call, subject.values);
  const isOf = asked !== undefined && isSubject(asked, subject) && subject.fields === '';
  if (!isOf) return noKinds;
  const { definitions, reads } = subject.binding;
  const before = reads.filter(({ start }) => start < call.start);

  return definitions.every((each) => isAsSent(each, subject.values)) && before.every(isOnlyAsked)
    ? highAtMost
    : noKinds;
}

function askedFor({ callee, arguments: given }: Call, values: Values): Expression | undefined {
  const name = lastName(callee);
  const [first] = given;
  if (/^(?:isdir|isfile|exists)$/.test(name) && first?.spread === '') {
    return values.namesOf(callee).some((each) => each === `os.path.${name}`)
      ? first.value
      : undefined;
  }
  const path = callee.type === 'Attribute' ? callee.object : undefined;
  const isPath = /^(?:is_dir|is_file|exists)$/.test(name) && path?.type === 'Call';
  const [of, ...more] = isPath && lastName(path.callee) === 'Path' ? path.arguments : [];

  return more.length === 0 && of?.spread === '' ? of.value : undefined;
}

/** What a caller sent, as it came: `body['path']`, `args.get('path', '').strip()`, a parameter of a route. */
function isAsSent(definition: Definition, values: Values): boolean {
  if (definition.kind === 'parameter') {
    const { of } = definition;
    return values.isStarted(of) && values.sitesOf(of).length === 0;
  }

  return definition.kind === 'value' && definition.path.length === 0 && isRead(definition.node, 0);
}

function isRead(node: Expression, depth: number): boolean {
  if (node.type === 'Subscript') return true;
  const isMethod = node.type === 'Call' && node.callee.type === 'Attribute' && depth < MOST_STEPS;
  if (!isMethod || node.callee.type !== 'Attribute') return false;
  const { object, name } = node.callee;

  return name === 'get' || (/^[lr]?strip$/.test(name) && isRead(object, depth + 1));
}

const MOST_STEPS = 6;

function isOnlyAsked({ parent }: Name): boolean {
  if (parent?.type === 'Unary' || parent?.type === 'Binary' || parent?.type === 'If') return true;
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return (
    call?.type === 'Call' && /^(?:isdir|isfile|exists|Path|len|bool)$/.test(calledName(call) ?? '')
  );
}
