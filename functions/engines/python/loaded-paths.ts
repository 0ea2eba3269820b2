import type { Severity } from '../../core/severity.ts';
import { seen } from './call-arguments.ts';
import type { Fact } from './entry.ts';
import { bindingOf } from './scope.ts';
import type { Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';
import { isWriter } from './written-before.ts';

/**
 * `numpy.load(folder / name, allow_pickle=True)`: by a path a caller chooses among the files that lie there,
 * and sends no bytes; unless the code writes to it.
 */
export function severityOfLoaded(_: Call, values: Values, fact: Fact): Severity | undefined {
  return isPath(fact.node, values) && !mayBeWritten(fact, values) ? 'high' : undefined;
}

function isPath(node: Expression, values: Values): boolean {
  const made = seen(node) ?? node;
  if (made.type === 'FormattedText') return true;
  if (made.type === 'Binary' && made.operator === '+') return true;
  const known = values.valuesOf(made);

  return (
    known.length > 0 &&
    known.every((value) => value.kind === 'name' && /^(?:pathlib|os\.path)\./.test(value.name))
  );
}

/** On its way, by each name that it goes by. */
function mayBeWritten(fact: Fact, values: Values): boolean {
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node } = at;
    const reads = bindingOf(node)?.reads ?? [];
    const fields = node.type === 'Attribute' ? values.attributesOf(node.name) : [];
    values.spend(reads.length + fields.length);
    if ([...reads, ...fields].some((each) => isWriter(each, values))) return true;
    at = at.from;
  }
  return at !== undefined;
}

const MOST_STEPS = 40;
