import type { Severity } from '../../core/severity.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText, truthOf } from './constant-text.ts';
import { calledName } from './link.ts';
import { methodsOf } from './members.ts';
import { nodesIn } from './nodes-in.ts';
import { scopeOf } from './scope.ts';
import type { AnyNode, Call, ClassNode, FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * A session of the archive that mounts adapters of its own for all addresses, which ask a server's
 * address whether it is private and raise: a stranger has it call servers, but hardly those within.
 */
export function severityOfSession({ callee }: Call, values: Values): Severity | undefined {
  if (callee.type !== 'Attribute') return undefined;
  const sessions = values.valuesOf(callee.object);
  const areGuarded =
    sessions.length > 0 &&
    sessions.every((each) => each.kind === 'instance' && mountsGuards(each.node, values));

  return areGuarded ? 'medium' : undefined;
}

function mountsGuards(of: ClassNode, values: Values): boolean {
  const maker = methodsOf(of).find(({ name }) => name?.name === '__init__');
  if (!maker) return false;
  const mounts = values
    .callsOf('mount')
    .slice(0, MOST_MOUNTS)
    .filter((call) => isOf(call, of, values));
  const isMadeFor = (prefix: string) =>
    mounts.some(
      (mount) =>
        mount.parent?.type === 'ExpressionStatement' &&
        mount.parent.parent === maker.body &&
        constantText(argumentOf(mount, 0, 'prefix')) === prefix,
    );

  return (
    values.attributesOf('adapters').length === 0 &&
    mounts.every((mount) => isGuarded(mount, values)) &&
    isMadeFor('http://') &&
    isMadeFor('https://')
  );
}

/** More are made to waste time. */
const MOST_MOUNTS = 50;

/** `self.mount(…)`, and `session.mount(…)` of what the class makes. */
function isOf({ callee }: Call, of: ClassNode, values: Values): boolean {
  return (
    callee.type === 'Attribute' &&
    values.valuesOf(callee.object).some((each) => each.kind === 'instance' && each.node === of)
  );
}

function isGuarded(mount: Call, values: Values): boolean {
  const adapter = argumentOf(mount, 1, 'adapter');
  const made = adapter ? values.valuesOf(adapter) : [];

  return (
    made.length > 0 &&
    made.every((each) => each.kind === 'instance' && refusesNetworks(each.node, values))
  );
}

/** Whether what a class leads to asks for private addresses, and raises where one is. */
function refusesNetworks(of: ClassNode, values: Values): boolean {
  const known = knownClasses.get(of);
  if (known !== undefined) return known;

  const reached = new Set<ClassNode | FunctionNode>([of]);
  let refuses = false;
  for (const each of reached) {
    if (refuses || reached.size > MOST_REACHED) break;
    const parts = each.type === 'Class' ? [each.body, ...methodsOf(each)] : [each];
    for (const node of parts.flatMap((part) => nodesIn(part))) {
      if (node.type !== 'Name' && node.type !== 'Attribute') continue;
      refuses ||= raisesWhere(node, values, 0);
      for (const value of values.valuesOf(node)) {
        const isCode = value.kind === 'class' || value.kind === 'function';
        if (isCode || value.kind === 'instance') reached.add(value.node);
      }
    }
  }
  knownClasses.set(of, refuses);
  return refuses;
}

function raisesWhere(node: AnyNode, values: Values, depth: number): boolean {
  if (node.type !== 'Attribute') return false;
  if (node.name === 'is_private') return isRefused(node, true, values, depth);

  return node.name === 'is_global' && isRefused(node, false, values, depth);
}

/** Whether it raises where a test has an outcome: at once, or where what returns the outcome is called. */
function isRefused(test: AnyNode, outcome: boolean, values: Values, depth: number): boolean {
  let at = test;
  let isSo = outcome;

  for (let steps = 0; at.parent && steps < MOST_STEPS; steps += 1) {
    const around: AnyNode = at.parent;
    switch (around.type) {
      case 'Unary':
        if (around.operator === 'not') isSo = !isSo;
        break;
      case 'If': {
        if (around.test !== at) return false;
        const branch = isSo ? around.body : around.otherwise;
        const last = branch?.body.at(-1);
        if (last?.type === 'Raise') return true;
        const answer = last?.type === 'Return' ? truthOf(last.value) : undefined;
        return answer !== undefined && isRefusedByCallers(around, answer, values, depth);
      }
      case 'Return':
        return isRefusedByCallers(around, isSo, values, depth);
      case 'Binary':
        if (around.operator !== 'and' && around.operator !== 'or') return false;
        break;
      case 'Call':
        // One that is private is enough to raise.
        if (calledName(around) !== (isSo ? 'any' : 'all')) return false;
        break;
      case 'Comprehension':
      case 'Argument':
        break;
      default:
        return false;
    }
    at = around;
  }
  return false;
}

/** Whether one that calls the function raises where it answers so. */
function isRefusedByCallers(
  within: AnyNode,
  answer: boolean,
  values: Values,
  depth: number,
): boolean {
  const of = scopeOf(within).function;
  if (!of || depth > MOST_CALLERS) return false;

  return values
    .sitesOf(of)
    .slice(0, MOST_MOUNTS)
    .some(({ node }) => isRefused(node, answer, values, depth + 1));
}

/** An answer that is handed on by more functions is not followed. */
const MOST_CALLERS = 3;
/** Expressions around a test. */
const MOST_STEPS = 12;

const knownClasses = new WeakMap<ClassNode, boolean>();

/** Of more classes and functions, the others are not looked at. */
const MOST_REACHED = 60;
