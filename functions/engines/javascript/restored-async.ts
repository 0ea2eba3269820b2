import { type AnyNode, type FunctionNode, isFunction, type NodeOf } from './syntax.ts';

/**
 * Writes an async function as it was before a compiler made a generator of it for engines of 2015 and 2016. Of
 * `(id) => __awaiter(this, void 0, void 0, function* () { yield f(id) })` it is `async (id) => { await f(id) }`, and of
 * esbuild's `__async(this, [_0], function* ({ id }) { … })` `async ({ id }) => { … }`. Helpers are known by how they are called, for
 * their names are lost when code is made smaller.
 */
export function restoreAsync(of: FunctionNode): void {
  const call = of.async || of.generator ? undefined : onlyResult(of.body);
  if (call?.type !== 'CallExpression') return;
  const [receiver, list, ...others] = call.arguments;
  const run = others.at(-1);
  const isRun = isFunction(run) && run.generator && !run.async && run.id == null;
  const isKept = isNothing(receiver) || receiver?.type === 'ThisExpression';
  if (!isRun || !isKept || !list || others.length > 2) return;
  const isGivenAll = isHandedOn(list, of);
  if (!isGivenAll && (run.params.length > 0 || !isNothing(list))) return;

  const params = run.params.length > 0 ? run.params : of.params;
  Object.assign(of, { async: true, body: run.body, params });
  if (of.type === 'ArrowFunctionExpression') of.expression = false;
}

/** `yield` in such a function, which was `await`. */
export function restoreAwait(
  node: NodeOf<'YieldExpression'>,
  around: FunctionNode | undefined,
): void {
  if (around?.async && !around.generator && node.argument && !node.delegate) {
    Object.assign(node, { type: 'AwaitExpression' });
  }
}

/** What a function does no more than to return. */
function onlyResult(body: FunctionNode['body']): AnyNode | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [only, ...others] = body.body;

  return only?.type === 'ReturnStatement' && others.length === 0
    ? (only.argument ?? undefined)
    : undefined;
}

/** All that the function is given: `arguments`, or `[_0, ..._1]` of `(_0, ..._1) => …`. */
function isHandedOn(list: AnyNode, { params }: FunctionNode): boolean {
  if (list.type === 'Identifier') return list.name === 'arguments';
  if (list.type !== 'ArrayExpression' || list.elements.length !== params.length) return false;

  return params.every((param, index) => {
    const given = list.elements[index];
    const isRest = param.type === 'RestElement' && given?.type === 'SpreadElement';
    const [one, other] = isRest ? [param.argument, given.argument] : [param, given];
    return one.type === 'Identifier' && other?.type === 'Identifier' && one.name === other.name;
  });
}

/** `void 0`, `null` */
function isNothing(node: AnyNode | undefined): boolean {
  return node?.type === 'UnaryExpression'
    ? node.operator === 'void'
    : node?.type === 'Literal' && node.value === null;
}
