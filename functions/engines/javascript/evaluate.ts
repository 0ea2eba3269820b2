import { loadedModule, resultsOf } from './call-results.ts';
import { awaitedAt } from './compiled-steps.ts';
import { isOfRuntime } from './global-names.ts';
import { constantIn, enclosingClass, instanceOf, ownerOf } from './members.ts';
import type { Modules } from './modules.ts';
import { isOfOtherSystem } from './platform.ts';
import { bindingOf, type Definition, everything, type Parameter } from './scope.ts';
import { type AnyNode, fieldRead, isClass, isFunction, type NodeOf } from './syntax.ts';
import {
  fieldsAlong,
  madeBy,
  moduleName,
  named,
  type Value,
  type Values,
  valuesOfAll,
} from './value.ts';

const nothing: readonly Value[] = [];

/** Where an expression stands. */
export interface Program {
  readonly values: Values;
  readonly modules: Modules;
  /** What a parameter may get, of all who call its function. */
  givenTo(parameter: Parameter): readonly Value[];
}

/** What an expression stands for. */
export function evaluate(node: AnyNode, program: Program): readonly Value[] {
  const { values, modules } = program;

  if (isFunction(node)) return [{ kind: 'function', node }];
  if (isClass(node)) return [{ kind: 'class', node }];

  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
      return bound(node, program);
    case 'Super':
      return valuesOfAll(values, enclosingClass(node)?.superClass);
    case 'MemberExpression':
      return member(node, program);
    case 'ObjectExpression':
      return [{ kind: 'object', node }];
    case 'NewExpression':
      return values
        .valuesOf(node.callee)
        .flatMap((made): readonly Value[] =>
          made.kind === 'class' || made.kind === 'function'
            ? [{ ...made, kind: 'instance' }]
            : madeBy(made, node),
        );
    case 'CallExpression':
      return resultsOf(values, modules, node);
    case 'ImportExpression':
      return loadedModule(values, modules, node.source);
    case 'AssignmentExpression':
      return values.valuesOf(node.right);
    case 'AwaitExpression':
      return values.valuesOf(node.argument);
    case 'YieldExpression':
      // Of an async function that a compiler has made a generator.
      return node.delegate ? nothing : valuesOfAll(values, node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return values.valuesOf(node.expression);
    case 'SequenceExpression':
      return valuesOfAll(values, node.expressions.at(-1));
    case 'ConditionalExpression':
      return valuesOfAll(values, node.consequent, node.alternate);
    case 'LogicalExpression':
      return valuesOfAll(values, node.left, node.right);
    default:
      return nothing;
  }
}

function bound(node: NodeOf<'Identifier' | 'ThisExpression'>, program: Program): readonly Value[] {
  const binding = bindingOf(node);
  if (!binding) return node.type === 'Identifier' ? [named(node.name)] : nothing;

  const { name, scope } = binding;
  const isTop = scope.up === undefined;
  if (name === 'this' && binding.definitions.length === 0) {
    const owner = scope.function && ownerOf(scope.function);
    return owner ? [owner] : nothing;
  }
  const given = binding.isImplicit && isOfRuntime(name) ? [named(name)] : nothing;
  const own: readonly Value[] =
    isTop && name === 'exports' ? [{ kind: 'exports', of: scope.file }] : given;

  const definitions = thatRun(binding.definitions, program.values);
  const [only] = definitions;
  // As most names are.
  if (only && definitions.length === 1 && own.length === 0) {
    return defined(scope.file, only, program);
  }

  return [...own, ...definitions.flatMap((definition) => defined(scope.file, definition, program))];
}

/** Of several, not what is put there on another system. */
function thatRun(definitions: readonly Definition[], values: Values): readonly Definition[] {
  if (definitions.length < 2) return definitions;

  return definitions.filter(
    (definition) => definition.kind !== 'value' || !isOfOtherSystem(definition.node, values),
  );
}

function defined(file: string, definition: Definition, program: Program): readonly Value[] {
  const { values } = program;

  switch (definition.kind) {
    case 'value':
      return fieldsAlong(values, values.valuesOf(definition.node), definition.path);
    case 'import':
      return imported(file, definition.from, definition.name, program);
    case 'parameter':
      return fieldsAlong(values, program.givenTo(definition), definition.path);
    case 'this': {
      const isStatic = definition.of.type === 'StaticBlock' || definition.of.static;
      const owner = instanceOf(definition.of, isStatic);
      return owner ? [owner] : nothing;
    }
    default:
      return [definition];
  }
}

function imported(
  file: string,
  from: string,
  name: string,
  { values, modules }: Program,
): readonly Value[] {
  const files = modules.resolve(file, from);
  const whole = files.map(({ path }): Value => ({ kind: 'exports', of: path }));
  const all = whole.length > 0 ? whole : [named(moduleName(from))];

  return name === everything ? all : all.flatMap((value) => values.fieldOf(value, name));
}

function member(node: NodeOf<'MemberExpression'>, { values }: Program): readonly Value[] {
  const { object } = node;
  const field = fieldRead(node) ?? constantIn(node.property);
  const binding = bindingOf(object);

  if (field === undefined) {
    // A table of functions, any of which may be called.
    return values
      .valuesOf(object)
      .flatMap((value) =>
        value.kind === 'object'
          ? value.node.properties.flatMap((property) =>
              property.type === 'Property' ? values.valuesOf(property.value) : nothing,
            )
          : madeBy(value),
      );
  }
  if (binding?.name === 'module' && !binding.scope.up && field === 'exports') {
    return [{ kind: 'exports', of: binding.scope.file }];
  }
  if (binding?.name === 'module' && !binding.scope.up && field === 'require') {
    return [named('require')];
  }
  const awaited = field === 'v' || field === 'sent' ? awaitedAt(node) : [];
  if (awaited.length > 0) return valuesOfAll(values, ...awaited);
  const seen = [
    ...values.valuesOf(object).flatMap((value) => values.fieldOf(value, field)),
    ...(binding ? values.written(binding, [field]) : nothing),
  ];
  // Whatever it is that was made: what made that is a function.
  return seen.length === 0 && field === 'constructor' ? [named('constructor')] : seen;
}
