import { constantText, constantValue } from './constant-text.ts';
import { everyCallGives } from './every-call.ts';
import { everyResult } from './every-result.ts';
import { lastName } from './last-name.ts';
import { bindingOf, type Parameter } from './scope.ts';
import type { Expression } from './syntax.ts';
import { piecesOf } from './text-shape.ts';
import type { Values } from './value.ts';

/**
 * Whether a path ends, as it is written, with a name of the code's own behind a slash: of
 * `f'/data/{x}/config.json'`, only what is called so is reached. Of a parameter, each call says so.
 */
export function hasFixedEnd(node: Expression, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;

  switch (node.type) {
    case 'Name': {
      const value = constantValue(node);
      if (value) return hasFixedEnd(value, values, depth + 1);
      const parameter = onlyParameter(node);
      return (
        parameter !== undefined &&
        everyCallGives(parameter, values, (given) => hasFixedEnd(given, values, depth + 1))
      );
    }
    case 'FormattedText':
      return isName(textAtEnd(node));
    case 'Binary':
      return node.operator === '/'
        ? isStep(constantText(node.right))
        : (node.operator === '+' || node.operator === '%') && isName(textAtEnd(node));
    case 'Call': {
      const name = lastName(node.callee);
      const [first] = node.arguments;
      if (name === 'format') return isName(textAtEnd(node));
      if (/^join(?:path)?$/.test(name)) return isStep(constantText(node.arguments.at(-1)?.value));
      const isKept = keepers.test(name) && first && node.arguments.length === 1;
      if (isKept) return hasFixedEnd(first.value, values, depth + 1);
      // `self.path_of(x)`, which returns none but such.
      return everyResult(node.callee, values, (each) => hasFixedEnd(each, values, depth + 1));
    }
    default:
      return false;
  }
}

const MOST_STEPS = 5;

/** What leaves the end of a path as it is. */
const keepers = /^(?:str|fspath|Path|PurePath|abspath|realpath|normpath)$/;

/** The parameter that a name is, if it is nothing else. */
function onlyParameter(node: Expression): Parameter | undefined {
  const { definitions = [], writes = [] } = bindingOf(node) ?? {};
  const [parameter, ...others] = definitions;

  return parameter?.kind === 'parameter' && others.length === 0 && writes.length === 0
    ? parameter
    : undefined;
}

function textAtEnd(node: Expression): string {
  const last = piecesOf(node).at(-1);

  return last && 'text' in last ? last.text : '';
}

/** Behind a slash: `/config.json`, `/../x/y`. */
function isName(end: string): boolean {
  return end.includes('/') && isStep(end.slice(end.lastIndexOf('/') + 1));
}

function isStep(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !/^\.{1,2}$/.test(text) && !text.endsWith('/');
}
