import { constantText } from '../constant-text.ts';
import { methodsOf, returnsOf } from '../members.ts';
import type { Resolver } from '../resolver.ts';
import { bindingOf, type Definition, lookUp, scopeOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, ClassNode, Expression } from '../syntax.ts';
import { variableRead } from './environment.ts';

/**
 * The expressions that one stands for, looking backwards over names, fields, arguments and results:
 * literals, calls of what is not in the archive, and what cannot be followed.
 */
export function sourcesOf(
  node: Expression,
  values: Resolver,
  seen: ReadonlySet<AnyNode> = new Set(),
): readonly Expression[] {
  if (seen.has(node) || seen.size > MOST_STEPS) return [];
  const now = new Set(seen).add(node);
  const each = (all: readonly Expression[]) =>
    all.flatMap((one) => sourcesOf(one, values, now)).slice(0, MOST_SOURCES);

  switch (node.type) {
    case 'Name': {
      const found = namedBy(node, values);
      return found.length === 0 ? [node] : each(found);
    }
    case 'Attribute': {
      const found = fieldsOf(node.object, node.name, values);
      return found.length === 0 ? [node] : each(found);
    }
    case 'Subscript': {
      const found = entriesAt(node.object, constantText(node.index), values, now);
      return found.length === 0 ? [node] : each(found);
    }
    case 'Call': {
      if (variableRead(node, values) !== undefined) return [node];
      const found = values
        .functionsOf(node.callee)
        .flatMap((one) => (one.node.name?.name === '__init__' ? [] : returnsOf(one.node)));
      return found.length === 0 ? [node] : each(found);
    }
    case 'Await':
    case 'NamedValue':
      return each([node.value]);
    case 'Conditional':
      return each([node.yes, node.no]);
    default:
      return [node];
  }
}

/** Names and fields in a row. */
const MOST_STEPS = 12;

const MOST_SOURCES = 32;

function namedBy(node: Expression & { type: 'Name' }, values: Resolver): readonly Expression[] {
  const binding = bindingOf(node);

  return (binding?.definitions ?? []).flatMap((definition) =>
    definedBy(definition, binding?.scope.file ?? '', values),
  );
}

function definedBy(definition: Definition, file: string, values: Resolver): readonly Expression[] {
  switch (definition.kind) {
    case 'value':
      return definition.path.length === 0 ? [definition.node] : [];
    case 'parameter': {
      const { of, index, node } = definition;
      const given = values.sitesOf(of).map((site) => argumentFor(site, of, index));
      const all = [...given.filter((one) => one !== undefined)];
      const isDefaulted = node.otherwise !== undefined && given.some((one) => one === undefined);
      return node.otherwise && (isDefaulted || given.length === 0) ? [...all, node.otherwise] : all;
    }
    case 'import': {
      const module = values.modules.resolve(file, definition.level, definition.from);
      const found = module?.kind === 'file' ? values.modules.files.get(module.path) : undefined;
      const binding = found?.scope.names.get(definition.name);
      return (binding?.definitions ?? []).flatMap((one) =>
        one === definition ? [] : definedBy(one, binding?.scope.file ?? '', values),
      );
    }
    default:
      return [];
  }
}

/** What was put into a field of a module, class or instance. */
function fieldsOf(object: Expression, field: string, values: Resolver): readonly Expression[] {
  return values.valuesOf(object).flatMap((value) => {
    if (value.kind === 'class' || value.kind === 'instance') return membersOf(value.node, field);
    if (value.kind !== 'module' || value.of.kind !== 'file') return [];

    const binding = values.modules.files.get(value.of.path)?.scope.names.get(field);
    return (binding?.definitions ?? []).flatMap((one) =>
      definedBy(one, binding?.scope.file ?? '', values),
    );
  });
}

function membersOf(node: ClassNode, field: string): readonly Expression[] {
  const own = node.body.body.flatMap((statement) =>
    statement.type === 'Assign' &&
    statement.value &&
    statement.targets.some((target) => target.type === 'Name' && target.name === field)
      ? [statement.value]
      : [],
  );
  const set = methodsOf(node).flatMap((method) => {
    const [self] = method.parameters;
    const binding = self && lookUp(self.name.name, scopeOf(self));
    return (binding?.writes ?? []).flatMap(({ path, value }) =>
      path.length === 1 && path[0] === field ? [value] : [],
    );
  });

  return [...own, ...set];
}

/** What a table has under a key. */
function entriesAt(
  object: Expression,
  key: string | undefined,
  values: Resolver,
  seen: ReadonlySet<AnyNode>,
): readonly Expression[] {
  return sourcesOf(object, values, seen).flatMap((source) =>
    source.type === 'Dict'
      ? source.entries.flatMap((entry) =>
          key === undefined || constantText(entry.key) === key ? [entry.value] : [],
        )
      : [],
  );
}

/** The calls of what is not in the archive that make an expression. */
export function callsMaking(node: Expression, values: Resolver): readonly Call[] {
  return sourcesOf(node, values).flatMap((source) => (source.type === 'Call' ? source : []));
}
