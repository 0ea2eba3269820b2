import type { Given } from './argument-spec.ts';
import type { Fact } from './entry.ts';
import { anyField } from './field-path.ts';
import type { Flow } from './flow.ts';
import { safeAsPart } from './kinds.ts';
import { positionOf } from './sites.ts';
import type { Call, FunctionNode } from './syntax.ts';

/** What runs a function with what it was given: in a thread, a process, or later. */
interface Starter {
  readonly names: RegExp;
  readonly callback: number;
  readonly callbackName: string;
  /** Where a list of arguments stands, and a table of them; none where they follow the function. */
  readonly list?: number;
}

const threads = { callbackName: 'target', callback: 1, list: 3 } as const;

const starters: ReadonlyMap<string, readonly Starter[]> = new Map<string, readonly Starter[]>([
  ['Thread', [{ ...threads, names: /^threading\.Thread$/ }]],
  ['Process', [{ ...threads, names: /^multiprocessing\.(?:\w+\.)?Process$/ }]],
  ['Timer', [{ names: /^threading\.Timer$/, callback: 1, callbackName: 'function', list: 2 }]],
  ['start_new_thread', [{ names: /^_thread\./, callback: 0, callbackName: 'function', list: 1 }]],
  ['apply_async', [{ names: /\bPool\(\)\./, callback: 0, callbackName: 'func', list: 1 }]],
  ['apply', [{ names: /\bPool\(\)\./, callback: 0, callbackName: 'func', list: 1 }]],
  ['partial', [{ names: /^functools\./, callback: 0, callbackName: 'func' }]],
  [
    'submit',
    [{ names: /(?:Executor\(\)|^\?\w*(?:executor|pool))\./i, callback: 0, callbackName: 'fn' }],
  ],
  ['to_thread', [{ names: /^asyncio\./, callback: 0, callbackName: 'func' }]],
  [
    'run_in_executor',
    [{ names: /^(?:asyncio\.\w+\(\)|\?\w*loop)\./i, callback: 1, callbackName: 'func' }],
  ],
  ['run_sync', [{ names: /^anyio\./, callback: 0, callbackName: 'func' }]],
  ['run_in_threadpool', [{ names: /^(?:fastapi|starlette)\./, callback: 0, callbackName: 'func' }]],
  [
    'add_task',
    [{ names: /(?:BackgroundTasks\(\)|^\?\w*tasks)\./i, callback: 0, callbackName: 'func' }],
  ],
  ['BackgroundTask', [{ names: /^(?:fastapi|starlette)\./, callback: 0, callbackName: 'func' }]],
]);

/** `Thread(target=load, args=(x,))`, `executor.submit(load, x)`: the function gets it. */
export function passToStarted(
  flow: Flow,
  call: Call,
  name: string,
  given: Given,
  fact: Fact,
): void {
  const row = starters
    .get(name.slice(name.lastIndexOf('.') + 1))
    ?.find(({ names }) => names.test(name));
  const callback = row && callbackIn(call, row);
  if (!row || !callback) return;

  for (const { node, taken } of flow.values.functionsOf(callback.value)) {
    if (row.list !== undefined) startWithList(flow, call, { node, taken }, row.list, given, fact);
    else startWithRest(flow, call, { node, taken }, row.callback + 1, given, fact);
  }
}

/** The function among the arguments of a call, by its place or its name. */
export function callbackIn(
  call: Call,
  { callback, callbackName }: Pick<Starter, 'callback' | 'callbackName'>,
) {
  return call.arguments.find(
    (argument) => argument.name === callbackName || positionOf(argument) === callback,
  );
}

interface Started {
  readonly node: FunctionNode;
  readonly taken: number;
}

/** `args=(x, y)`, `kwargs={'name': x}`. */
function startWithList(
  flow: Flow,
  call: Call,
  { node, taken }: Started,
  list: number,
  given: Given,
  fact: Fact,
): void {
  const [field, ...path] = fact.path;
  const part = { ...fact, path };
  const isList = given === 'args' || given === list;
  if (!isList && given !== 'kwargs' && given !== list + 1) return;

  for (const index of node.parameters.keys()) {
    const isOne = isList
      ? field === String(index - taken) || field === anyField || field === undefined
      : node.parameters[index]?.name.name === field || field === undefined;
    if (index >= taken && isOne) enter(flow, call, { node, taken }, index, part);
  }
}

/** `submit(load, x, name=y)`: what follows the function. */
function startWithRest(
  flow: Flow,
  call: Call,
  { node, taken }: Started,
  before: number,
  given: Given,
  fact: Fact,
): void {
  const index =
    typeof given === 'number'
      ? given - before + taken
      : node.parameters.findIndex(({ name, spread }) => spread === '' && name.name === given);
  if (typeof given === 'number' && given < before) return;

  enter(flow, call, { node, taken: taken - before }, index, fact);
}

function enter(flow: Flow, call: Call, { node, taken }: Started, index: number, fact: Fact): void {
  const one = node.parameters[index];
  if (one?.spread !== '') return;
  const caller = { site: { node: call, taken }, fact };

  flow.enter(node, index, fact.path, fact.safe | safeAsPart, caller);
}
