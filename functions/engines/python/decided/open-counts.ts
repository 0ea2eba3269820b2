import { isOpenCountName } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { Call, Expression, NodeOf } from '../syntax.ts';
import { takenName } from '../taken-name.ts';

/** Whether a statement adds one to what anyone is asked to say or do: `post.likes += 1`, `post.likes = F('likes') + 1`. */
export function isOneMore(node: NodeOf<'Assign' | 'AugmentedAssign'>): boolean {
  const targets = node.type === 'Assign' ? node.targets : [node.target];
  const [target, ...others] = targets;
  if (target?.type !== 'Attribute' || others.length > 0) return false;
  if (node.type === 'Assign') return node.value !== undefined && isCounted(target.name, node.value);

  return node.operator === '+=' && isOne(node.value) && isOpenCountName(target.name);
}

/** The same of all that a call sets: `.update(likes=F('likes') + 1)`, `.update({'likes': firestore.Increment(1)})`. */
export function addsOne({ arguments: given }: Call): boolean {
  const fields = given.flatMap(({ name, value }) => {
    if (name !== undefined) return [{ name, value }];
    if (value.type !== 'Dict') return [{ name: '', value }];
    return value.entries.map((each) => ({
      name: constantText(each.key) ?? takenName(each.key ?? value) ?? '',
      value: each.value,
    }));
  });

  return fields.length > 0 && fields.every(({ name, value }) => isCounted(name, value));
}

/** `F('likes') + 1`, `Post.likes + 1`, `Increment(1)` */
function isCounted(field: string, value: Expression): boolean {
  if (!isOpenCountName(field)) return false;
  if (value.type === 'Call') {
    const [amount, ...others] = value.arguments;
    return (
      calledName(value) === 'Increment' &&
      others.length === 0 &&
      amount !== undefined &&
      isOne(amount.value)
    );
  }
  if (value.type !== 'Binary' || value.operator !== '+' || !isOne(value.right)) return false;
  const { left } = value;
  const [named] = left.type === 'Call' && calledName(left) === 'F' ? left.arguments : [];

  return (named ? constantText(named.value) : takenName(left)) === field;
}

function isOne(node: Expression): boolean {
  return node.type === 'Number' && node.value === '1';
}
