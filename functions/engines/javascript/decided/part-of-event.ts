import type { EventPart } from '../../../core/decided-change.ts';
import type { FieldPath } from '../../flow/index.ts';
import { eventPartOf } from '../../signatures/index.ts';
import { lookUp, parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, type FunctionNode, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAnyField } from './given-fields.ts';
import type { RequestCode } from './request-code.ts';

/** Which part of the event what lies there is, where it is one that not every way in brings; undefined where the code may have put it there. */
export function partOfEvent(
  entry: FunctionNode,
  [field]: FieldPath,
  { values, wrapped }: Pick<RequestCode, 'values' | 'wrapped'>,
): EventPart | undefined {
  const part = field === undefined || isAnyField(field) ? undefined : eventPartOf(field);
  if (part === 'other fields' && wrapped.has(entry)) return undefined;

  return part && isKept(entry, 0, values) ? part : undefined;
}

/** Whether the event stays as Lambda hands it over: its fields are read, and nothing that could put more into it is given it. */
function isKept(of: FunctionNode, index: number, values: Values, depth = 0): boolean {
  const parameter = of.params[index];
  const named = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (named?.type === 'ObjectPattern') return true;
  const binding = named?.type === 'Identifier' ? lookUp(named.name, scopeOf(of.body)) : undefined;
  if (binding?.definitions.length !== 1 || binding.writes.length > 0) return false;

  return binding.reads.every((read) => read === named || isOnlyRead(read, values, depth));
}

function isOnlyRead(read: AnyNode, values: Values, depth: number): boolean {
  const around = parentOf(read);
  if (around?.type === 'MemberExpression') return around.object === read && !isSet(around);
  if (around?.type === 'VariableDeclarator') {
    return around.init === read && around.id.type === 'ObjectPattern';
  }
  if (!isCall(around) || around.callee === read) return false;
  const names = values.namesOf(around.callee);
  if (names.length > 0 && names.every((name) => harmless.test(name))) return true;
  const own = values.functionsOf(around.callee);
  const given: readonly AnyNode[] = around.arguments;
  const index = given.indexOf(read);

  return (
    own.length > 0 &&
    depth < MOST_DEEP &&
    own.every((each) => isKept(each, index, values, depth + 1))
  );
}

/** `event[name] = value` */
function isSet(member: AnyNode): boolean {
  const around = parentOf(member);

  return around?.type === 'AssignmentExpression' && around.left === member;
}

const harmless = /^(?:console\.\w{1,20}|JSON\.stringify)$/;

const MOST_DEEP = 3;
