import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Call, Expression, NodeOf } from '../syntax.ts';
import { valuesOf } from './plain-truth.ts';

/** Whether a call by chance results in one of so few that the next may be the same: `random.randint(1, 3)`, `random.choice(kinds)`. */
export function isOneOfFew(call: Call): boolean {
  const { arguments: given } = call;
  const numbers = given.map(({ value }) => numberIn(value));

  switch (calledName(call)) {
    case 'randint':
    case 'randrange':
    case 'randbelow': {
      const [from = 0, to] = numbers.length === 1 ? [0, ...numbers] : numbers;
      return to === undefined || to - from < FEWEST;
    }
    case 'getrandbits':
    case 'randbits':
      return (numbers[0] ?? 0) < FEWEST_BITS;
    // In a list of several, each is one more: `''.join(choice(digits) for _ in range(9))`.
    case 'choice':
      return !isRepeated(call);
    case 'choices':
    case 'sample': {
      const count =
        given.find(({ name }) => name === 'k') ?? given[calledName(call) === 'sample' ? 1 : 2];
      return !count || (numberIn(count.value) ?? FEWEST_TAKEN) < FEWEST_TAKEN;
    }
    default:
      return (numbers[0] ?? FEWEST_TAKEN) < FEWEST_TAKEN && /^token_/.test(calledName(call) ?? '');
  }
}

/** `id[:8]`, `id[-8:]`: what is left of it is still one of its kind. */
export function isLongCut({ index }: NodeOf<'Subscript'>): boolean {
  if (index.type !== 'Slice') return false;
  const [first, ...others] = index.parts;
  const number = first && numberIn(first);
  if (number === undefined || others.length > 0) return false;
  const isFrom = first?.start === index.start;

  return isFrom === number < 0 ? Math.abs(number) >= FEWEST_CUT : Math.abs(number) <= MOST_LEFT_OUT;
}

/** Of what Python makes once, as it loads the module, each request has the same: what stands beside all functions, or behind a parameter. */
export function isMadeOnce(node: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = at.parent) {
    if (at.type === 'Parameter') return true;
    if (at.type === 'Function') return false;
  }
  return true;
}

function isRepeated(node: AnyNode): boolean {
  return node.parent?.type === 'Comprehension';
}

function numberIn(node: Expression): number | undefined {
  if (node.type === 'Unary' && node.operator === '-') {
    const of = numberIn(node.operand);
    return of === undefined ? undefined : -of;
  }
  const [value = node] = node.type === 'Name' ? valuesOf(node) : [];
  const text = value.type === 'Number' ? value.value.replaceAll('_', '') : constantText(value);
  const number = Number(text ?? Number.NaN);

  return Number.isNaN(number) ? undefined : number;
}

/** Fewer are met again soon. */
const FEWEST = 10_000;

const FEWEST_BITS = 14;

const FEWEST_TAKEN = 4;

const FEWEST_CUT = 6;

const MOST_LEFT_OUT = 20;
