import type { AnyNode } from './syntax.ts';

/** In the order of the text, but for decorators, which stand first. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'FormattedText':
    case 'Slice':
      return node.parts;
    case 'Attribute':
      return [node.object];
    case 'Subscript':
      return [node.object, node.index];
    case 'Call':
      return [node.callee, ...node.arguments];
    case 'Argument':
    case 'Starred':
    case 'Await':
    case 'ExpressionStatement':
      return [node.value];
    case 'Binary':
      return [node.left, node.right];
    case 'Unary':
      return [node.operand];
    case 'Conditional':
      return [node.yes, node.test, node.no];
    case 'Function':
      return present(node.name, ...node.decorators, ...node.parameters, node.returns, node.body);
    case 'Parameter':
      return present(node.name, node.annotation, node.otherwise);
    case 'Tuple':
    case 'List':
    case 'Set':
      return node.elements;
    case 'Dict':
      return node.entries;
    case 'DictEntry':
      return present(node.key, node.value);
    case 'Comprehension':
      return [node.element, ...node.clauses];
    case 'Clause':
      return [node.target, node.source, ...node.tests];
    case 'Yield':
    case 'Return':
      return present(node.value);
    case 'NamedValue':
      return [node.target, node.value];
    case 'Block':
      return node.body;
    case 'Assign':
      return present(...node.targets, node.annotation, node.value);
    case 'AugmentedAssign':
      return [node.target, node.value];
    case 'Raise':
    case 'Delete':
    case 'Assert':
      return node.values;
    case 'If':
    case 'While':
      return present(node.test, node.body, node.otherwise);
    case 'For':
      return present(node.target, node.source, node.body, node.otherwise);
    case 'With':
      return [...node.items, node.body];
    case 'WithItem':
      return present(node.value, node.target);
    case 'Try':
      return present(node.body, ...node.handlers, node.otherwise, node.finally);
    case 'Except':
      return present(node.types, node.name, node.body);
    case 'Match':
      return [node.subject, ...node.cases];
    case 'Case':
      return present(node.pattern, node.guard, node.body);
    case 'Pattern':
      return present(node.value, node.name, ...node.keys, ...node.parts);
    case 'Class':
      return [node.name, ...node.decorators, ...node.bases, node.body];
    default:
      return [];
  }
}

function present(...nodes: readonly (AnyNode | undefined)[]): readonly AnyNode[] {
  return nodes.filter((node) => node !== undefined);
}
