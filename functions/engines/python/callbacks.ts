import type { Given } from './argument-spec.ts';
import type { Fact } from './entry.ts';
import { iterated } from './field-path.ts';
import type { Flow } from './flow.ts';
import { safeAsPart } from './kinds.ts';
import { callbackIn, passToStarted } from './starters.ts';
import type { Call } from './syntax.ts';

/** What hands what it is given to functions that it was given as well. */
export function passToCallback(
  flow: Flow,
  call: Call,
  name: string,
  given: Given,
  fact: Fact,
): void {
  passToStarted(flow, call, name, given, fact);
  const row = callbacks.get(name);
  if (!row || (given !== row.data && given !== row.dataName)) return;
  const callback = callbackIn(call, row);
  if (!callback) return;

  const path = row.each ? iterated(fact.path) : fact.path;
  for (const { node, taken } of flow.values.functionsOf(callback.value)) {
    const site = { site: { node: call, taken }, fact };
    if (path) flow.enter(node, taken, path, fact.safe | safeAsPart, site);
  }
}

interface Callback {
  readonly callback: number;
  readonly callbackName: string;
  readonly data: number;
  readonly dataName: string;
  readonly each: boolean;
}

const each: Omit<Callback, 'callbackName' | 'dataName'> = { callback: 0, data: 1, each: true };

const callbacks: ReadonlyMap<string, Callback> = new Map<string, Callback>([
  ['builtins.map', { ...each, callbackName: 'function', dataName: 'iterable' }],
  ['builtins.filter', { ...each, callbackName: 'function', dataName: 'iterable' }],
  ['concurrent.futures.ThreadPoolExecutor().map', { ...each, callbackName: 'fn', dataName: '' }],
  ['multiprocessing.Pool().map', { ...each, callbackName: 'func', dataName: '' }],
  [
    'aws_lambda_powertools.utilities.batch.process_partial_response',
    { callback: 1, data: 0, each: true, callbackName: 'record_handler', dataName: 'event' },
  ],
  [
    'aws_lambda_powertools.utilities.batch.async_process_partial_response',
    { callback: 1, data: 0, each: true, callbackName: 'record_handler', dataName: 'event' },
  ],
]);
