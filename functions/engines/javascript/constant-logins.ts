import { isSampleToken } from '../authorizers/index.ts';
import { Budget, onThisStack } from '../flow/index.ts';
import { PackageFolders } from '../packages/index.ts';
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
import { behind } from './behind.ts';
import { Places } from './evidence.ts';
import type { JavaScriptSource } from './find-weaknesses.ts';
import { findHandlerName } from './handler-name.ts';
import { isLeftOver } from './left-over.ts';
import { loadModules } from './modules.ts';
import { textOf } from './options.ts';
import { OwnPackages } from './own-packages.ts';
import { Resolver } from './resolver.ts';
import { bindingOf, parentOf, scopeOf } from './scope.ts';
import { isComparing } from './signatures/comparing.ts';
import { Requested } from './signatures/requested.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  memberName,
} from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Where own code compares a password of a request with a text that the code shows, and who sends it goes on.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function constantLogins(source: JavaScriptSource): readonly LogIn[] {
  return onThisStack(source.handler, () => loginsIn(source));
}

interface Look {
  readonly values: Values;
  readonly budget: Budget;
  readonly places: Places;
  readonly requested: Requested;
}

function loginsIn(source: JavaScriptSource): readonly LogIn[] {
  const { files, handler, mostNodes } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const { path } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const places = new Places(files);
  const likely = [...modules.files.values()].filter(
    (file) => !places.isMixed(file.path) && mayLogIn(files.get(file.path) ?? ''),
  );
  if (likely.length === 0) return [];

  const budget = new Budget(mostSteps);
  const values = new Resolver(modules, budget, []);
  const look = { values, budget, places, requested: new Requested() };
  return likely
    .flatMap(({ program }) => comparisonsIn(program))
    .filter(({ node }) => !places.isInPackage(node) && !isLeftOver(node))
    .flatMap((comparison) => loginAt(comparison, look) ?? []);
}

interface Comparison {
  readonly node: AnyNode;
  readonly sides: readonly [AnyNode, AnyNode];
  readonly isEqual: boolean;
}

function comparisonsIn(program: AnyNode): readonly Comparison[] {
  const found: Comparison[] = [];
  const pending = [program];

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
      found.push({ node, sides: [node.left, node.right], isEqual: node.operator.startsWith('=') });
    } else if (isCall(node) && /timing|safe/i.test(calledName(node) ?? '')) {
      const [one, other] = node.arguments;
      const isOne = one && other && isComparing(calledName(node) ?? '');
      if (isOne) found.push({ node, sides: [unwrapped(one), unwrapped(other)], isEqual: true });
    }
    pending.push(...childrenOf(node));
  }
  return found;
}

/** `Buffer.from(password)`, `password.trim()`, `header.split(' ')[1]` */
function unwrapped(node: AnyNode): AnyNode {
  const inner = node.type === 'ChainExpression' ? node.expression : node;
  if (inner.type === 'MemberExpression' && isCall(inner.object)) {
    return calledName(inner.object) === 'split' ? unwrapped(inner.object) : inner;
  }
  if (!isCall(inner)) return inner;
  const { callee } = inner;
  const name = calledName(inner) ?? '';
  const [first] = inner.arguments;
  if (/^(?:from|String|encode)$/.test(name) && first) return unwrapped(first);

  return /^(?:trim|toString|split|replace)$/.test(name) && callee.type === 'MemberExpression'
    ? unwrapped(callee.object)
    : inner;
}

function loginAt({ node, sides, isEqual }: Comparison, look: Look): LogIn | undefined {
  const [one, other] = sides;

  for (const [given, kept] of [
    [one, other],
    [other, one],
  ] as const) {
    const field = unwrapped(given);
    const text = textOf(kept);
    const name = nameOf(field);
    const says = text === undefined || name === undefined ? undefined : logInOf(name, text);
    if (text === undefined || name === undefined || says === undefined) continue;
    // Of that an open authorizer is a finding.
    if (says === 'credential' && isSampleToken(text)) continue;
    const isBeside = (says === 'beside' || says === 'code') && isBesideUser(node, look);
    if (says === 'beside' && !isBeside) continue;
    const word = isBeside ? 'alone' : says;
    if (!isSent(ownerOf(field), look) || !goesOn(node, { isEqual, word }, look)) continue;

    return { ...look.places.of(behind(kept)), field: name, text };
  }
  return undefined;
}

/** What a field is read of: its own name may be that of something else here. */
function ownerOf(node: AnyNode): AnyNode {
  return node.type === 'MemberExpression' ? ownerOf(node.object) : node;
}

/**
 * Whether it comes with the request, and is not what was looked up by a part of it. Of a parameter what callers give; where no
 * caller is seen, a framework is.
 */
function isSent(node: AnyNode, look: Look, depth = 0): boolean {
  if (depth > MOST_STEPS || !look.requested.has(node)) return false;
  look.budget.spend();
  const is = (each: AnyNode | null | undefined) => !!each && isSent(each, look, depth + 1);

  switch (node.type) {
    case 'AwaitExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'MemberExpression':
      return is(ownerOf(node));
    case 'LogicalExpression':
      return is(node.left) || is(node.right);
    case 'ConditionalExpression':
      return is(node.consequent) || is(node.alternate);
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      const name = calledName(node) ?? '';
      const isTaken = taking.test(name) && callee.type === 'MemberExpression' && is(callee.object);
      return isTaken || (parsing.test(name) && given.some(is));
    }
    case 'Identifier':
      return (bindingOf(node)?.definitions ?? []).some((one) => {
        if (one.kind === 'value') return is(one.node);
        if (one.kind !== 'parameter') return false;
        const sites = look.values.sitesOf(one.of);
        return (
          sites.length === 0 ||
          sites.some(
            ({ call, shift, isCallback }) => isCallback || is(call.arguments[one.index + shift]),
          )
        );
      });
    default:
      return false;
  }
}

/** Of what a request is or holds: `request.json()`, `body.get('password')`. */
const taking =
  /^(?:json|text|form|formData|parseBody|get|param|params|query|header|body|valid|trim|toString|split|replace)$/;

/** Of a text or an event that is given: `JSON.parse(event.body)`. */
const parsing = /pars|body|payload|input|decode|^(?:from|String|atob)$/i;

/** As the request calls it: `password` of `const { password: given } = body`. */
function nameOf(node: AnyNode): string | undefined {
  if (node.type === 'MemberExpression') return fieldRead(node);
  if (node.type !== 'Identifier') return undefined;
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const isPart =
    (definition?.kind === 'value' || definition?.kind === 'parameter') && others.length === 0;
  const field = isPart ? definition.path.at(-1) : undefined;

  return typeof field === 'string' ? field : node.name;
}

/** Whether the same condition asks who it is. */
function isBesideUser(node: AnyNode, look: Look): boolean {
  const around = parentOf(node);

  return (
    around?.type === 'LogicalExpression' && asksForUser(look.places.textOf(around, MOST_CHARACTERS))
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
  const around = parentOf(node);
  if (!around || depth > MOST_STEPS) return false;
  look.budget.spend(STEPS_OF_A_LOOK);
  const on = (next: AnyNode, isSame = isEqual) =>
    goesOn(next, { isEqual: isSame, word }, look, depth + 1);

  switch (around.type) {
    case 'LogicalExpression':
      return (
        (word !== 'credential' || !asksWhere(look.places.textOf(around, MOST_CHARACTERS))) &&
        on(around)
      );
    case 'ParenthesizedExpression':
    case 'ChainExpression':
    case 'AwaitExpression':
      return on(around);
    case 'Property':
      return word === 'credential' && isEqual && memberName(around) === 'isAuthorized';
    case 'UnaryExpression':
      return around.operator === '!' && on(around, !isEqual);
    case 'IfStatement':
    case 'ConditionalExpression': {
      if (around.test !== node) return around.type === 'ConditionalExpression' && on(around);
      const branch = look.places.textOf(around.consequent, MOST_CHARACTERS);
      return opensTo(word, branch, isEqual);
    }
    case 'VariableDeclarator': {
      const reads = around.init === node ? (bindingOf(around.id)?.reads ?? []) : [];
      return reads.slice(0, MOST_READS).some((read) => on(read));
    }
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const of = isFunction(around) ? around : scopeOf(node).function;
      const isResult = of !== undefined && (!isFunction(around) || around.body === node);
      const sites = isResult ? look.values.sitesOf(of) : [];
      return sites.slice(0, MOST_READS).some(({ call, isCallback }) => !isCallback && on(call));
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
const MOST_CHARACTERS = 600;
