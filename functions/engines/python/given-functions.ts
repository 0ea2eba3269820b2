import type { Entry } from './entry.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Expression, FunctionNode } from './syntax.ts';
import { distinct, type Site, type Value, type Values } from './value.ts';

/**
 * What is called by a parameter, `def run(task, *args): task(*args)`, as far as the callers say by whom
 * the event came: another caller that gives another function does not give it this event. Undefined
 * where one of them does not say, or what is called is no parameter.
 */
export function givenByCallers(
  values: Values,
  callee: Expression,
  { of, callers }: Entry,
): readonly Value[] | undefined {
  const object = callee.type === 'Attribute' ? callee.object : callee;
  const index = of && parameterOf(object, of);
  if (!of || index === undefined || callers.size === 0) return undefined;

  const found: Value[] = [];
  for (const { site } of [...callers.values()].flat()) {
    const given = givenAt(site, of, index);
    const one = given ? values.valuesOf(given) : [];
    if (one.length === 0) return undefined;
    found.push(
      ...(callee.type === 'Attribute'
        ? one.flatMap((value) => values.fieldOf(value, callee.name))
        : one),
    );
  }
  return distinct(found);
}

/** The index of the parameter that a name is, and nothing else; not of `self`. */
function parameterOf(node: Expression, of: FunctionNode): number | undefined {
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  if (definition?.kind !== 'parameter' || others.length > 0) return undefined;
  if (definition.of !== of || definition.node.spread !== '') return undefined;
  const isSelf = definition.index === 0 && scopeOf(of).class !== undefined;

  return isSelf ? undefined : definition.index;
}

function givenAt(site: Site, of: FunctionNode, index: number): Expression | undefined {
  if (site.node.type !== 'Call') return undefined;
  const { arguments: all } = site.node;
  const given = argumentFor(site, of, index);
  const list = all.findIndex(({ spread }) => spread === '*');
  // Behind a list of unknown length, the place says nothing.
  const isSure = list < 0 || all.findIndex(({ value }) => value === given) < list;
  if (given) return isSure ? given : undefined;

  return all.some(({ spread }) => spread !== '') ? undefined : of.parameters[index]?.otherwise;
}
