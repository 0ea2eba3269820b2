import type { Modules } from '../modules.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, ClassNode, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { argumentsFor } from './sent.ts';

/**
 * Whether a call runs functions of the code and nothing else: not a stub that stands in for a package. An
 * object is made of a class that extends nothing and is not decorated.
 */
export function isOwnCall({ callee }: Call, values: Values): boolean {
  const seen = values.valuesOf(callee);

  return (
    seen.length > 0 &&
    seen.every((value) => {
      if (value.kind === 'function') return true;
      return value.kind === 'class' && isPlainClass(value.node);
    }) &&
    (bindingOf(callee)?.definitions ?? []).every((each) => {
      if (each.kind === 'value') {
        return each.path.length > 0 || values.valuesOf(each.node).length > 0;
      }
      if (each.kind !== 'parameter') return true;
      return (
        argumentsFor(each, values)?.every((given) => values.valuesOf(given).length > 0) ?? false
      );
    })
  );
}

/**
 * Whether any file of the code puts something else in the place of a function that is called of a module:
 * `helper.is_valid = check.is_valid`.
 */
export function replacesCalled(run: readonly AnyNode[], { files }: Modules): boolean {
  const called = new Set(
    run.flatMap((node) =>
      node.type === 'Call' && node.callee.type === 'Attribute' ? node.callee.name : [],
    ),
  );

  return [...files.values()].some(({ scope }) =>
    [...scope.names.values()].some(
      ({ definitions, writes }) =>
        definitions.some(({ kind }) => kind === 'import' || kind === 'module') &&
        writes.some(({ path: [field = ''] }) => called.has(field)),
    ),
  );
}

function isPlainClass({ bases, decorators }: ClassNode): boolean {
  const isBare = bases.every(({ value }) => value.type === 'Name' && value.name === 'object');

  return isBare && decorators.length === 0;
}

/** Other decorators may check. */
export function isPlainlyCalled({ decorators }: FunctionNode, values: Values): boolean {
  return decorators.every((each) => {
    const names = values.namesOf(each.type === 'Call' ? each.callee : each);
    return names.length > 0 && names.every((name) => watching.test(name));
  });
}

const watching =
  /^aws_lambda_powertools\.(?:.{1,60}\.)?(?:(?:Logger|Tracer|Metrics)\(.{0,60}\)\.\w{1,40}|event_source)$|^aws_xray_sdk\..{1,40}\.capture$|^builtins\.(?:static|class)method$/;
