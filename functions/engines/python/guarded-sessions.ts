import type { Severity } from '../../core/severity.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { methodsOf } from './members.ts';
import { nodesIn } from './nodes-in.ts';
import type { Call, ClassNode, FunctionNode } from './syntax.ts';
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
        mount.start > maker.start &&
        mount.end < maker.end &&
        constantText(argumentOf(mount, 0, 'prefix')) === prefix,
    );

  return (
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

/** Whether what a class leads to asks for private addresses, and raises. */
function refusesNetworks(of: ClassNode, values: Values): boolean {
  const known = knownClasses.get(of);
  if (known !== undefined) return known;

  const reached = new Set<ClassNode | FunctionNode>([of]);
  let [asks, raises] = [false, false];
  for (const each of reached) {
    if (reached.size > MOST_REACHED) break;
    const parts = each.type === 'Class' ? [each.body, ...methodsOf(each)] : [each];
    for (const node of parts.flatMap((part) => nodesIn(part))) {
      if (node.type === 'Raise') raises = true;
      if (node.type !== 'Name' && node.type !== 'Attribute') continue;
      if (node.type === 'Attribute' && /^is_(?:private|global)$/.test(node.name)) asks = true;
      for (const value of values.valuesOf(node)) {
        const isCode = value.kind === 'class' || value.kind === 'function';
        if (isCode || value.kind === 'instance') reached.add(value.node);
      }
    }
  }
  knownClasses.set(of, asks && raises);
  return asks && raises;
}

const knownClasses = new WeakMap<ClassNode, boolean>();

/** Of more classes and functions, the others are not looked at. */
const MOST_REACHED = 60;
