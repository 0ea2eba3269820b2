import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Expression, Name } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isCalledElsewhere } from './chosen.ts';
import { variableOf } from './outside.ts';
import { valuesOf } from './plain-truth.ts';
import { isAltered } from './put-into.ts';

/** Whether it is what the code or its environment says, and nothing that is read somewhere or put into it later. */
export function isOfFixed(node: Expression, values: Values, depth = 0): boolean {
  values.spend();
  if (depth > MOST_STEPS) return false;
  if (variableOf(node, values) !== undefined) return true;
  const is = (each: Expression) => isOfFixed(each, values, depth + 1);

  switch (node.type) {
    case 'Text':
    case 'Number':
    case 'Constant':
      return true;
    case 'List':
    case 'Tuple':
      return node.elements.every(is);
    case 'Dict':
      return node.entries.every(({ value }) => is(value));
    case 'FormattedText':
      return node.parts.every(is);
    case 'Binary':
      return is(node.left) && is(node.right);
    case 'Subscript':
      return is(node.object);
    case 'Name':
      return isFixedName(node, values, is);
    case 'Call':
      return (
        node.callee.type === 'Attribute' &&
        /^(?:split|strip|format|lower)$/.test(calledName(node) ?? '') &&
        is(node.callee.object) &&
        node.arguments.every(({ value }) => is(value))
      );
    default:
      return false;
  }
}

function isFixedName(name: Name, values: Values, is: (node: Expression) => boolean): boolean {
  const binding = bindingOf(name);
  if (!binding || isAltered(binding, values)) return false;
  const [one, ...others] = binding.definitions;
  if (one?.kind === 'parameter') {
    const sites = values.sitesOf(one.of);
    const isSeen = others.length === 0 && sites.length > 0 && !isCalledElsewhere(one.of, values);
    return (
      isSeen &&
      sites.every((site) => {
        const given = argumentFor(site, one.of, one.index) ?? one.node.otherwise;
        return given !== undefined && is(given);
      })
    );
  }
  const all = valuesOf(name);
  const written = values.writtenAs(name);

  return all.length > 0 ? all.every(is) : written !== name && is(written);
}

const MOST_STEPS = 10;
