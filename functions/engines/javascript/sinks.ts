import type { Weakness } from '../../core/weakness.ts';
import { type AnyNode, memberName } from './syntax.ts';

/** A call that does harm with what it is given. */
export interface Sink {
  readonly kind: Weakness['kind'];
  /** As in `Value`: a global, or `module:` and what the module exports. */
  readonly name: string;
  /** As a reader knows it. */
  readonly title: string;
  /** Which of its arguments do harm. */
  readonly argument: 'first' | 'any';
  /** Whether a call with these arguments is one; without it, every call is. */
  readonly when?: (given: readonly AnyNode[]) => boolean;
}

const sinks: readonly Sink[] = [
  code('eval', 'eval'),
  { ...code('Function', 'new Function'), argument: 'any' },
  code('module:lodash.template', 'lodash.template'),
  code('require', 'require'),
  code('import', 'import'),
  { ...code('module:worker_threads.Worker', 'new Worker'), when: runsText },
  code('module:vm.Script', 'new vm.Script'),
  code('module:vm.SourceTextModule', 'new vm.SourceTextModule'),
  code('module:vm.compileFunction', 'vm.compileFunction'),
  code('module:vm.runInContext', 'vm.runInContext'),
  code('module:vm.runInNewContext', 'vm.runInNewContext'),
  code('module:vm.runInThisContext', 'vm.runInThisContext'),
];

const sinksByName: ReadonlyMap<string, Sink> = new Map(sinks.map((sink) => [sink.name, sink]));

/** The sink that a call of `name` with some arguments is for the one at `index`. */
export function sinkAt(
  name: string,
  index: number,
  given: readonly AnyNode[] = [],
): Sink | undefined {
  const sink = sinksByName.get(name);
  const isHarmful = sink && (index === 0 || sink.argument === 'any');

  return isHarmful && (sink.when?.(given) ?? true) ? sink : undefined;
}

/** Of the arguments of a worker: `{ eval: true }`, or options that cannot be seen. Without it, a worker takes a path or a URL. */
export function runsText([, options]: readonly AnyNode[]): boolean {
  if (options?.type !== 'ObjectExpression') return options !== undefined;

  return options.properties.some(
    (option) =>
      option.type === 'SpreadElement' ||
      (memberName(option) === 'eval' &&
        !(option.value.type === 'Literal' && option.value.value === false)),
  );
}

function code(name: string, title: string): Sink {
  return { kind: 'event-code-execution', name, title, argument: 'first' };
}
