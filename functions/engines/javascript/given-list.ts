import { baseOf } from './link.ts';
import { originsOf } from './own-list.ts';
import { type Binding, bindingOf, type Definition, parentOf } from './scope.ts';
import { type AnyNode, calledName, fieldRead, isCall } from './syntax.ts';

/**
 * Whether words may stand in a list that came with what is looked for in it:
 * `['one.name', event.headers.host]`, `query.allowed.split(',')`, `list.push(body.host)`. What other calls
 * give, as a query of what a tenant has, is not looked into.
 */
export function mayHoldGiven(list: AnyNode, element: AnyNode): boolean {
  const origins = originsOf(element);
  const seen = new Set<Binding>();
  const pending: AnyNode[] = [list];

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const next = pending.pop();
    if (!next) return false;
    const binding = bindingOf(next);
    if (!binding) pending.push(...wordsIn(next));
    if (!binding || seen.has(binding)) continue;
    seen.add(binding);
    for (const definition of binding.definitions) {
      if (isGivenBy(definition, binding, origins)) return true;
      if (definition.kind !== 'value') continue;
      const { node, path } = definition;
      if (!path.some((field) => isOfCaller(field) || isOfServer(field, node))) pending.push(node);
    }
    pending.push(...addedTo(binding));
  }
  return false;
}

const MOST_STEPS = 80;

function isGivenBy(
  definition: Definition,
  binding: Binding,
  origins: ReadonlySet<unknown>,
): boolean {
  return (
    definition.kind === 'parameter' &&
    !definition.path.some(isOfCaller) &&
    (origins.has(binding) || origins.has(definition.of.params[definition.index]))
  );
}

/** What the platform knows of who calls, as the groups of a user: a list of it is no list of the caller's. */
function isOfCaller(field: string): boolean {
  return /^(?:requestContext|authorizer|identity|stageVariables)$/.test(field);
}

/** `req.user`, `ctx.state`: what a server found out of who calls, and what it keeps of its own. */
function isOfServer(field: string, of: AnyNode | undefined): boolean {
  const base = of && baseOf(of);

  return (
    base?.node.type === 'Identifier' &&
    /^(?:req|request|res|response|reply|ctx|context|c|app|server)$/.test(base.node.name) &&
    // `req.app.locals`, and not `req.body.user`.
    [...base.path, field].every((each) => ofServer.test(each))
  );
}

const ofServer = /^(?:user|session|auth|app|state|locals|server)$/;

/** Where words that stand in what an expression makes come from. */
function wordsIn(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.flatMap((element) => element ?? []);
    case 'SpreadElement':
    case 'AwaitExpression':
      return [node.argument];
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return [node.expression];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [node.left, node.right];
    case 'TemplateLiteral':
      return node.expressions;
    case 'MemberExpression': {
      const field = fieldRead(node) ?? '';
      return isOfCaller(field) || isOfServer(field, node.object) ? [] : [node.object];
    }
    case 'NewExpression':
      return /^(?:Set|Array)$/.test(calledName(node) ?? '') ? node.arguments : [];
    case 'CallExpression': {
      const name = calledName(node) ?? '';
      const object = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
      if (sameWords.test(name) && object) return [object, ...node.arguments];
      return takingWords.test(name) ? node.arguments : [];
    }
    default:
      return [];
  }
}

const sameWords =
  /^(?:split|map|filter|slice|concat|flat|flatMap|trim|toLowerCase|toUpperCase|replace|reverse|sort|toString)$/;
const takingWords = /^(?:parse|keys|values|from|of|String|Array|Set)$/;

/** `list.push(x)`, `set.add(x)`. Each check of a list asks for them. */
function addedTo(binding: Binding): readonly AnyNode[] {
  const known = knownAdded.get(binding);
  if (known) return known;
  const added = binding.reads.flatMap((read) => {
    const member = parentOf(read);
    const call = member && parentOf(member);
    const isAdding =
      member?.type === 'MemberExpression' &&
      member.object === read &&
      isCall(call) &&
      call.callee === member &&
      /^(?:push|unshift|add)$/.test(calledName(call) ?? '');
    return isAdding ? call.arguments : [];
  });

  knownAdded.set(binding, added);
  return added;
}

const knownAdded = new WeakMap<Binding, readonly AnyNode[]>();
