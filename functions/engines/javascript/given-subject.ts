import { anyField, type FieldPath } from '../flow/index.ts';
import { servers } from './check-calls.ts';
import { isOtherChange } from './flags.ts';
import { everyHarm, type Harms, harm } from './harms.ts';
import { shareOrigin } from './own-list.ts';
import { targetsOf } from './pattern.ts';
import { bindingOf, parentOf } from './scope.ts';
import { Subject } from './subject.ts';
import { type AnyNode, calledName, type FunctionNode } from './syntax.ts';

/** Where a function is given a subject. */
export interface Given {
  readonly index: number;
  /** What a check of it rules out for the subject. */
  readonly concerns: Harms;
  readonly isHost: boolean;
  /** From the argument to it: of `check(q)`, `id` for `q.id`. */
  readonly fields?: FieldPath;
}

/** The argument that is the subject, or was made of it: a path, an address, the host of one. */
export function givenTo(given: readonly AnyNode[], subject: Subject): Given | undefined {
  const ways: readonly (readonly [(node: AnyNode) => boolean, Harms, boolean])[] = [
    [(node) => subject.isReadBy(node), everyHarm, false],
    [(node) => subject.isJoinedIn(node), harm.path, false],
    [(node) => subject.isAddressReadBy(node), servers, false],
    [(node) => subject.isHostReadBy(node), servers, true],
  ];

  for (const [isIt, concerns, isHost] of ways) {
    const index = given.findIndex(isIt);
    if (index >= 0) return { index, concerns, isHost };
  }
  for (const [index, each] of given.entries()) {
    const fields = subject.fieldsWithin(each);
    if (fields) return { index, concerns: everyHarm, isHost: false, fields };
  }
  return undefined;
}

/** What a function calls it: its parameter, or what it takes out of that. */
export function subjectIn(of: FunctionNode, { index, isHost, fields }: Given): Subject | undefined {
  const parameter = of.params[index];
  if (parameter?.type === 'Identifier') {
    if (isSetWithin(parameter, fields)) return undefined;
    if (fields) return Subject.ofField(parameter, fields);
    const subject = Subject.of(parameter);
    return isHost ? subject?.asHost() : subject;
  }
  const taken =
    parameter && fields
      ? targetsOf(parameter).find(({ path }) => path.join('\0') === fields.join('\0'))
      : undefined;

  return taken && !isSetWithin(taken.node) ? Subject.of(taken.node) : undefined;
}

/** The element that a function is given by `list.filter` or `list.every`. */
export function elementIn({ params: [element] }: FunctionNode): Subject | undefined {
  return element && !isSetWithin(element) ? Subject.of(element) : undefined;
}

/** Whether a function sets what it was given, or the field of it: what it checks is not the caller's then. */
function isSetWithin(parameter: AnyNode, fields: FieldPath = []): boolean {
  const binding = bindingOf(parameter);

  return (
    binding !== undefined &&
    (binding.reads.some(isOtherChange) ||
      binding.writes.some(({ path }) =>
        path.every((field, at) => [field, anyField, undefined].includes(fields[at])),
      ))
  );
}

/** Whether a list that it is looked for in may come from where it came from itself: `isOneOf(body.host, body.hosts)`. */
export function isGivenItsList(
  { params }: FunctionNode,
  given: readonly AnyNode[],
  index: number,
): boolean {
  return given.some((other, at) => {
    const parameter = params[at] ?? params.at(-1);
    const [of] = given.slice(index);
    return at !== index && of && parameter && isList(parameter) && shareOrigin(other, of);
  });
}

/** Something is looked for in it, or it is handed on; what is taken apart may be one. */
function isList(parameter: AnyNode): boolean {
  const binding = parameter.type === 'Identifier' && bindingOf(parameter);

  return !binding || binding.reads.some((read) => isListRead(read));
}

function isListRead(read: AnyNode): boolean {
  const around = parentOf(read);

  switch (around?.type) {
    case 'MemberExpression':
      return around.object === read;
    case 'BinaryExpression':
      return around.operator === 'in';
    case 'CallExpression':
      return !ofPaths.test(calledName(around) ?? '');
    case 'ForOfStatement':
    case 'NewExpression':
    case 'SpreadElement':
      return true;
    default:
      return false;
  }
}

const ofPaths = /^(?:startsWith|relative|resolve|join|normalize)$/;
