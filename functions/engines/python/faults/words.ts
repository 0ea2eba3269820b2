import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { nameOfFunction } from '../sites.ts';
import type { AnyNode, Expression } from '../syntax.ts';

/** The names that an expression mentions, down to a bound. */
export function namesIn(node: AnyNode): readonly string[] {
  const names: string[] = [];
  const pending: AnyNode[] = [node];

  for (let steps = 0; steps < MOST_NODES; steps += 1) {
    const next = pending.pop();
    if (!next) break;
    if (next.type === 'Name' || next.type === 'Attribute') names.push(next.name);
    if (next.type === 'Subscript') names.push(constantText(next.index) ?? '');
    if (next.type === 'Argument' && next.name !== undefined) names.push(next.name);
    pending.push(...childrenOf(next));
  }
  return names;
}

const MOST_NODES = 60;

/** The names of what an expression becomes the value of: a variable, a field, an argument, a function. */
export function namesGivenTo(node: Expression): readonly string[] {
  const names: string[] = [];
  let at: AnyNode = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around: AnyNode | undefined = at.parent;
    if (!around) return names;
    switch (around.type) {
      case 'Assign':
        return [...names, ...around.targets.flatMap(namesIn)];
      case 'NamedValue':
        return [...names, ...namesIn(around.target)];
      case 'Argument':
        if (around.name !== undefined) names.push(around.name);
        break;
      case 'DictEntry':
        names.push(constantText(around.key) ?? '');
        return names;
      case 'Return': {
        const of = functionAround(around);
        return [...names, ...(of ? [nameOfFunction(of) ?? ''] : [])];
      }
      case 'Function':
        return [...names, nameOfFunction(around) ?? ''];
      case 'ExpressionStatement':
      case 'Block':
        return names;
    }
    at = around;
  }
  return names;
}

const MOST_STEPS = 20;

function functionAround(node: AnyNode) {
  let at: AnyNode | undefined = node;
  while (at && at.type !== 'Function') at = at.parent;

  return at;
}
