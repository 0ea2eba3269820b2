import { pathsIn, pathsOfCase } from '../asking/unreachable.ts';
import type { Places } from '../evidence.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { calledFrom } from './called-from.ts';

interface OfRoute {
  readonly method: string;
  readonly path: string;
}

interface Branch extends Partial<OfRoute> {
  readonly body: AnyNode;
}

/** The routes of a handler that asks itself for which method and path it is called, as far as that is seen. */
export class OwnDispatch {
  readonly #branches: readonly (OfRoute & { readonly nodes: ReadonlySet<AnyNode> })[];
  readonly #before: ReadonlySet<AnyNode>;

  constructor(entries: readonly AnyNode[], values: Values, places: Places) {
    const all = calledFrom(entries, values, places);
    const branches = [...all].flatMap((node) => branchesAt(node)).slice(0, MOST_BRANCHES);
    const bodies = new Set(branches.map(({ body }) => body));
    this.#before = calledFrom(entries, values, places, bodies);
    this.#branches = branches.map((branch) => {
      const around = branches.filter(
        ({ body }) => body !== branch.body && isAround(body, branch.body),
      );
      const leftOut = new Set([...bodies].filter((each) => each !== branch.body));
      const { method = 'ANY', path = '/{rest+}' } = Object.assign(
        {},
        ...around.map(asked),
        asked(branch),
      ) as Partial<OfRoute>;
      return { method, path, nodes: calledFrom([branch.body], values, places, leftOut) };
    });
  }

  /** Of what is done in no other way than by some routes, these. */
  routesOf(node: AnyNode): readonly OfRoute[] {
    if (this.#before.has(node)) return [];

    return this.#branches.flatMap(({ method, path, nodes }) =>
      nodes.has(node) ? { method, path } : [],
    );
  }
}

function asked({ method, path }: Branch): Partial<OfRoute> {
  return { ...(method !== undefined && { method }), ...(path !== undefined && { path }) };
}

function isAround(body: AnyNode, inner: AnyNode): boolean {
  let at: AnyNode | undefined = inner;
  for (let steps = 0; at && steps < MOST_ABOVE; steps += 1) {
    if (at === body) return true;
    if (isFunction(at)) return false;
    at = parentOf(at);
  }
  return false;
}

function branchesAt(node: AnyNode): readonly Branch[] {
  switch (node.type) {
    case 'IfStatement':
      return branchOf(node.consequent, methodsIn(node.test), pathsOf(node.test));
    case 'SwitchStatement':
      return node.cases.flatMap((each) => {
        const text = literalText(each.test ?? undefined);
        const isOfMethod = text !== undefined && verbs.test(text);
        const paths =
          text !== undefined && /^(?:[A-Z]+ )?\//.test(text)
            ? [text]
            : pathsOfCase(each, node.discriminant);
        return branchOf(each, isOfMethod ? [text] : [], paths);
      });
    case 'ObjectExpression':
      return node.properties.flatMap((each) => (each.type === 'Property' ? ofTable(each) : []));
    default:
      return [];
  }
}

/** Not of what a path only has in it: that may be of any. */
function pathsOf(test: AnyNode): readonly string[] {
  const parts = test.type === 'LogicalExpression' ? [test.left, test.right] : [test];

  return parts.some(isCall) ? [] : pathsIn(test);
}

/** `{ 'GET /items': list }` */
function ofTable(property: NodeOf<'Property'>): readonly Branch[] {
  const name = memberName(property) ?? '';

  if (/^[A-Z]+ \//.test(name)) return branchOf(property.value, [], [name]);

  return verbs.test(name) ? branchOf(property.value, [name], []) : [];
}

/** Where one of each is asked for; a path that is a word of the body is none. */
function branchOf(
  body: AnyNode,
  methods: readonly string[],
  texts: readonly string[],
): readonly Branch[] {
  const [text, ...others] = texts;
  const [, verb, path = text] = /^([A-Z]+) (\/.*)$/.exec(text ?? '') ?? [];
  const [method = verb, ...more] = methods;
  const isPath = others.length === 0 && path?.startsWith('/') === true;
  if (more.length > 0 || (method === undefined && !isPath)) return [];

  return [
    {
      body,
      ...(method !== undefined && { method }),
      ...(isPath && { path: path.replaceAll(/:(\w{1,60})/g, '{$1}') }),
    },
  ];
}

/** `POST` of `event.httpMethod === 'POST'`. */
function methodsIn(test: AnyNode, depth = 0): readonly string[] {
  if (depth > MOST_NESTED) return [];
  if (test.type === 'LogicalExpression') {
    return [test.left, test.right].flatMap((each) => methodsIn(each, depth + 1));
  }
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return [];
  const text = literalText(test.right) ?? literalText(test.left) ?? '';
  const read = literalText(test.right) === undefined ? test.right : test.left;
  const name =
    read.type === 'Identifier'
      ? read.name
      : read.type === 'MemberExpression'
        ? (fieldRead(read) ?? '')
        : '';

  return verbs.test(text) && /method/i.test(name) ? [text] : [];
}

const verbs = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

const MOST_BRANCHES = 60;
const MOST_ABOVE = 60;
const MOST_NESTED = 8;
