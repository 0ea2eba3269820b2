import type { FieldPath } from '../../flow/index.ts';
import { keptBySchema } from '../schema.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  literalText,
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
export function leavesOut(call: CallNode, [field]: FieldPath, values: Values): boolean {
  if (field === undefined || isAnyField(field)) return false;
  if (calledName(call) === 'omit') return textsIn(call)?.includes(field) === true;

  return fieldsLeftBy(call, values)?.has(field) === false;
}

/** The fields of what is given that a call leaves in it; undefined where that may be any. */
function fieldsLeftBy(call: CallNode, values: Values): ReadonlySet<string> | undefined {
  const name = calledName(call) ?? '';
  if (name === 'pick') {
    // `pick(body, ['item.id'])`
    const named = textsIn(call)?.flatMap((each) => each.split(/[.[]/, 1));
    return named && new Set(named);
  }
  return !name.startsWith('validate') || isOfJoi(call, values, leavingOut)
    ? knownTo(call, values)
    : undefined;
}

/** Which fields an object can have, as far as a schema says it, or those that are picked: `schema.parse(body)`, and names for it. */
export function fieldsKeptIn(
  node: AnyNode,
  values: Values,
  depth = 0,
): ReadonlySet<string> | undefined {
  if (depth > MOST_STEPS) return undefined;
  if (node.type === 'AwaitExpression') return fieldsKeptIn(node.argument, values, depth + 1);
  if (node.type === 'MemberExpression') {
    return /^(?:data|value)$/.test(fieldRead(node) ?? '')
      ? fieldsKeptIn(node.object, values, depth + 1)
      : undefined;
  }
  if (isCall(node)) return fieldsLeftBy(node, values);
  const { definitions: [definition, ...others] = [], writes = [] } = bindingOf(node) ?? {};
  const isOne = definition?.kind === 'value' && others.length === 0 && writes.length === 0;

  return isOne && definition.path.every((each) => /^(?:data|value)$/.test(each))
    ? fieldsKeptIn(definition.node, values, depth + 1)
    : undefined;
}

/** The names of all fields that a value has, where a schema let it through, with those that are set on it: `const { value } = schema.validate(body)`. */
export function fieldsLetThrough(node: AnyNode, values: Values): readonly string[] | undefined {
  const { definitions: [only, ...others] = [], writes = [] } = bindingOf(node) ?? {};
  const isOne = only?.kind === 'value' && others.length === 0;
  if (!isOne || !only.path.every((each) => /^(?:data|value)$/.test(each))) return undefined;
  const fields = fieldsKeptIn(only.node, values);

  return fields && [...fields, ...writes.flatMap(({ path: [field] }) => field ?? [])];
}

/** `pick(body, 'text', 'title')`, `omit(body, ['id'])`; undefined where not all is a text. */
function textsIn({ arguments: [, ...given] }: CallNode): readonly string[] | undefined {
  const all = given.flatMap((each): readonly AnyNode[] =>
    each.type === 'ArrayExpression' ? each.elements.flatMap((one) => one ?? []) : [each],
  );
  const texts = all.flatMap((each) => literalText(each) ?? []);

  return texts.length === all.length && texts.length > 0 ? texts : undefined;
}

/**
 * Whether a field of a name is refused before it is used: by Joi, which lets none through that a schema does not name. Or it is taken
 * out: `const { id, ...rest } = body`, `delete body.id`.
 */
export function isKeptOut(
  binding: Binding,
  use: AnyNode,
  [field]: FieldPath,
  values: Values,
): boolean {
  if (field === undefined || isAnyField(field)) return false;
  const of = scopeOf(use).function;
  if (isBeside(binding, field)) return true;

  return binding.reads.slice(0, MOST_READS).some((read) => {
    const call = parentOf(read);
    if (read === use || use.start < read.start || scopeOf(read).function !== of) return false;
    if (isDeleted(read, field)) return true;
    if (
      !isCall(call) ||
      call.arguments[0] !== read ||
      !/^validate(?:Async)?$/.test(calledName(call) ?? '')
    )
      return false;

    return isOfJoi(call, values, refusing) && knowsNo(field, call, values) && endsByIt(call, use);
  });
}

/** Whether it is what is left of an object without that field. */
function isBeside(binding: Binding, field: string): boolean {
  return binding.definitions.some((each) => {
    const declared = each.kind === 'value' ? parentOf(each.node) : undefined;
    const pattern = declared?.type === 'VariableDeclarator' ? declared.id : undefined;
    if (pattern?.type !== 'ObjectPattern') return false;
    const rest = pattern.properties.at(-1);
    return (
      rest?.type === 'RestElement' &&
      bindingOf(rest.argument) === binding &&
      pattern.properties.some((one) => one.type === 'Property' && memberName(one) === field)
    );
  });
}

/** `delete body.id;` as a statement of its function. */
function isDeleted(read: AnyNode, field: string): boolean {
  const member = parentOf(read);
  const deletion = member && parentOf(member);
  const statement = deletion && parentOf(deletion);
  const block = statement && parentOf(statement);

  return (
    member?.type === 'MemberExpression' &&
    fieldRead(member) === field &&
    deletion?.type === 'UnaryExpression' &&
    deletion.operator === 'delete' &&
    statement?.type === 'ExpressionStatement' &&
    block === scopeOf(read).function?.body
  );
}

function knowsNo(field: string, call: CallNode, values: Values): boolean {
  return knownTo(call, values)?.has(field) === false;
}

/** The fields that the schema of a call knows. */
function knownTo({ callee }: CallNode, values: Values): ReadonlySet<string> | undefined {
  const fields =
    callee.type === 'MemberExpression' ? keptBySchema(callee.object, values) : undefined;

  return fields && new Set(fields.keys());
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
const MOST_STEPS = 6;
