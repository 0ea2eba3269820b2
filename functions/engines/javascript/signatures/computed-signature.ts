import type { SignatureKind } from '../../../core/signature-check.ts';
import { kindNamedIn as kindNamed, mostCallers, mostNested } from '../../signatures/index.ts';
import { exportedAs } from '../exported-as.ts';
import { holderOf, outcomesOf, returnsOf } from '../members.ts';
import { optionIn, textOf } from '../options.ts';
import { bindingOf, type Parameter, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
} from '../syntax.ts';
import type { Site, Values } from '../value.ts';
import { isOwnKey } from './own-key.ts';
import type { Requested } from './requested.ts';

/**
 * Whether an expression is an HMAC that the code computes with a key of its own, as it is or as a part of
 * a text: `'sha256=' + createHmac('sha256', key).update(body).digest('hex')`.
 */
export function isComputed(
  node: AnyNode,
  values: Values,
  requested: Requested,
  depth = 0,
): boolean {
  if (depth > mostNested) return false;
  const is = (each: AnyNode | null | undefined) =>
    each ? isComputed(each, values, requested, depth + 1) : false;

  switch (node.type) {
    case 'AwaitExpression':
    case 'SpreadElement':
      return is(node.argument);
    case 'YieldExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'TemplateLiteral':
      return node.expressions.some(is);
    case 'BinaryExpression':
      return node.operator === '+' && (is(node.left) || is(node.right));
    case 'ConditionalExpression':
      return is(node.consequent) && is(node.alternate);
    case 'Identifier': {
      const all = bindingOf(node)?.definitions ?? [];
      return (
        all.length > 0 &&
        all.every((one) => {
          if (one.kind === 'parameter') return isGivenByAll(one, values, is);
          return one.kind === 'value' && one.path.length === 0 && one.node !== node && is(one.node);
        })
      );
    }
    case 'CallExpression':
    case 'NewExpression':
      return isComputing(node, values, requested, depth);
    default:
      return false;
  }
}

/** Of a parameter, as in `match(theirs, mine)`, what every caller gives. */
function isGivenByAll(
  { of, index, path }: Parameter,
  values: Values,
  is: (given: AnyNode | undefined) => boolean,
): boolean {
  const sites = values.sitesOf(of);

  return (
    path.length === 0 &&
    sites.length > 0 &&
    isCalledOnlyBy(sites, of) &&
    sites.every(({ call, shift, isCallback }) => {
      const before = call.arguments.slice(0, index + shift);
      const isNext = !before.some(({ type }) => type === 'SpreadElement');
      return isNext && !isCallback && is(call.arguments[index + shift]);
    })
  );
}

/** Whether nothing else has the function: another name for it, a table or `bind` leads to further calls. */
function isCalledOnlyBy(sites: readonly Site[], of: FunctionNode): boolean {
  const holder = holderOf(of);
  const reads = holder?.reads.filter((read) => !isNaming(read)) ?? [];

  return reads.every((read) => {
    const exported = exportedAs(read);
    if (exported !== undefined) return exported === holder?.name || exported === 'default';
    return isExportedWhole(read) || sites.some(({ call }) => call === calledBy(read));
  });
}

function isNaming(name: AnyNode): boolean {
  const parent = parentOf(name);
  const isNamed = isFunction(parent) || parent?.type === 'VariableDeclarator';

  return isNamed && parent.id === name;
}

/** `module.exports = name` */
function isExportedWhole(name: AnyNode): boolean {
  const parent = parentOf(name);
  if (parent?.type !== 'AssignmentExpression' || parent.right !== name) return false;

  return parent.left.type === 'MemberExpression' && fieldRead(parent.left) === 'exports';
}

/** The call of `name()`, `(0, name)()` and `name.call(this)`. */
function calledBy(name: AnyNode): AnyNode | undefined {
  let at = name;

  for (let around = parentOf(at); around; around = parentOf(at)) {
    if (isCall(around)) return around.callee === at ? around : undefined;
    if (around.type !== 'SequenceExpression' && around.type !== 'MemberExpression')
      return undefined;
    at = around;
  }
  return undefined;
}

function isComputing(call: CallNode, values: Values, requested: Requested, depth: number): boolean {
  const method = calledName(call) ?? '';
  const { callee } = call;
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  if (method === 'digest' && object) return isHmac(object, values, requested, depth);
  if (/^Hmac\w+$/.test(method) && isOfPackage(callee, values, 'crypto-js')) {
    return hasOwnKey(call, values, requested);
  }

  const own = values.functionsOf(callee);
  const is = (each: AnyNode) => isComputed(each, values, requested, depth + 1);
  if (own.length > 0) {
    return own.every((each) => {
      const results = returnsOf(each).flatMap((result) => outcomesOf(result));
      return results.length > 0 && results.every(is);
    });
  }
  return (object !== undefined && is(object)) || call.arguments.some(is);
}

/** `createHmac(…)`, `createHmac(…).update(…)`, and a name for it. */
function isHmac(node: AnyNode, values: Values, requested: Requested, depth: number): boolean {
  let at: AnyNode | undefined = node;

  for (let steps = depth; at && steps < mostNested; steps += 1) {
    if (at.type === 'Identifier') {
      const [definition, ...others]: readonly { kind: string; node?: AnyNode }[] =
        bindingOf(at)?.definitions ?? [];
      at = others.length === 0 && definition?.kind === 'value' ? definition.node : undefined;
      continue;
    }
    if (!isCall(at)) return false;
    const callee: AnyNode = at.callee;
    if (calledName(at) === 'createHmac' && isOfPackage(callee, values, 'crypto')) {
      return hasOwnKey(at, values, requested);
    }
    at = callee.type === 'MemberExpression' ? callee.object : undefined;
  }
  return false;
}

/** A key that a request brings proves nothing. */
function hasOwnKey(
  { arguments: [, key] }: CallNode,
  values: Values,
  requested: Requested,
): boolean {
  return key !== undefined && textOf(key) !== '' && isOwn(key, values, requested);
}

/** Of a parameter, as in `sign(body, key)`, what each caller gives. */
function isOwn(key: AnyNode, values: Values, requested: Requested, depth = 0): boolean {
  const [definition] = bindingOf(key)?.definitions ?? [];
  if (definition?.kind !== 'parameter') return isOwnKey(key, { values, requested });
  const sites = depth > mostCallers ? [] : values.sitesOf(definition.of);
  const [field, ...deeper] = definition.path;

  return (
    sites.length > 0 &&
    deeper.length === 0 &&
    sites.every(({ call, shift, isCallback }) => {
      const given = isCallback ? undefined : call.arguments[definition.index + shift];
      const one = field === undefined ? given : optionIn(values, given, field);
      return one !== undefined && isOwn(one, values, requested, depth + 1);
    })
  );
}

function isOfPackage(callee: AnyNode, values: Values, name: string): boolean {
  return values
    .valuesOf(callee)
    .some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') &&
        (value.name === `module:${name}` ||
          value.name.startsWith(`module:${name}.`) ||
          value.name.startsWith(`module:${name}/`)),
    );
}

/** By the header that the code takes it from, or that a name there is called after. */
export function kindNamedIn(nodes: readonly AnyNode[], otherwise: SignatureKind): SignatureKind {
  return kindNamed(
    nodes,
    otherwise,
    (node) => literalText(node) ?? (node.type === 'Identifier' ? node.name : undefined),
    (node) => [
      ...(bindingOf(node)?.definitions ?? []).flatMap((each) =>
        each.kind === 'value' ? each.node : [],
      ),
      ...childrenOf(node),
    ],
  );
}
