import { nodesIn } from '../nodes-in.ts';
import { type AskedRoute, askedBy } from '../signatures/dispatched-routes.ts';
import type { Block, Call, Expression, FunctionNode, If, Statement } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A part of a handler that runs for some routes alone, as it asks for them itself. */
export interface RoutedPart {
  readonly block: Block;
  readonly routes: readonly AskedRoute[];
}

/** Parts of which it is known for which methods and paths they run: of the handler, and of what it gives its event to. */
export function routedPartsOf(of: FunctionNode, values: Values): readonly RoutedPart[] {
  const own = partsOfBody(of);
  if (own.length > 0) return own;

  return nodesIn(of.body)
    .flatMap((node) =>
      node.type === 'Call' && isGivenEvent(node, of) ? values.functionsOf(node.callee) : [],
    )
    .flatMap(({ node }) => (node === of ? [] : partsOfBody(node)));
}

function partsOfBody({ body }: FunctionNode): readonly RoutedPart[] {
  return body.type === 'Block' ? partsIn(body.body, [everywhere], 0) : [];
}

function isGivenEvent({ arguments: [first] }: Call, of: FunctionNode): boolean {
  const [event] = of.parameters;

  return first?.value.type === 'Name' && first.value.name === event?.name.name;
}

const everywhere: AskedRoute = { method: 'ANY', path: '/{rest+}' };

function partsIn(
  statements: readonly Statement[],
  around: readonly AskedRoute[],
  depth: number,
): readonly RoutedPart[] {
  if (depth > MOST_NESTED) return [];

  return statements.flatMap((each): readonly RoutedPart[] => {
    switch (each.type) {
      case 'Try':
        return [each.body, each.otherwise, ...each.handlers.map(({ body }) => body)].flatMap(
          (block) => (block ? partsIn(block.body, around, depth + 1) : []),
        );
      case 'With':
        return partsIn(each.body.body, around, depth + 1);
      case 'If':
        return branchesOf(each).flatMap(({ test, block }) => {
          const asked = test && routesAsked(test);
          if (!asked) return partsIn(block.body, around, depth + 1);
          const routes = within(around, asked);
          // Of what is asked further within, each by itself.
          return [...partsIn(block.body, routes, depth + 1), { block, routes }];
        });
      default:
        return [];
    }
  });
}

interface BranchOf {
  readonly test: Expression | undefined;
  readonly block: Block;
}

/** `if …: elif …: else:`, one after another. */
function branchesOf(first: If): readonly BranchOf[] {
  const all: BranchOf[] = [];
  let at: If | undefined = first;

  while (at) {
    all.push({ test: at.test, block: at.body });
    const otherwise: Block | undefined = at.otherwise;
    const [only, ...others]: readonly Statement[] = otherwise?.body ?? [];
    at = only?.type === 'If' && others.length === 0 ? only : undefined;
    if (!at && otherwise) all.push({ test: undefined, block: otherwise });
  }
  return all;
}

/** Also where more is asked for beside it. */
function routesAsked(test: Expression, depth = 0): readonly AskedRoute[] | undefined {
  if (depth > MOST_NESTED) return undefined;
  const asked = askedBy(test)?.filter(({ path }) => path.startsWith('/'));
  if (asked && asked.length > 0) return asked;
  if (test.type !== 'Binary' || test.operator !== 'and') return undefined;
  const [one, other] = [routesAsked(test.left, depth + 1), routesAsked(test.right, depth + 1)];

  return one && other ? within(one, other) : (one ?? other);
}

/** `DELETE`, where the path is asked for around it. */
function within(
  around: readonly AskedRoute[],
  asked: readonly AskedRoute[],
): readonly AskedRoute[] {
  return around
    .flatMap((outer) =>
      asked.map(({ method, path }) => ({
        method: method === 'ANY' ? outer.method : method,
        path: path === '/{rest+}' ? outer.path : path,
      })),
    )
    .slice(0, MOST_ROUTES);
}

const MOST_NESTED = 8;

const MOST_ROUTES = 40;
