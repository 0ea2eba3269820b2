import { onlyDefinition } from './behind.ts';
import { defaultsOf } from './defaults.ts';
import { fillsOfField } from './fills.ts';
import { baseOf } from './link.ts';
import { type Binding, bindingOf } from './scope.ts';
import { type AnyNode, literalText } from './syntax.ts';

/** A name, or a field of what it stands for. */
export interface Named {
  readonly binding: Binding;
  readonly fields: string;
  /** Where the subject was taken from it, if it was. */
  readonly taken?: number;
}

/** Whether nothing sets it between where the subject was taken from it and where it is looked at. */
export function isAsTaken({ binding, fields, taken }: Named, at: AnyNode): boolean {
  if (taken === undefined) return true;
  const isBetween = ({ start }: AnyNode) => start > taken && start < at.start;

  return (
    !binding.writes.some(({ node }) => isBetween(node)) &&
    !fillsOfField(binding, fields).some(isBetween)
  );
}

export function namedBy(node: AnyNode): Named | undefined {
  const base = baseOf(node);
  const binding = base && bindingOf(base.node);

  return binding && { binding, fields: base.path.join('\0') };
}

/** Where the name took its value from, if nothing else ever gave it one: `const { x } = event`. */
export function originsOf(named: Named): readonly Named[] {
  const origins: Named[] = [];
  let { binding, fields } = named;

  for (let steps = 0; steps < MOST_ORIGINS; steps += 1) {
    const definition = onlyDefinition(binding);
    const from = definition && namedBy(definition.node);
    const isOther = defaultsOf(binding).some((other) => literalText(other) === undefined);
    if (!definition || !from || isOther || binding.writes.length > 0) return origins;

    const path = [from.fields, ...definition.path, fields].filter((field) => field !== '');
    ({ binding } = from);
    fields = path.join('\0');
    origins.push({ binding, fields, taken: definition.node.start });
  }
  return origins;
}

/** Names for names. */
const MOST_ORIGINS = 4;
