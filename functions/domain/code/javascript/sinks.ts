import type { Weakness } from '../weakness.ts';

/** A call that does harm with what it is given. */
export interface Sink {
  readonly kind: Weakness['kind'];
  /** As in `Value`: a global, or `module:` and what the module exports. */
  readonly name: string;
  /** As a reader knows it. */
  readonly title: string;
  /** Which of its arguments do harm. */
  readonly argument: 'first' | 'any';
}

const sinks: readonly Sink[] = [
  code('eval', 'eval'),
  { ...code('Function', 'new Function'), argument: 'any' },
  code('require', 'require'),
  code('import', 'import'),
  code('module:vm.Script', 'new vm.Script'),
  code('module:vm.SourceTextModule', 'new vm.SourceTextModule'),
  code('module:vm.compileFunction', 'vm.compileFunction'),
  code('module:vm.runInContext', 'vm.runInContext'),
  code('module:vm.runInNewContext', 'vm.runInNewContext'),
  code('module:vm.runInThisContext', 'vm.runInThisContext'),
];

const sinksByName: ReadonlyMap<string, Sink> = new Map(sinks.map((sink) => [sink.name, sink]));

/** The sink that a call of `name` is for its argument at `index`. */
export function sinkAt(name: string, index: number): Sink | undefined {
  const sink = sinksByName.get(name);

  return sink && (index === 0 || sink.argument === 'any') ? sink : undefined;
}

function code(name: string, title: string): Sink {
  return { kind: 'event-code-execution', name, title, argument: 'first' };
}
