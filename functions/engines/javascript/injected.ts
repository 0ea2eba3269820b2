import { packageIn } from './known-packages.ts';
import { holderOf } from './members.ts';
import { parentOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  fieldRead,
  isCall,
  literalText,
} from './syntax.ts';
import type { Value, Values } from './value.ts';

/**
 * What containers of NestJS, tsyringe, inversify and the like give to a constructor at an index: an
 * instance of the class that the compiler wrote down, as
 * `__decorate([__metadata('design:paramtypes', [Service])], A)`.
 */
export function injectedInto(values: Values, node: ClassNode, index: number): readonly Value[] {
  return (holderOf(node)?.reads ?? []).flatMap((use) => {
    const list = decoratorsOf(use);
    const type = list?.flatMap((decorator) => parameterTypes(decorator) ?? [])[index];

    return type ? values.valuesOf(type).flatMap(instanceOf) : [];
  });
}

/** `container.resolve(Service)`, `application.get(Service)`: what a container is asked for by its class. */
export function askedOfContainer(values: Values, call: CallNode): readonly Value[] {
  const { callee } = call;
  const [type] = call.arguments;
  const isAsking =
    callee.type === 'MemberExpression' && /^(?:get|resolve)$/.test(fieldRead(callee) ?? '');
  if (!isAsking || !type) return [];
  const asked = values.valuesOf(type).flatMap(instanceOf);

  return asked.length > 0 && values.valuesOf(callee.object).some(isContainer) ? asked : [];
}

function isContainer(value: Value): boolean {
  return (
    (value.kind === 'name' || value.kind === 'made') && containers.has(packageIn(value.name) ?? '')
  );
}

const containers: ReadonlySet<string> = new Set([
  '@nestjs/core',
  'inversify',
  'tsyringe',
  'typedi',
]);

/** Of `__decorate([…], use)`. */
function decoratorsOf(use: AnyNode): readonly AnyNode[] | undefined {
  const call = parentOf(use);
  if (!isCall(call)) return undefined;
  const [list, owner] = call.arguments;
  if (list?.type !== 'ArrayExpression' || owner !== use) return undefined;

  return list.elements.flatMap((each) => each ?? []);
}

function parameterTypes(decorator: AnyNode): readonly (AnyNode | null)[] | undefined {
  if (!isCall(decorator)) return undefined;
  const [key, types] = decorator.arguments;

  return literalText(key) === 'design:paramtypes' && types?.type === 'ArrayExpression'
    ? types.elements
    : undefined;
}

function instanceOf(value: Value): readonly Value[] {
  return value.kind === 'class' ? [{ ...value, kind: 'instance' }] : [];
}
