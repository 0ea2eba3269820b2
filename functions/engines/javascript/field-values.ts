import { moduleParameters } from './bundled-modules.ts';
import { bundledExports, exportsOf, wholeExports } from './exports.ts';
import { classField, objectField, returnsOf } from './members.ts';
import type { Modules } from './modules.ts';
import { type FunctionNode, isClass } from './syntax.ts';
import { elementsOf, fieldName, named, type Value, type Values, valuesOfAll } from './value.ts';

const nothing: readonly Value[] = [];

/** What a value has in a field. */
export function fieldValues(
  values: Values,
  modules: Modules,
  value: Value,
  field: string,
): readonly Value[] {
  switch (value.kind) {
    case 'name':
      return [named(fieldName(value.name, field))];
    case 'exports':
      return exported(values, modules, value.of, field);
    case 'object': {
      const own = objectField(values, value.node, field);
      return own.length === 0 && field === 'constructor' ? [named('Object')] : own;
    }
    case 'function':
    case 'class':
      if (field === 'prototype') return [{ kind: 'prototype', node: value.node }];
      // The constructor of every function makes functions of text.
      if (field === 'constructor') return [named('Function')];
      return classField(values, value.node, field, true);
    case 'instance':
    case 'prototype':
      if (field === 'constructor')
        return [
          isClass(value.node)
            ? { kind: 'class', node: value.node }
            : { kind: 'function', node: value.node },
        ];
      return classField(values, value.node, field, false);
    case 'made':
      return [value];
    case 'product':
      return [{ kind: 'made', name: value.name }];
    case 'list':
      return valuesOfAll(values, ...elementsOf(value.node, field));
    case 'getters':
      return objectField(values, value.node, field).flatMap((getter) =>
        getter.kind === 'function'
          ? returnsOf(getter.node).flatMap((result) => values.valuesOf(result))
          : nothing,
      );
    case 'wrapped':
    case 'text':
      return nothing;
  }
}

function exported(
  values: Values,
  modules: Modules,
  of: string | FunctionNode,
  field: string,
): readonly Value[] {
  const found =
    typeof of === 'string'
      ? exportsOf(values, modules, of, field)
      : bundledExports(values, of, field);

  // Of a CommonJS module, the default is all of it.
  return found.length === 0 && field === 'default'
    ? [{ kind: 'exports', of }, ...whole(values, modules, of)]
    : found;
}

function whole(values: Values, modules: Modules, of: string | FunctionNode): readonly Value[] {
  const module =
    typeof of === 'string'
      ? modules.files.get(of)?.scope.names.get('module')
      : moduleParameters(of).module;

  return wholeExports(values, module);
}
