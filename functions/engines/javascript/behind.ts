import { type Binding, bindingOf, type Definition } from './scope.ts';
import type { AnyNode } from './syntax.ts';

/** What a name stands for, or the expression itself. */
export function behind(node: AnyNode): AnyNode {
  const definition = onlyDefinition(bindingOf(node));

  return definition && definition.path.length === 0 ? definition.node : node;
}

/** What a name is set to, if nothing else is. */
export function onlyDefinition(binding: Binding | undefined) {
  const [definition, ...others]: readonly Definition[] = binding?.definitions ?? [];

  return definition?.kind === 'value' && others.length === 0 ? definition : undefined;
}
