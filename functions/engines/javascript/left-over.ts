import { lookUp, parentOf, scopeOf } from './scope.ts';
import { type AnyNode, isFunction } from './syntax.ts';

/** Whether it stands in a function with a name that nothing says: one that was left there. */
export function isLeftOver(node: AnyNode): boolean {
  for (
    let at = parentOf(node), steps = 0;
    at && steps < MOST_STEPS;
    at = parentOf(at), steps += 1
  ) {
    if (!isFunction(at)) continue;
    const declared = at.type === 'FunctionDeclaration' ? at : holderOf(at);
    if (declared?.type !== 'FunctionDeclaration' && declared?.type !== 'VariableDeclarator')
      continue;
    const { id: name } = declared;
    if (name?.type !== 'Identifier' || isExported(declared)) continue;
    // A function of a block is known around it too.
    const around = parentOf(declared);
    const isOfFunction = around?.type === 'Program' || isFunction(around && parentOf(around));
    if (declared === at && !isOfFunction) continue;
    // Within, the same name may stand for something else.
    const { reads } = lookUp(name.name, scopeOf(declared)) ?? {};
    if (reads?.every((read) => read === name)) return true;
  }
  return false;
}

/** What an expression is the value of, or a part of that: `const name = { field() {…} }`. */
function holderOf(node: AnyNode): AnyNode | undefined {
  let at = parentOf(node);

  for (let steps = 0; at && steps < MOST_STEPS; at = parentOf(at), steps += 1) {
    if (at.type !== 'Property' && at.type !== 'ObjectExpression') return at;
  }
  return at;
}

function isExported(declared: AnyNode | undefined): boolean {
  const around = declared && parentOf(declared);
  const outer = around?.type === 'VariableDeclaration' ? parentOf(around) : around;

  return outer?.type.startsWith('Export') === true;
}

/** Outwards. */
const MOST_STEPS = 200;
