import type { CodeRoute } from '../../../core/code-route.ts';
import { weakest } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf, isPlainlySet } from '../scope.ts';
import type { Block, Expression, FunctionNode, If, Statement } from '../syntax.ts';
import { NotSeen } from './applications.ts';
import { disclosesNothing } from './discloses-nothing.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * The routes of a handler that asks for them itself: `if event['routeKey'] == 'GET /orders': …`, one after another,
 * each with what its own part of the handler verifies.
 *
 * @throws NotSeen where it does anything else than to ask for a route.
 */
export function dispatchedRoutes(
  of: FunctionNode,
  verification: Verification,
  checkOf: CheckOf,
  designOf: DesignOf = () => undefined,
): readonly CodeRoute[] {
  const { body } = of;
  if (body.type !== 'Block') throw new NotSeen('routes');
  const reader = new Dispatch(of, verification, checkOf, designOf);
  verification.of(of);

  return reader.routesIn(unwrapped(body, reader));
}

/** What one `try` around all of it holds; what it answers to an error discloses nothing. */
function unwrapped({ body }: Block, reader: Dispatch): readonly Statement[] {
  return body.flatMap((each): readonly Statement[] => {
    if (each.type !== 'Try') return [each];
    if (
      each.otherwise ||
      each.finally ||
      !each.handlers.every((one) => reader.isSilent(one.body))
    ) {
      throw new NotSeen('routes');
    }
    return each.body.body;
  });
}

/** Where a check stands. */
type CheckOf = (proof: Proof | undefined) => CodeRoute['check'];

/** What a part of the handler does that is open by design. */
type DesignOf = (block: Block) => CodeRoute['design'];

/** A route that a handler asks for itself: `ANY`, `/{rest+}` where it asks for a part alone. */
export interface AskedRoute {
  readonly method: string;
  readonly path: string;
}

class Dispatch {
  readonly #of: FunctionNode;
  readonly #verification: Verification;
  readonly #checkOf: CheckOf;
  readonly #designOf: DesignOf;

  constructor(of: FunctionNode, verification: Verification, checkOf: CheckOf, designOf: DesignOf) {
    this.#of = of;
    this.#verification = verification;
    this.#checkOf = checkOf;
    this.#designOf = designOf;
  }

  /** Branches that each end the request; what comes before, between and after them discloses nothing. */
  routesIn(statements: readonly Statement[]): readonly CodeRoute[] {
    const routes: CodeRoute[] = [];

    for (const each of statements) {
      const asked = each.type === 'If' ? askedBy(each.test) : undefined;
      if (each.type !== 'If' || !asked) {
        if (!this.isSilent(blockOf(each))) throw new NotSeen('routes');
        continue;
      }
      routes.push(...this.#branches(each, asked));
    }
    return routes;
  }

  #branches({ body, otherwise }: If, asked: readonly AskedRoute[]): readonly CodeRoute[] {
    const own = asked.map((each) => ({ ...each, ...this.#stateOf(body) }));
    if (!otherwise) return own;
    const [only, ...others] = otherwise.body;
    const more = only?.type === 'If' && others.length === 0 ? askedBy(only.test) : undefined;
    if (only?.type === 'If' && more) return [...own, ...this.#branches(only, more)];
    if (!this.isSilent(otherwise)) throw new NotSeen('routes');

    return own;
  }

  /** It ends with an answer; one that does not goes on to where others do. */
  #stateOf(block: Block): Pick<CodeRoute, 'check' | 'isIdle' | 'design'> {
    const state = this.#askedIn(block);
    const design = state.check || state.isIdle ? undefined : this.#designOf(block);

    return { ...state, ...(design && { design }) };
  }

  #askedIn(block: Block): Pick<CodeRoute, 'check' | 'isIdle'> {
    const { acts, found, passed, leaves, returns } = this.#verification.ofBlock(block, this.#of);
    const unasked = returns.filter((each) => each.passed === undefined);
    const isSilent = unasked.every(
      ({ value }) => !value || disclosesNothing(value, this.#verification.values),
    );
    if (acts || !isSilent) return {};
    const last = leaves ? undefined : passed;
    const made = leaves ? found : passed;
    const proof = this.#verification.credentials
      ? (returns.find((each) => each.passed)?.passed ?? last)
      : made;
    if (proof) {
      const all = [...returns.flatMap((each) => each.passed ?? []), proof];
      return { check: this.#checkOf(weakest(all)) };
    }
    return leaves ? { isIdle: true } : {};
  }

  /** Whether it does nothing that a request decides, and answers nothing that it has read. */
  isSilent(block: Block): boolean {
    const { acts, returns } = this.#verification.ofBlock(block, this.#of);

    return (
      !acts &&
      returns.every(({ value }) => !value || disclosesNothing(value, this.#verification.values))
    );
  }
}

function blockOf(statement: Statement): Block {
  return {
    type: 'Block',
    body: [statement],
    start: statement.start,
    end: statement.end,
    parent: statement.parent,
    scope: statement.scope,
  };
}

/** The routes for which a condition is true; undefined where it asks for anything else. */
export function askedBy(test: Expression): readonly AskedRoute[] | undefined {
  if (test.type !== 'Binary') return undefined;
  const { operator, left, right } = test;
  if (operator === 'or') {
    const [one, other] = [askedBy(left), askedBy(right)];
    return one && other && [...one, ...other];
  }
  if (operator === 'and') {
    const [one, other] = [partOf(left) ?? widePathOf(left), partOf(right) ?? widePathOf(right)];
    const [method, path] = one?.of === 'method' ? [one, other] : [other, one];
    if (method?.of !== 'method' || path?.of !== 'path') return undefined;
    return method.texts.flatMap((each) => path.texts.map((at) => ({ method: each, path: at })));
  }
  const part = partOf(test);
  if (!part) return undefined;
  if (part.of === 'path') return part.texts.map((path) => ({ method: 'ANY', path }));
  if (part.of === 'method') return part.texts.map((method) => ({ method, path: '/{rest+}' }));

  return part.texts.map((text) => {
    const [method = '', path = ''] = text.split(' ');
    return { method, path };
  });
}

interface Part {
  readonly of: 'method' | 'path' | 'key';
  readonly texts: readonly string[];
}

/** `event['httpMethod'] == 'GET'`, `path in ('/a', '/b')` */
function partOf(test: Expression): Part | undefined {
  if (test.type !== 'Binary' || !/^(?:==|in)$/.test(test.operator)) return undefined;
  const { operator, left, right } = test;
  const of = fieldOf(left);
  const listed =
    right.type === 'Tuple' || right.type === 'List' || right.type === 'Set' ? right.elements : [];
  const all = operator === 'in' ? listed : [right];
  const texts = all.flatMap((each) => constantText(each) ?? []);

  return of && texts.length > 0 && texts.length === all.length ? { of, texts } : undefined;
}

/** `path.startswith('/orders/')`, `path != '/'`: beside a method, which other paths there are does not matter. */
function widePathOf(test: Expression): Part | undefined {
  const isOther = test.type === 'Binary' && test.operator === '!=';
  if (isOther && constantText(test.right) !== undefined) {
    return fieldOf(test.left) === 'path' ? { of: 'path', texts: ['/{rest+}'] } : undefined;
  }
  if (test.type !== 'Call' || test.callee.type !== 'Attribute') return undefined;
  const { object, name } = test.callee;
  const [start, ...others] = test.arguments;
  const text = constantText(start?.value);
  if (name !== 'startswith' || text === undefined || others.length > 0) return undefined;

  return fieldOf(object) === 'path'
    ? { of: 'path', texts: [text.endsWith('/') ? `${text}{rest+}` : '/{rest+}'] }
    : undefined;
}

/** What of the event an expression is, by the key that it is taken by last. */
function fieldOf(node: Expression, depth = 0): Part['of'] | undefined {
  if (depth > MOST_STEPS) return undefined;
  if (node.type === 'Name') {
    const binding = bindingOf(node);
    const [one, ...others] = binding?.definitions ?? [];
    const isOnce = binding && isPlainlySet(binding) && others.length === 0 && one?.kind === 'value';
    return isOnce && one.path.length === 0 ? fieldOf(one.node, depth + 1) : undefined;
  }
  const key = keyOf(node);

  return key === undefined ? undefined : fields[key];
}

function keyOf(node: Expression): string | undefined {
  if (node.type === 'Subscript')
    return isOfEvent(node.object) ? constantText(node.index) : undefined;
  if (node.type !== 'Call' || calledName(node) !== 'get' || node.callee.type !== 'Attribute')
    return undefined;

  return isOfEvent(node.callee.object) ? constantText(node.arguments[0]?.value) : undefined;
}

/** The event that Lambda gives, or its context. */
function isOfEvent(node: Expression, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (node.type === 'Name') {
    const [one, ...others] = bindingOf(node)?.definitions ?? [];
    return one?.kind === 'parameter' && one.index === 0 && others.length === 0;
  }
  const key =
    node.type === 'Subscript'
      ? node.index
      : node.type === 'Call'
        ? node.arguments[0]?.value
        : undefined;
  const object =
    node.type === 'Subscript'
      ? node.object
      : node.type === 'Call' && node.callee.type === 'Attribute' && node.callee.name === 'get'
        ? node.callee.object
        : undefined;

  return (
    object !== undefined &&
    /^(?:requestContext|http)$/.test(constantText(key) ?? '') &&
    isOfEvent(object, depth + 1)
  );
}

const fields: Readonly<Record<string, Part['of']>> = {
  httpMethod: 'method',
  method: 'method',
  path: 'path',
  rawPath: 'path',
  resource: 'path',
  routeKey: 'key',
};

const MOST_STEPS = 6;
