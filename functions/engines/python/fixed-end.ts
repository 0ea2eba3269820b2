import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { lastName } from './last-name.ts';
import type { AnyNode, Expression } from './syntax.ts';
import { piecesOf } from './text-shape.ts';

/**
 * Whether a path ends with a name that the code has put behind what a caller sent: of
 * `f'/data/{x}/config.json'`, only what is called so is reached.
 */
export function hasFixedEnd(fact: Fact): boolean {
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (isCut(at.node)) return false;
    if (at.from && at.node !== at.from.node && isEnded(at.node)) return true;
    at = at.from;
  }
  return false;
}

/** Facts of which the texts are looked at. */
const MOST_STEPS = 40;

/** `os.path.dirname(x)`, `Path(x).parent`. */
function isCut(node: AnyNode): boolean {
  if (node.type === 'Attribute') return node.name === 'parent' || node.name === 'parents';

  return node.type === 'Call' && /^(?:dirname|r?split|replace)$/.test(lastName(node.callee));
}

function isEnded(node: Expression): boolean {
  switch (node.type) {
    case 'FormattedText':
      return isName(textAtEnd(node));
    case 'Binary':
      return node.operator === '/'
        ? isStep(constantText(node.right))
        : (node.operator === '+' || node.operator === '%') && isName(textAtEnd(node));
    case 'Call': {
      const name = lastName(node.callee);
      if (name === 'format') return isName(textAtEnd(node));
      return /^join(?:path)?$/.test(name) && isStep(constantText(node.arguments.at(-1)?.value));
    }
    default:
      return false;
  }
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
