import { isSampleToken } from '../authorizers/index.ts';
import { Budget, onThisStack } from '../flow/index.ts';
import {
  asksForUser,
  asksWhere,
  type LogIn,
  type LogInWord,
  logInOf,
  mayLogIn,
  opensTo,
} from '../secrets/index.ts';
import { mostSteps } from '../signatures/index.ts';
import { beginName } from './begin-name.ts';
import { argumentOf } from './call-arguments.ts';
import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import { Places } from './evidence.ts';
import type { PythonSource } from './find-weaknesses.ts';
import { lastName } from './last-name.ts';
import { loadModules } from './modules.ts';
import { Resolver } from './resolver.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { isRequestField, Requested } from './signatures/requested.ts';
import { argumentFor } from './sites.ts';
import type { AnyNode, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Where own code compares a password of a request with a text that the code shows, and who sends it goes on.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function constantLogins(source: PythonSource): readonly LogIn[] {
  return onThisStack(source.handler, () => loginsIn(source));
}

interface Look {
  readonly values: Values;
  readonly budget: Budget;
  readonly places: Places;
  readonly requested: Requested;
}

function loginsIn({ files, handler, mostTokens }: PythonSource): readonly LogIn[] {
  const { path } = beginName(handler, files);
  const modules = loadModules(files, path, mostTokens);
  const likely = [...modules.files.values()].filter((file) => mayLogIn(files.get(file.path) ?? ''));
  if (likely.length === 0) return [];

  const budget = new Budget(mostSteps);
  const values = new Resolver(modules, budget);
  const look = { values, budget, places: new Places(files), requested: new Requested() };
  return likely
    .flatMap(({ module }) => comparisonsIn(module))
    .flatMap((comparison) => loginAt(comparison, look) ?? []);
}

interface Comparison {
  readonly node: AnyNode;
  readonly sides: readonly [Expression, Expression];
  readonly isEqual: boolean;
}

function comparisonsIn(module: AnyNode): readonly Comparison[] {
  const found: Comparison[] = [];
  const pending = [module];

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Binary' && /^[!=]=$/.test(node.operator)) {
      found.push({ node, sides: [node.left, node.right], isEqual: node.operator === '==' });
    } else if (node.type === 'Call' && lastName(node.callee) === 'compare_digest') {
      const [one, other] = node.arguments;
      if (one && other) found.push({ node, sides: [one.value, other.value], isEqual: true });
    }
    pending.push(...childrenOf(node));
  }
  return found;
}

function loginAt({ node, sides, isEqual }: Comparison, look: Look): LogIn | undefined {
  const [one, other] = sides.map(unwrapped) as [Expression, Expression];

  for (const [field, kept] of [
    [one, other],
    [other, one],
  ] as const) {
    const text = constantText(kept);
    const name = nameOf(field);
    const says = text === undefined || name === undefined ? undefined : logInOf(name, text);
    if (text === undefined || name === undefined || says === undefined) continue;
    // Of that an open authorizer is a finding.
    if (says === 'credential' && isSampleToken(text)) continue;
    const isBeside = (says === 'beside' || says === 'code') && isBesideUser(node, look);
    if (says === 'beside' && !isBeside) continue;
    const word = isBeside ? 'alone' : says;
    if (!isSent(field, look) || !goesOn(node, { isEqual, word }, look)) continue;

    return { ...look.places.of(look.values.writtenAs(kept)), field: name, text };
  }
  return undefined;
}

/** `password.strip()`, `password.encode()`, `str(password)`, `header.split(' ')[1]` */
function unwrapped(node: Expression): Expression {
  if (node.type === 'Subscript' && node.object.type === 'Call') {
    return lastName(node.object.callee) === 'split' ? unwrapped(node.object) : node;
  }
  if (node.type !== 'Call') return node;
  const { callee } = node;
  const [first] = node.arguments;
  if (
    callee.type === 'Attribute' &&
    /^(?:strip|encode|split|replace|removeprefix)$/.test(callee.name)
  ) {
    return unwrapped(callee.object);
  }
  return first && /^(?:str|bytes)$/.test(lastName(callee)) ? unwrapped(first.value) : node;
}

/**
 * Whether it comes with the request, and is not what was looked up by a part of it. Of a parameter what callers give; where no
 * caller is seen, a framework is.
 */
function isSent(node: Expression, look: Look, depth = 0): boolean {
  if (depth > MOST_STEPS || !look.requested.has(node)) return false;
  look.budget.spend();
  const is = (each: Expression | undefined) => !!each && isSent(each, look, depth + 1);

  switch (node.type) {
    case 'Await':
      return is(node.value);
    case 'Attribute':
      return isRequestField(node) || is(node.object);
    case 'Subscript':
      return is(node.object);
    case 'Binary':
      return node.operator === 'or' && (is(node.left) || is(node.right));
    case 'Conditional':
      return is(node.yes) || is(node.no);
    case 'Call': {
      const { callee, arguments: given } = node;
      const isTaken = callee.type === 'Attribute' && taking.test(callee.name) && is(callee.object);
      return isTaken || (parsing.test(lastName(callee)) && given.some(({ value }) => is(value)));
    }
    case 'Name':
      return (bindingOf(node)?.definitions ?? []).some((one) => {
        if (one.kind === 'value') return is(one.node);
        if (one.kind === 'import') return one.name === 'request';
        if (one.kind !== 'parameter') return false;
        const sites = look.values.sitesOf(one.of);
        return sites.length === 0 || sites.some((site) => is(argumentFor(site, one.of, one.index)));
      });
    default:
      return false;
  }
}

/** Of what a request is or holds: `request.get_json()`, `body.get('password')`. */
const taking =
  /^(?:get|get_json|json|form|body|dict|model_dump|strip|decode|encode|split|replace|removeprefix)$/;

/** Of a text or an event that is given: `json.loads(event['body'])`. */
const parsing = /^loads$|pars|body|payload|input|decode|^(?:str|dict)$/i;

/** As the request calls it: `body['password']`, `body.get('password')`, or a name for one of these. */
function nameOf(node: Expression): string | undefined {
  switch (node.type) {
    case 'Name': {
      const [definition, ...others] = bindingOf(node)?.definitions ?? [];
      const isOne = definition?.kind === 'value' && others.length === 0;
      return (isOne ? fieldOf(definition.node) : undefined) ?? node.name;
    }
    case 'Attribute':
      return node.name;
    default:
      return fieldOf(node);
  }
}

function fieldOf(node: Expression): string | undefined {
  if (node.type === 'Subscript') return constantText(node.index);
  const isRead = node.type === 'Call' && lastName(node.callee) === 'get';

  return isRead ? constantText(argumentOf(node, 0, 'key')) : undefined;
}

/** Whether the same condition asks who it is. */
function isBesideUser(node: AnyNode, look: Look): boolean {
  const around = node.parent;

  return (
    around?.type === 'Binary' &&
    /^(?:and|or)$/.test(around.operator) &&
    asksForUser(look.places.codeOf(around).slice(0, MOST_CHARACTERS))
  );
}

interface Asked {
  /** Of the comparison, as it stands: whether it holds for who sends the text. */
  readonly isEqual: boolean;
  readonly word: LogInWord;
}

/** Whether who sends the text goes on, or the others do not. */
function goesOn(node: AnyNode, asked: Asked, look: Look, depth = 0): boolean {
  const { isEqual, word } = asked;
  const around = node.parent;
  if (!around || depth > MOST_STEPS) return false;
  look.budget.spend(STEPS_OF_A_LOOK);
  const on = (next: AnyNode, isSame = isEqual) =>
    goesOn(next, { isEqual: isSame, word }, look, depth + 1);

  switch (around.type) {
    case 'Binary':
      return (
        /^(?:and|or)$/.test(around.operator) &&
        (word !== 'credential' ||
          !asksWhere(look.places.codeOf(around).slice(0, MOST_CHARACTERS))) &&
        on(around)
      );
    case 'Unary':
      return around.operator === 'not' && on(around, !isEqual);
    case 'If': {
      const branch =
        around.test === node ? look.places.codeOf(around.body).slice(0, MOST_CHARACTERS) : '';
      return opensTo(word, branch, isEqual);
    }
    case 'Conditional': {
      if (around.test !== node) return false;
      const branch = look.places.codeOf(around.yes).slice(0, MOST_CHARACTERS);
      return opensTo(word, branch, isEqual);
    }
    case 'DictEntry':
      return word === 'credential' && isEqual && constantText(around.key) === 'isAuthorized';
    case 'Assign': {
      const [target] = around.targets;
      const reads = (target && bindingOf(target)?.reads) ?? [];
      return reads.slice(0, MOST_READS).some((read) => on(read));
    }
    case 'Return': {
      const of = scopeOf(node).function;
      const sites = of ? look.values.sitesOf(of) : [];
      return sites.slice(0, MOST_READS).some((site) => on(site.node));
    }
    default:
      return false;
  }
}

/** As many as it takes to look through a branch. */
const STEPS_OF_A_LOOK = 10;
const MOST_STEPS = 12;
const MOST_READS = 20;
/** Of a branch. */
const MOST_CHARACTERS = 2_400;
