import { rankOf } from '../../core/severity.ts';
import { mildKinds } from '../../core/weakness-words.ts';
import { CodeNotAnalysed } from '../flow/index.ts';
import { ofKind } from './gravity.ts';
import type { Modules } from './modules.ts';
import type { Resolver } from './resolver.ts';
import { scopeOf } from './scope.ts';
import { Reach } from './sdk-calls/reach.ts';
import type { AnyNode, FunctionNode } from './syntax.ts';
import type { Found } from './weaknesses-of.ts';

/**
 * Faults with those of code that nothing is seen to call as low: a readiness check of a package, say,
 * that its command line runs and no handler does.
 */
export function milderWhereUnreached(
  faults: readonly Found[],
  { modules, values, handlers }: Handled,
): readonly Found[] {
  if (!faults.some(isGrave)) return faults;
  const reach = reachOf({ modules, values, handlers });
  if (!reach) return faults;

  return faults.map((fault) =>
    isGrave(fault) && isUnreached(fault.node, reach)
      ? { ...fault, sink: { ...fault.sink, severity: 'low', remark } }
      : fault,
  );
}

interface Handled {
  readonly modules: Modules;
  readonly values: Resolver;
  /** What Lambda or a framework calls. */
  readonly handlers: readonly FunctionNode[];
}

const remark = 'in code that the handler is not seen to call';

function isGrave({ sink }: Found): boolean {
  return !mildKinds.has(sink.kind) && rankOf(ofKind(sink)) > rankOf('low');
}

/** Undefined where it is too much to follow: then all may run. */
function reachOf({ modules, values, handlers }: Handled): Reach | undefined {
  const reach = new Reach(values, () => {});

  try {
    reach.run(modules, handlers);
    return reach;
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

/** Within a function with a name that is not entered; a method that a class outside may call is left. */
function isUnreached(node: AnyNode, reach: Reach): boolean {
  const of = scopeOf(node).function;
  if (!of?.name || reach.has(of)) return false;
  const owner = scopeOf(of).class;

  return owner === undefined || (owner.bases.length === 0 && !/^__\w+__$/.test(of.name.name));
}
