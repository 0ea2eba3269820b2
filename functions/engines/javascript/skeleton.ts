import { anyField } from '../flow/index.ts';
import { baseOf } from './link.ts';
import { type ReplacedText, replacedText } from './replaced-text.ts';
import { bindingOf, parentOf, type Write } from './scope.ts';
import {
  type AnyNode,
  calledName,
  constantText,
  fieldRead,
  literalText,
  memberName,
  type NodeOf,
} from './syntax.ts';

/** Stands in a skeleton for what only a run would show. */
export const hole = '\u0000';

/**
 * What `'text'.concat(x, y)` joins, as compilers write a template; undefined where the object of the
 * method may be a list.
 */
export function joinedByConcat(call: AnyNode): readonly AnyNode[] | undefined {
  if (call.type !== 'CallExpression' || calledName(call) !== 'concat') return undefined;
  let parts: readonly AnyNode[] = [];
  let at: AnyNode = call;

  for (let steps = 0; steps < MOST_PARTS && at.type === 'CallExpression'; steps += 1) {
    const callee: AnyNode = at.callee;
    if (callee.type !== 'MemberExpression' || calledName(at) !== 'concat') return undefined;
    parts = [...at.arguments, ...parts];
    at = callee.object;
  }
  const isText = at.type === 'TemplateLiteral' || constantText(at) !== undefined;
  return isText ? [at, ...parts] : undefined;
}

/** What `'/users/{id}'.replace('{id}', x)` puts into a text that is seen, in the place of a part that it has. */
export function putIntoText(call: AnyNode): AnyNode | undefined {
  const replaced = replacedText(call);

  return replaced && skeletonOf(replaced.text).includes(replaced.mark) ? replaced.by : undefined;
}

/** The constant parts of a text, with holes between them, as far as they are seen: `a = ␀ and b = ␀`. */
export function skeletonOf(node: AnyNode): string {
  return shortened(skeleton(node, { left: MOST_PARTS }));
}

/** The same of what stands before a part of the text that `around` makes. */
export function skeletonBefore(part: AnyNode, around: AnyNode): string {
  const budget = { left: MOST_PARTS, before: part };

  switch (around.type) {
    case 'BinaryExpression':
    case 'AssignmentExpression':
      return around.right === part
        ? shortened(skeleton(fieldAppendedTo(around) ?? around.left, budget))
        : '';
    case 'TemplateLiteral': {
      const at = (around.expressions as readonly AnyNode[]).indexOf(part);
      return shortened(template(around, budget, at));
    }
    case 'CallExpression': {
      const replaced = replacedText(around);
      if (replaced?.by === part) {
        const text = skeleton(replaced.text, budget);
        return shortened(text.slice(0, Math.max(0, text.indexOf(replaced.mark))));
      }
      const all = joinedByConcat(around) ?? [];
      const before = all.slice(0, Math.max(0, all.indexOf(part)));
      return shortened(before.map((each) => skeleton(each, budget)).join(''));
    }
    default:
      return '';
  }
}

/** What a field is made with that a text is added to, `request.url += text`, if nothing else is put there. */
function fieldAppendedTo(around: AnyNode): AnyNode | undefined {
  if (around.type !== 'AssignmentExpression' || around.left.type !== 'MemberExpression') {
    return undefined;
  }
  const base = baseOf(around.left);
  const binding = base && bindingOf(base.node);
  const [definition, ...others] = binding?.definitions ?? [];
  const [field, ...more] = base?.path ?? [];
  if (definition?.kind !== 'value' || definition.path.length > 0 || others.length > 0)
    return undefined;
  if (definition.node.type !== 'ObjectExpression' || field === undefined || more.length > 0) {
    return undefined;
  }
  const isSetElsewhere = ({ path }: Write) => path[0] === field || path[0] === anyField;
  if (!binding || binding.writes.some(isSetElsewhere)) return undefined;
  if (binding.reads.some((read) => read.start < around.start && !isMemberRead(read))) {
    return undefined;
  }
  const made = definition.node.properties.findLast(
    (property) => property.type !== 'Property' || [field, undefined].includes(memberName(property)),
  );
  return made?.type === 'Property' && memberName(made) === field ? made.value : undefined;
}

/** `request.url`, or where it is declared: neither another name for it, nor given to what may change it, nor a method of its own. */
function isMemberRead(read: AnyNode): boolean {
  const member = parentOf(read);
  const around = member && parentOf(member);

  if (member?.type === 'VariableDeclarator') return member.id === read;
  return (
    member?.type === 'MemberExpression' &&
    member.object === read &&
    !(around?.type === 'CallExpression' && around.callee === member)
  );
}

/** A text taken apart: constant texts, and between each two of them what they are joined with. */
export function joinedParts(node: AnyNode): {
  readonly texts: readonly string[];
  readonly parts: readonly AnyNode[];
} {
  const texts: string[] = [''];
  const parts: AnyNode[] = [];
  const pending: (AnyNode | string)[] = [node];

  for (
    let next = pending.pop(), steps = 0;
    next !== undefined && parts.length < MOST_PARTS && steps < MOST_STEPS;
    next = pending.pop(), steps += 1
  ) {
    const literal = typeof next === 'string' ? next : literalText(next);
    if (literal !== undefined) {
      texts.push((texts.pop() ?? '') + literal);
      continue;
    }
    if (typeof next === 'string') continue;
    const inner = next.type === 'Identifier' ? textBehind(next) : next;

    if (inner.type === 'BinaryExpression' && inner.operator === '+') {
      pending.push(inner.right, inner.left);
    } else if (inner.type === 'TemplateLiteral') {
      const { quasis, expressions } = inner;
      const each = quasis.flatMap(({ value }, index) => [
        value.cooked ?? '',
        expressions[index] ?? '',
      ]);
      pending.push(...each.reverse());
    } else if (joinedByConcat(inner)) {
      pending.push(...[...(joinedByConcat(inner) ?? [])].reverse());
    } else {
      parts.push(next);
      texts.push('');
    }
  }
  return { texts, parts };
}

/** The text that a name stands for, if it stands for one that is put together; else the name. */
function textBehind(name: NodeOf<'Identifier'>): AnyNode {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;
  const isText =
    isOne && /^(?:TemplateLiteral|BinaryExpression|Literal)$/.test(definition.node.type);

  return isText ? definition.node : name;
}

interface Budget {
  left: number;
  /** What the text is followed by, which is not empty. */
  readonly before?: AnyNode;
}

function skeleton(node: AnyNode, budget: Budget): string {
  budget.left -= 1;
  if (budget.left < 0) return hole;
  const literal = literalText(node);
  if (literal !== undefined) return literal;

  switch (node.type) {
    case 'TemplateLiteral':
      return template(node, budget, node.expressions.length);
    case 'BinaryExpression':
      return node.operator === '+'
        ? skeleton(node.left, budget) + skeleton(node.right, budget)
        : hole;
    case 'CallExpression':
      return (
        joinedByConcat(node)?.reduce((all, each) => all + skeleton(each, budget), '') ??
        withHoles(replacedText(node), budget)
      );
    case 'ParenthesizedExpression':
      return skeleton(node.expression, budget);
    case 'ConditionalExpression':
      // `base + (query ? '?' : '') + query`: where there is a query, it stands behind the sign.
      return budget.before && asksWhetherSet(node.test, budget.before)
        ? skeleton(node.consequent, budget)
        : hole;
    case 'Identifier': {
      const [definition, ...others] = bindingOf(node)?.definitions ?? [];
      const isOne = definition?.kind === 'value' && definition.path.length === 0;
      return isOne && others.length === 0 ? skeleton(definition.node, budget) : hole;
    }
    default:
      return hole;
  }
}

/** A text where what is put in is a hole; all of it, where that is not seen. */
function withHoles(replaced: ReplacedText | undefined, budget: Budget): string {
  if (!replaced) return hole;
  const { text, mark, isEach, by } = replaced;
  const whole = skeleton(text, budget);
  if (!whole.includes(mark)) return hole;
  const put = skeleton(by, budget);

  return isEach ? whole.replaceAll(mark, () => put) : whole.replace(mark, () => put);
}

/** `x`, `x.length` and `x.length > 0`. */
function asksWhetherSet(test: AnyNode, of: AnyNode): boolean {
  if (test.type === 'BinaryExpression') {
    return (
      /^(?:>|!==?)$/.test(test.operator) &&
      /^0?$/.test(literalText(test.right) ?? '-') &&
      asksWhetherSet(test.left, of)
    );
  }
  if (test.type === 'MemberExpression' && fieldRead(test) === 'length' && !isSame(test, of)) {
    return isSame(test.object, of);
  }
  return isSame(test, of);
}

/** Whether both read one name, or one field of it. */
function isSame(one: AnyNode, other: AnyNode): boolean {
  const [a, b] = [baseOf(one), baseOf(other)];
  const binding = a && bindingOf(a.node);

  if (!a || !b || !binding || bindingOf(b.node) !== binding) return false;
  return a.path.join('\0') === b.path.join('\0');
}

/** Up to one of its holes; of very many, the first and those just before it. */
function template(
  { quasis, expressions }: NodeOf<'TemplateLiteral'>,
  budget: Budget,
  end: number,
): string {
  const start = Math.max(0, end - MOST_PARTS);
  const first = start > 0 ? `${shortened(quasis[0]?.value.cooked ?? '')}${hole}` : '';
  const shown = quasis.slice(start, end + 1).map(({ value }, index) => {
    const before = index > 0 ? expressions[start + index - 1] : undefined;
    return (before ? skeleton(before, budget) : '') + shortened(value.cooked ?? '');
  });

  return first + shown.join('');
}

/** What kind of text it is shows at its start, and what a part of it is at its end. */
function shortened(text: string): string {
  return text.length > 2 * LONGEST ? text.slice(0, LONGEST) + text.slice(-LONGEST) : text;
}

/** Sums in code can be a hundred thousand deep, and names may refer to themselves. */
const MOST_PARTS = 40;
const MOST_STEPS = 1000;

/** Characters. */
const LONGEST = 1000;
