import type { FieldPath } from '../../flow/index.ts';
import { keptBySchema } from '../schema.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { ends } from './ends.ts';
import { isAnyField } from './given-fields.ts';

/**
 * Whether a schema's call leaves out a field of what it is given: `z.object({ text: z.string() }).parse(body).id`. What Joi says of
 * more is taken for asked; what others that validate let through, they keep.
 */
export function isLeftOut(call: CallNode, [field]: FieldPath, values: Values): boolean {
  if (field === undefined || isAnyField(field)) return false;
  const isValidated = (calledName(call) ?? '').startsWith('validate');

  return (!isValidated || isOfJoi(call, values, leavingOut)) && knowsNo(field, call, values);
}

/** Whether a field of a name is refused before it is used: by Joi, which lets none through that a schema does not name. */
export function isRefused(
  { reads }: Binding,
  use: AnyNode,
  [field]: FieldPath,
  values: Values,
): boolean {
  if (field === undefined || isAnyField(field)) return false;
  const of = scopeOf(use).function;

  return reads.slice(0, MOST_READS).some((read) => {
    const call = parentOf(read);
    if (read === use || use.start < read.start || scopeOf(read).function !== of) return false;
    if (
      !isCall(call) ||
      call.arguments[0] !== read ||
      !/^validate(?:Async)?$/.test(calledName(call) ?? '')
    )
      return false;

    return isOfJoi(call, values, refusing) && knowsNo(field, call, values) && endsByIt(call, use);
  });
}

function knowsNo(field: string, { callee }: CallNode, values: Values): boolean {
  const fields = callee.type === 'MemberExpression' && keptBySchema(callee.object, values);

  return fields !== undefined && fields !== false && !fields.has(field);
}

/** @param harmless the options that let nothing more through */
function isOfJoi(
  { callee, arguments: [, options] }: CallNode,
  values: Values,
  harmless: ReadonlySet<string>,
): boolean {
  const isMade =
    callee.type === 'MemberExpression' &&
    values
      .valuesOf(callee.object)
      .some((value) => value.kind === 'made' && /^module:(?:@hapi\/)?joi\b/.test(value.name));
  const isPlain =
    !options ||
    (options.type === 'ObjectExpression' &&
      options.properties.every((each) => harmless.has(nameOf(each))));

  return isMade && isPlain;
}

const refusing: ReadonlySet<string> = new Set(['abortEarly', 'convert', 'errors', 'messages']);
const leavingOut: ReadonlySet<string> = new Set([...refusing, 'stripUnknown']);

function nameOf(property: NodeOf<'ObjectExpression'>['properties'][number]): string {
  return property.type === 'Property' ? (memberName(property) ?? '') : '';
}

/** `const { error } = schema.validate(body); if (error) return …`, and `await schema.validateAsync(body)`, which throws. */
function endsByIt(call: CallNode, use: AnyNode): boolean {
  if (calledName(call) === 'validateAsync') return true;
  const declared = parentOf(call);
  if (declared?.type !== 'VariableDeclarator') return false;

  return errorsIn(declared.id).some((read) => {
    const at = conditionOf(read);
    return at?.type === 'IfStatement' && at.end <= use.start && ends(at.consequent);
  });
}

/** Where the verdict is read: `error`, `result.error`. */
function errorsIn(id: AnyNode): readonly AnyNode[] {
  if (id.type === 'Identifier') {
    return (bindingOf(id)?.reads ?? []).slice(0, MOST_READS).flatMap((read) => {
      const around = parentOf(read);
      return around?.type === 'MemberExpression' && fieldRead(around) === 'error' ? around : [];
    });
  }
  if (id.type !== 'ObjectPattern') return [];

  return id.properties.flatMap((each) =>
    each.type === 'Property' && memberName(each) === 'error'
      ? (bindingOf(each.value)?.reads ?? []).slice(0, MOST_READS)
      : [],
  );
}

/** The condition that it is all of. */
function conditionOf(read: AnyNode): AnyNode | undefined {
  const around = parentOf(read);

  return around?.type === 'IfStatement' && around.test === read ? around : undefined;
}

const MOST_READS = 60;
