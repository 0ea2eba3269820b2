import { lastName } from './last-name.ts';
import type { Expression, NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/** Whether a condition asks for a version of Python, and has `outcome` only in the one that does not run the code. */
export function isOfOtherPython(condition: Expression, values: Values, outcome: boolean): boolean {
  const asked = values.writtenAs(condition);
  const inThree = asked.type === 'Binary' ? byNumber(asked, values) : byName(asked, values);
  if (inThree === undefined) return false;
  const isTrue = values.isPython2 ? !inThree : inThree;

  return isTrue !== outcome;
}

/** `six.PY2`: whether it is True in Python 3. */
function byName(node: Expression, values: Values): boolean | undefined {
  if (!/^PY[23]$/.test(lastName(node))) return undefined;
  const [name, ...others] = values.namesOf(node);
  if (others.length > 0) return undefined;

  return name === 'six.PY3' ? true : name === 'six.PY2' ? false : undefined;
}

/** `sys.version_info.major < 3`, `sys.version_info >= (3, 0)`: whether it holds in Python 3, if not in both. */
function byNumber(
  { operator, left, right }: NodeOf<'Binary'>,
  values: Values,
): boolean | undefined {
  const of = versionOf(left, values);
  const number = of && numberIn(right, of);

  switch (`${operator} ${number}`) {
    case '< 3':
    case '<= 2':
      return operator === '<' || of === 'major' ? false : undefined;
    case '>= 3':
    case '> 2':
      return operator === '>=' || of === 'major' ? true : undefined;
    case '== 3':
    case '!= 2':
      return of === 'major' ? true : undefined;
    case '== 2':
    case '!= 3':
      return of === 'major' ? false : undefined;
    default:
      return undefined;
  }
}

function versionOf(node: Expression, values: Values): 'major' | 'whole' | undefined {
  const isMajor =
    (node.type === 'Attribute' && node.name === 'major') ||
    (node.type === 'Subscript' && node.index.type === 'Number' && node.index.value === '0');
  const whole = isMajor ? node.object : node;
  if (lastName(whole) !== 'version_info') return undefined;
  const [name, ...others] = values.namesOf(whole);
  if (name !== 'sys.version_info' || others.length > 0) return undefined;

  return isMajor ? 'major' : 'whole';
}

/** `3` of a major version; of a whole one, `(3,)` and `(3, 0)`. */
function numberIn(node: Expression, of: 'major' | 'whole'): string | undefined {
  if (of === 'major') return node.type === 'Number' ? node.value : undefined;
  if (node.type !== 'Tuple') return undefined;
  const [first, ...rest] = node.elements;
  const isBegin = rest.every((each) => each.type === 'Number' && each.value === '0');

  return first?.type === 'Number' && isBegin ? first.value : undefined;
}
