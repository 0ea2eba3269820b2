import { isKnown, packageIn } from './known-packages.ts';
import type { Call } from './syntax.ts';
import type { Value } from './value.ts';

/**
 * What is called, where it is not in the archive. A method of an object that is not known goes by
 * `?name.method`, of which `name` is that of the object.
 */
export function namesOfCall({ callee }: Call, values: readonly Value[]): readonly string[] {
  const names = values.flatMap((value) => (value.kind === 'name' ? ownName(value.name) : []));
  if (callee.type !== 'Attribute') return names;
  const isUnknown = names.every((name) => !isKnown(packageIn(name) ?? 'builtins'));
  if (!isUnknown || values.length > names.length) return names;

  const { object } = callee;
  const name = object.type === 'Name' || object.type === 'Attribute' ? object.name : '';
  return [...names, `?${name.replace(/^_+/, '')}.${callee.name}`];
}

/** botocore brought a copy of requests, which old functions still import. */
function ownName(name: string): string {
  return name.replace(/^botocore\.vendored\.(?=requests\b)/, '');
}
