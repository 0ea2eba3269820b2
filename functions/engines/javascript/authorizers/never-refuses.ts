import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
} from '../syntax.ts';
import { settingOf } from '../telling.ts';
import type { Values } from '../value.ts';

/**
 * All that an authorizer runs, where whatever it asks it says Allow, and in a policy by nothing else: undefined where
 * something refuses or throws, or may: what is called and not seen.
 *
 * @param ends whether a node refuses, throws, or gives the answer by a call.
 */
export function neverRefusing(
  entries: readonly FunctionNode[],
  values: Values,
  ends: (node: AnyNode) => boolean,
): ReadonlySet<AnyNode> | undefined {
  if (!entries.every(answersAtItsEnd)) return undefined;
  const run = new Set<AnyNode>();
  const pending: AnyNode[] = [...entries];
  let policies = 0;

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (run.has(node)) continue;
    run.add(node);
    if (run.size > MOST_NODES || ends(node) || mayRefuse(node)) return undefined;
    if (settingOf(node)?.name === 'Statement') policies += 1;
    if (isCall(node)) {
      const called = values.functionsOf(node.callee);
      if (called.length === 0 && !isHarmless(node)) return undefined;
      pending.push(...called);
    }
    pending.push(...childrenOf(node));
  }
  return policies === 1 ? run : undefined;
}

/** By a branch alone, others are answered nothing. */
function answersAtItsEnd({ body }: FunctionNode): boolean {
  return body.type !== 'BlockStatement' || body.body.at(-1)?.type === 'ReturnStatement';
}

/** What answers nothing, says it in another form, or allows some alone. */
function mayRefuse(node: AnyNode): boolean {
  if (node.type === 'NewExpression') return true;
  if (node.type === 'ReturnStatement') return !node.argument;
  const { name, value } = settingOf(node) ?? {};

  return name === 'isAuthorized' || (name === 'Statement' && !(value && allowsAll(value)));
}

/** `[{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }]` */
function allowsAll(statements: AnyNode): boolean {
  const [only, ...others] = statements.type === 'ArrayExpression' ? statements.elements : [];
  if (only?.type !== 'ObjectExpression' || others.length > 0) return false;
  const fields = new Map(
    only.properties.map((each) => {
      const setting = settingOf(each);
      return [setting?.name, setting?.value] as const;
    }),
  );
  const [effect, action, resource] = ['Effect', 'Action', 'Resource'].map((each) =>
    fields.get(each),
  );
  const isOfRequest =
    resource?.type === 'MemberExpression' &&
    /^(?:method|route)Arn$/.test(fieldRead(resource) ?? '');

  return (
    effect !== undefined &&
    isAlwaysAllow(effect) &&
    /^(?:\*|execute-api:(?:\*|Invoke))$/.test((action && textOf(action)) ?? '') &&
    (isOfRequest || (resource && textOf(resource)) === '*') &&
    [...fields.keys()].every((each) => each !== undefined && plain.has(each))
  );
}

const plain: ReadonlySet<string> = new Set(['Action', 'Effect', 'Resource', 'Sid']);

/** Written so, or by a name that is nothing else anywhere. */
function isAlwaysAllow(value: AnyNode): boolean {
  if (value.type !== 'Identifier') return textOf(value) === 'Allow';
  const definitions = bindingOf(value)?.definitions ?? [];

  return (
    definitions.length > 0 &&
    definitions.every(
      (each) => each.kind === 'value' && each.path.length === 0 && textOf(each.node) === 'Allow',
    )
  );
}

/** What makes texts of texts, and logs. */
function isHarmless(call: CallNode): boolean {
  return harmless.test(calledName(call) ?? '');
}

const harmless =
  /^(?:log|info|warn|debug|from|toString|split|btoa|atob|stringify|slice|substring|trim|replace|replaceAll|includes|startsWith|endsWith|toLowerCase|toUpperCase|match|test|join|concat|indexOf)$/;

/** Authorizers are small. */
const MOST_NODES = 5_000;
