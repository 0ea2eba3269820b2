import { enclosingClass, holderOf } from './members.ts';
import { bindingOf, parentOf } from './scope.ts';
import {
  type AnyNode,
  type ClassNode,
  type FunctionNode,
  fieldRead,
  isCall,
  memberName,
} from './syntax.ts';
import { usesOf } from './uses.ts';
import type { Site, Values } from './value.ts';

/** Where a function may be called, looking forwards from where it is written. */
export function sitesOf(node: FunctionNode, values: Values): readonly Site[] {
  const owner = constructedBy(node);
  const holder = holderOf(owner ?? node);
  // Bundlers give another name to what a module exports by default: `var Orders_default = Orders`.
  const names = holder ? usesOf(holder).names : [];
  const uses = [owner ?? node, ...names.flatMap(({ reads }) => reads)];
  const direct = [...uses, ...values.importsOf(owner ?? node)].flatMap(
    (use) => siteOf(use) ?? passedTo(use, values),
  );
  const candidates = namesOf(node, owner).flatMap((name) => values.callsOf(name));
  if (candidates.length > maxCandidates) return direct;

  const byName = candidates
    .filter((call) => !direct.some((site) => site.call === call))
    .filter(({ callee }) => values.functionsOf(callee).includes(node))
    .map((call) => ({ call, shift: 0, isCallback: false }));
  return [...direct, ...byName];
}

/** Of a name that more calls have, none is looked at: `get` of a bundle has thousands. */
const maxCandidates = 300;

/** By which calls of it may go: of a constructor, its class's, and `super` of those that extend it. */
function namesOf(node: FunctionNode, owner: ClassNode | undefined): readonly string[] {
  const name = owner ? (owner.id?.name ?? holderOf(owner)?.name) : nameOfFunction(node);

  return [...(name === undefined ? [] : [name]), ...(owner ? ['super'] : [])];
}

/** The class whose constructor it is. */
export function constructedBy(node: FunctionNode): ClassNode | undefined {
  const member = parentOf(node);

  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
    ? enclosingClass(member)
    : undefined;
}

/** `use()`, `(0, use)()`, `use.call(this)`. */
function siteOf(given: AnyNode): Site | undefined {
  const around = parentOf(given);
  const isLast = around?.type === 'SequenceExpression' && around.expressions.at(-1) === given;
  const use = isLast ? around : given;
  const parent = parentOf(use);

  if (isCall(parent) && parent.callee === use) return { call: parent, shift: 0, isCallback: false };
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return undefined;

  const call = parentOf(parent);
  const isCalled = isCall(call) && call.callee === parent && fieldRead(parent) === 'call';
  return isCalled ? { call, shift: 1, isCallback: false } : undefined;
}

/** `values.map(use)`, or `run(use)` and what run does with it. */
function passedTo(use: AnyNode, values: Values): readonly Site[] {
  const call = parentOf(use);
  if (!isCall(call)) return [];

  const given: readonly AnyNode[] = call.arguments;
  const index = given.indexOf(use);
  if (index < 0) return [];

  const inside = values
    .functionsOf(call.callee)
    .flatMap(({ params }) => (params[index] ? (bindingOf(params[index])?.reads ?? []) : []))
    .flatMap((read) => siteOf(read) ?? []);
  return [...inside, { call, shift: 0, isCallback: true }];
}

/** The name that calls of it use, if it has one. */
export function nameOfFunction(node: FunctionNode): string | undefined {
  const parent = parentOf(node);

  switch (parent?.type) {
    case 'Property':
    case 'PropertyDefinition':
      return memberName(parent);
    case 'MethodDefinition':
      return parent.kind === 'constructor' ? undefined : memberName(parent);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression' ? fieldRead(parent.left) : undefined;
    default:
      return node.id?.name ?? holderOf(node)?.name;
  }
}

/** What a parameter gets: an argument, or what a promise is of. */
export function givenTo({ call, shift, isCallback }: Site, index: number): AnyNode | undefined {
  if (!isCallback) return call.arguments[index + shift];

  const { callee } = call;
  const isPromised = index === 0 && callee.type === 'MemberExpression';
  return isPromised && fieldRead(callee) === 'then' ? callee.object : undefined;
}
