import { type AnyNode, calledName, constantText, isCall, type NodeOf } from '../syntax.ts';
import { named, type Value, type Values } from '../value.ts';
import { environmentRead, variableIn } from './environment.ts';
import { setsName } from './named-function.ts';
import { isSdkName } from './products.ts';

/**
 * What the values of a program are besides functions and objects: texts, lists, and what packages
 * that call AWS make. A client is one value, what its methods return another.
 */
export function readExpression(node: AnyNode, values: Values): readonly Value[] | undefined {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ kind: 'text', node }] : undefined;
    case 'TemplateLiteral':
      return [{ kind: 'text', node }];
    case 'BinaryExpression':
      return node.operator === '+' ? [{ kind: 'text', node }] : undefined;
    case 'LogicalExpression':
      return isDefaulted(node, values) ? [{ kind: 'text', node }] : undefined;
    case 'ArrayExpression':
      return [{ kind: 'list', node }];
    case 'NewExpression':
      return productsOf(node, values);
    case 'CallExpression':
      return (
        definedService(node) ??
        passedThrough(node, values) ??
        environmentRead(node, values) ??
        productsOf(node, values)
      );
    default:
      return undefined;
  }
}

/** `Service.defineService('s3', ['2006-03-01'])`, by which version 2 makes the class of a client. */
function definedService(node: NodeOf<'CallExpression'>): readonly Value[] | undefined {
  const [id] = node.arguments;
  const service = calledName(node) === 'defineService' ? constantText(id) : undefined;

  return service === undefined ? undefined : [named(`module:aws-sdk/clients/${service}`)];
}

/** A variable of the environment, and what is taken where it is not set. */
function isDefaulted({ left, right, operator }: NodeOf<'LogicalExpression'>, values: Values) {
  if (operator === '&&' || constantText(right) === undefined) return false;

  return values.namesOf(left).some((name) => variableIn(name) !== undefined);
}

function productsOf(
  node: NodeOf<'NewExpression' | 'CallExpression'>,
  values: Values,
): readonly Value[] | undefined {
  const products = values
    .namesOf(node.callee)
    .flatMap((name): Value | readonly Value[] =>
      isSdkName(name) ? { kind: 'product', name, node } : [],
    );

  return products.length === 0 ? undefined : products;
}

/** What gives back what it is given: tracers of clients, `String(…)`, `text.trim()`. */
function passedThrough(
  node: NodeOf<'CallExpression'>,
  values: Values,
): readonly Value[] | undefined {
  const { callee, arguments: given } = node;
  const [first] = given;
  const name = calledName(node) ?? '';
  if (/^captureAWS/.test(name) && first) return values.valuesOf(first);
  if (first && isNaming(node, values)) return values.valuesOf(first);
  if (callee.type === 'Identifier') {
    return first && name === 'String' ? values.valuesOf(first) : undefined;
  }

  const isSame = callee.type === 'MemberExpression' && !first && unchanging.has(name);
  return isSame && !isCall(callee.object) ? values.valuesOf(callee.object) : undefined;
}

/** `__name(f, 'f')`, by which esbuild keeps the name of a function. */
function isNaming({ callee, arguments: given }: NodeOf<'CallExpression'>, values: Values): boolean {
  return (
    given.length === 2 &&
    constantText(given[1]) !== undefined &&
    values.functionsOf(callee).some((each) => setsName(each))
  );
}

const unchanging: ReadonlySet<string> = new Set(['toString', 'trim', 'valueOf']);
