import { anyField, type FieldPath, itself, reordered, withinAll } from '../flow/index.ts';
import { type AnyNode, memberName, type NodeOf } from './syntax.ts';

/** One place that a pattern fills: what is named, and which part of the value goes there. */
export interface Target {
  readonly node: NodeOf<'Identifier' | 'MemberExpression'>;
  readonly path: FieldPath;
  /** Of an object's rest: fields that went elsewhere. */
  readonly without?: readonly string[];
  /** Of an array's rest: its elements moved. */
  readonly isMoved?: true;
}

/** Where it lies in what a target takes, if it lies at `path` in the whole. */
export function taken(target: Target, path: FieldPath): FieldPath | undefined {
  const rest = withinAll(path, target.path);

  if (rest?.[0] !== undefined && target.without?.includes(rest[0])) return undefined;
  return rest && target.isMoved ? reordered(rest) : rest;
}

/** All that `pattern = value` fills. */
export function targetsOf(pattern: AnyNode, path: FieldPath = itself): readonly Target[] {
  switch (pattern.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [{ node: pattern, path }];
    case 'AssignmentPattern':
      return targetsOf(pattern.left, path);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement'
          ? restOf(property.argument, path, pattern)
          : targetsOf(property.value, [...path, memberName(property) ?? anyField]),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element, index) => {
        if (!element) return [];
        return element.type === 'RestElement'
          ? targetsOf(element.argument, path).map((target) => ({
              ...target,
              isMoved: true as const,
            }))
          : targetsOf(element, [...path, String(index)]);
      });
    default:
      return [];
  }
}

function restOf(
  rest: AnyNode,
  path: FieldPath,
  pattern: NodeOf<'ObjectPattern'>,
): readonly Target[] {
  const without = pattern.properties.flatMap((property) =>
    property.type === 'Property' ? (memberName(property) ?? []) : [],
  );

  return targetsOf(rest, path).map((target) => ({ ...target, without }));
}
