import {
  anyField,
  type FieldPath,
  isElement,
  isInJson,
  itself,
  under,
  within,
} from '../flow/index.ts';
import { isWrittenByAws } from './aws-fields.ts';
import { passArgument, passReceiver } from './calls.ts';
import { keptByWrapper } from './checked-events.ts';
import { asyncStepOf } from './compiled-async.ts';
import { resumedCases, returnedBy, sentIn } from './compiled-steps.ts';
import type { Fact } from './entry.ts';
import { isAwsKey, isTakenOutOf } from './environment-keys.ts';
import { keptInField } from './event-fields.ts';
import type { Flow } from './flow.ts';
import { everyHarm, type Harms, harm, harmsOfSecrets, noHarm, without } from './harms.ts';
import { keptInJson, keptInText } from './joined-text.ts';
import { fieldOf } from './link.ts';
import { objectsOf } from './options.ts';
import { parentOf, scopeOf } from './scope.ts';
import { jsonTextAround } from './sinks/json-text.ts';
import { keptByAssignment } from './sinks/module-state.ts';
import { type Field, sinksOfField } from './sinks/response-fields.ts';
import { sinksNamed } from './sinks.ts';
import { joinedByConcat, putIntoText } from './skeleton.ts';
import {
  type AnyNode,
  type CallNode,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from './syntax.ts';

/** Where the value of an expression goes depends on what stands around it. */
export function step(flow: Flow, reached: Fact): void {
  const { node, path } = reached;
  const parent = parentOf(node);
  const kept = isElement(path) ? flow.guards.keptWhereRead(node) : everyHarm;
  const fact = { ...reached, harms: reached.harms & kept & keptOfCopy(reached) };
  if (!parent || fact.harms === noHarm) return;

  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
      if (parent.callee === node) return;
      if (returnedBy(parent) === node) leave(flow, parent, fact);
      else if (joinedByConcat(parent) || putIntoText(parent) === node) joined(flow, parent, fact);
      else passArgument(flow, parent, fact);
      return;
    case 'MemberExpression':
      if (parent.object === node) readField(flow, parent, fact);
      return;
    case 'AssignmentExpression':
      assigned(flow, parent, fact);
      return;
    case 'VariableDeclarator':
      if (parent.init === node) flow.assign(parent.id, path, fact, parent);
      return;
    case 'AssignmentPattern':
      if (parent.right === node) flow.assign(parent.left, path, fact, parent);
      return;
    case 'ForOfStatement':
      if (parent.right === node) loop(flow, parent, within(path, anyField), fact);
      return;
    case 'ForInStatement':
      if (parent.right === node && path.length === 0) {
        loop(flow, parent, path, { ...fact, harms: without(fact.harms, harmsOfSecrets) });
      }
      return;
    case 'ReturnStatement':
      leave(flow, parent, fact);
      return;
    case 'YieldExpression': {
      // What comes back is what was promised, if the function is an async one made by a compiler.
      const of = scopeOf(parent).function;
      if (of) flow.leave(of, parent.delegate ? path : under(anyField, path), fact);
      flow.reach(parent, path, fact);
      return;
    }
    case 'TaggedTemplateExpression':
      if (isRawText(parent)) flow.reach(parent, path, fact);
      else flow.lose(parent, parent.tag);
      return;
    case 'ArrowFunctionExpression':
      if (parent.body === node) flow.leave(parent, path, fact);
      return;
    case 'ImportExpression':
      if (parent.source !== node || !isElement(path)) return;
      for (const sink of sinksNamed('import', 0)) flow.hits.add(parent, sink, fact);
      return;
    case 'BinaryExpression':
    case 'TemplateLiteral':
      joined(flow, parent, fact);
      return;
    case 'Property':
      given(flow, parent, fact);
      return;
    case 'ArrayExpression': {
      const awaited = asyncStepOf(parent);
      if (awaited) {
        const isValue = parent.elements[1] === node;
        if (isValue && awaited.leaves) flow.leave(awaited.leaves, path, fact);
        for (const read of isValue ? awaited.resumes : []) flow.reach(read, path, fact);
        return;
      }
      // In a text that is joined of them, none but the first names a server.
      const isPart = parent.elements[0] !== node && isJoined(parent);
      const kept = isPart ? without(everyHarm, harm.origin, harm.redirect) : everyHarm;
      flow.reach(...outwards(node, parent, path), fact, { kept });
      return;
    }
    default:
      flow.reach(...outwards(node, parent, path), fact);
  }
}

/** Of a copy of the environment, or of settings, that a secret was taken out of. */
function keptOfCopy({ node, path: [field], harms }: Fact): Harms {
  if ((harms & harmsOfSecrets) === noHarm || node.type !== 'Identifier') return everyHarm;
  const isOne =
    (harms & harm.environment) !== noHarm
      ? isAwsKey
      : (deleted: string | undefined) =>
          deleted === undefined || field === undefined || deleted === field;

  return isTakenOutOf(node, isOne) ? without(everyHarm, harmsOfSecrets) : everyHarm;
}

/** It is what a function returns; or, of one that a compiler made steps of, what the next step gets. */
function leave(flow: Flow, at: NodeOf<'ReturnStatement'> | CallNode, fact: Fact): void {
  const of = scopeOf(at).function;
  if (!of) return;
  const next = at.type === 'ReturnStatement' ? resumedCases(at, of) : [];

  if (next.length === 0) flow.leave(of, fact.path, fact);
  for (const read of next.flatMap((one) => sentIn(one, of))) flow.reach(read, fact.path, fact);
}

/** A field of an object that is being made. */
function given(flow: Flow, property: NodeOf<'Property'>, fact: Fact): void {
  const { node, path } = fact;
  const object = parentOf(property);
  if (object?.type !== 'ObjectExpression' || property.value !== node) {
    return;
  }
  const name = memberName(property) ?? anyField;
  reportField(flow, { object, name, value: node }, fact);
  flow.reach(object, under(name, path), fact);
}

function reportField(flow: Flow, field: Field, fact: Fact): void {
  for (const sink of sinksOfField(field, fact.path, flow.values)) {
    flow.hits.add(field.value, sink, fact);
  }
}

/** A part of a text. Of JSON it matters where it stands, but for what reads it as JavaScript. */
function joined(
  flow: Flow,
  around: NodeOf<'BinaryExpression' | 'TemplateLiteral'> | CallNode,
  fact: Fact,
): void {
  if (around.type === 'BinaryExpression' && around.operator !== '+') return;

  const json = isElement(fact.path) ? jsonTextAround(fact.node, around) : undefined;
  if (json) flow.hits.add(around, json, fact);

  const kept = keptInText(fact, around);
  if (isElement(fact.path)) flow.reach(around, itself, fact, { kept });
  else if (isInJson(fact.path)) flow.reach(around, itself, fact, { kept: kept & keptInJson });
}

/** What a part makes of the whole: the expression around it, and where it lies in that. */
function outwards(
  node: AnyNode,
  parent: AnyNode,
  path: FieldPath,
): [AnyNode, FieldPath | undefined] {
  switch (parent.type) {
    case 'LogicalExpression':
      // What && yields of its left side is falsy, and no code.
      return [parent, parent.operator === '&&' && parent.left === node ? undefined : path];
    case 'ConditionalExpression':
      return [parent, parent.test === node ? undefined : path];
    case 'SequenceExpression':
      return [parent, parent.expressions.at(-1) === node ? path : undefined];
    case 'ArrayExpression':
      return [parent, node.type === 'SpreadElement' ? path : under(indexIn(parent, node), path)];
    case 'ObjectExpression':
      return [parent, isSetBehind(node, parent, path) ? undefined : path];
    case 'AwaitExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'SpreadElement':
      return [parent, path];
    default:
      return [parent, undefined];
  }
}

/** `{ ...settings, password: '***' }` */
function isSetBehind(
  spread: AnyNode,
  { properties }: NodeOf<'ObjectExpression'>,
  [field]: FieldPath,
): boolean {
  const at = (properties as readonly AnyNode[]).indexOf(spread);

  return (
    field !== undefined &&
    at >= 0 &&
    properties
      .slice(at + 1)
      .some((property) => property.type === 'Property' && memberName(property) === field)
  );
}

/** After a spread it is not known. */
function indexIn({ elements }: NodeOf<'ArrayExpression'>, node: AnyNode): string {
  const all: readonly (AnyNode | null)[] = elements;
  const hasSpread = all.some((element) => element?.type === 'SpreadElement');

  return hasSpread ? anyField : String(all.indexOf(node));
}

function isJoined(list: AnyNode): boolean {
  const method = parentOf(list);

  return method?.type === 'MemberExpression' && fieldRead(method) === 'join';
}

function isRawText({ tag }: NodeOf<'TaggedTemplateExpression'>): boolean {
  return tag.type === 'MemberExpression' && fieldRead(tag) === 'raw';
}

function readField(flow: Flow, member: NodeOf<'MemberExpression'>, fact: Fact): void {
  const field = fieldOf(member);
  const around = parentOf(member);

  if (isCall(around) && around.callee === member) {
    passReceiver(flow, around, field, fact);
  } else if (field !== 'length' && !isWrittenByAws(fact, [field])) {
    flow.reach(member, within(fact.path, field), fact, {
      kept:
        fact.path.length === 0
          ? keptByReading(member, field) & keptByWrapper(flow.checked, fact, [field])
          : everyHarm,
    });
  }
}

function keptByReading(member: NodeOf<'MemberExpression'>, field: string): Harms {
  const around = parentOf(member);
  const next = around?.type === 'MemberExpression' && around.object === member;

  const of = member.object.type === 'MemberExpression' ? fieldRead(member.object) : undefined;

  return keptInField(field, next ? fieldRead(around) : undefined, of);
}

function assigned(flow: Flow, assignment: NodeOf<'AssignmentExpression'>, fact: Fact): void {
  const { left, right, operator } = assignment;
  const isText = operator === '+=';
  const isMove = ['=', '||=', '??=', '&&='].includes(operator);
  if ((fact.node !== right && !isText) || (!isText && !isMove)) return;

  if (isText && !isElement(fact.path) && !isInJson(fact.path)) return;

  const path = isText ? itself : fact.path;
  const kept = isText ? keptInText(fact, assignment) : everyHarm;
  const ofJson = isText && isInJson(fact.path) ? keptInJson : everyHarm;
  const now = { ...fact, harms: fact.harms & kept & ofJson };
  flow.reach(assignment, path, now);
  if (fact.node !== right) return;
  flow.assign(left, path, now, assignment);
  const state = keptByAssignment(assignment);
  if (state) flow.hits.add(assignment, state, now);
  if (left.type !== 'MemberExpression') return;

  for (const object of objectsOf(flow.values, left.object)) {
    reportField(flow, { object, name: fieldRead(left) ?? anyField, value: right }, now);
  }
}

function loop(
  flow: Flow,
  { left }: NodeOf<'ForOfStatement' | 'ForInStatement'>,
  path: FieldPath | undefined,
  fact: Fact,
): void {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;

  if (target) flow.assign(target, path, fact, left);
}
