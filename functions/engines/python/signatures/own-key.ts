import { isConstant, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { returnsOf } from '../members.ts';
import { bindingOf, type Definition } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isBrought } from './brought.ts';
import type { Code } from './code.ts';

/**
 * Whether a key is the code's own: nothing that the request brings, and no text that the code shows.
 *
 * @param mayBeShown whether the key is one that anyone may know, as a public one.
 */
export function isOwnKey(
  key: Expression,
  code: Pick<Code, 'values' | 'requested'>,
  mayBeShown?: (text: string) => boolean,
): boolean {
  return !mayShowKey(key, code.values, mayBeShown) && !isBrought(key, code);
}

/**
 * Whether a text that the code shows may be the key, or be it where a variable is not set: then it is none that
 * only the code has.
 */
export function mayShowKey(
  node: Expression,
  values: Values,
  mayBeShown: (text: string) => boolean = () => false,
  depth = 0,
): boolean {
  if (depth > MOST_STEPS) return true;
  const may = (each: Expression) => mayShowKey(each, values, mayBeShown, depth + 1);
  const text = constantText(node);
  if (text !== undefined) return !mayBeShown(text);

  switch (node.type) {
    case 'Constant':
      return true;
    case 'Await':
      return may(node.value);
    case 'Binary':
      return node.operator === 'or' && (may(node.left) || may(node.right));
    case 'Conditional':
      return may(node.yes) || may(node.no);
    case 'Name': {
      const all = bindingOf(node)?.definitions ?? [];
      return some(
        all.flatMap((one) => heldBy(one, values)),
        may,
      );
    }
    case 'Subscript': {
      const table = seen(node.object);
      return (
        table?.type === 'Dict' &&
        table.entries.some(({ value }) => constantText(value) !== undefined && may(value))
      );
    }
    case 'Call': {
      const { callee, arguments: given } = node;
      const own = values.functionsOf(callee);
      if (own.length > 0) {
        return some(
          own.flatMap((each) => returnsOf(each.node)),
          may,
        );
      }
      const isOfText = callee.type === 'Attribute' && /^(?:encode|strip)$/.test(callee.name);
      if (isOfText) return may(callee.object);
      const isOfEnvironment = values
        .namesOf(callee)
        .some((name) => name === 'os.environ.get' || name === 'os.getenv');
      const [, otherwise] = given;
      return (
        isOfEnvironment &&
        otherwise !== undefined &&
        !isConstant(otherwise.value, 'None') &&
        may(otherwise.value)
      );
    }
    default:
      return false;
  }
}

/** What a name is set to; of a parameter, what callers give, or else its default. */
function heldBy(definition: Definition, values: Values): readonly Expression[] {
  if (definition.kind === 'value') return definition.path.length === 0 ? [definition.node] : [];
  if (definition.kind !== 'parameter') return [];
  const { of, index, node } = definition;

  return values.sitesOf(of).flatMap((site) => argumentFor(site, of, index) ?? node.otherwise ?? []);
}

/** What stands for no key until one is found says nothing of the others: `key = None`, `key = {}`. */
function some(all: readonly Expression[], may: (node: Expression) => boolean): boolean {
  const found = all.filter((each) => !isNone(each));

  return (found.length > 0 ? found : all).some(may);
}

function isNone(node: Expression): boolean {
  return (
    (node.type === 'Constant' && node.value === 'None') ||
    (node.type === 'Dict' && node.entries.length === 0)
  );
}

const MOST_STEPS = 12;
