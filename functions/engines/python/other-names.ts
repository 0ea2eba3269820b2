import { type Binding, bindingOf } from './scope.ts';

/**
 * A name and those by which what it stands for goes as well, as long as it is set once: of `me = self`, what
 * is put into one is in the other.
 */
export function withOtherNames(binding: Binding): readonly Binding[] {
  const known = knownNames.get(binding);
  if (known) return known;

  const found = new Set([binding]);
  for (const each of found) {
    if (found.size >= MOST_NAMES) break;
    for (const other of [...originalsOf(each), ...copiesOf(each)]) found.add(other);
  }
  const names = [...found].slice(0, MOST_NAMES);
  knownNames.set(binding, names);
  return names;
}

const knownNames = new WeakMap<Binding, readonly Binding[]>();

/** More are made to waste time. */
const MOST_NAMES = 6;

/** `self`, of `me`. */
function originalsOf({ definitions }: Binding): readonly Binding[] {
  const [definition, ...others] = definitions;
  const isOne = definition?.kind === 'value' && definition.path.length === 0;

  const original = isOne && others.length === 0 ? bindingOf(definition.node) : undefined;

  return original ? [original] : [];
}

/** `me`, of `self`. */
function copiesOf(binding: Binding): readonly Binding[] {
  return binding.reads.flatMap((read) => {
    const { parent } = read;
    if (parent?.type !== 'Assign' || parent.value !== read) return [];
    return parent.targets.flatMap((target) => {
      const other = bindingOf(target);
      return other && originalsOf(other).includes(binding) ? [other] : [];
    });
  });
}
