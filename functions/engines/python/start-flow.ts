import { wrappersOf } from './decorators.ts';
import { startEnvironment } from './environment.ts';
import type { Flow } from './flow.ts';
import { safeAsItComes } from './kinds.ts';
import type { Modules } from './modules.ts';
import { startErrors, startRoutes } from './sources.ts';
import { step } from './steps.ts';
import type { Value } from './value.ts';

/** Starts it at what Lambda and frameworks call. @returns whether there is something that is called. */
export function startFlow(flow: Flow, modules: Modules, exported: readonly Value[]): boolean {
  const all = [...modules.files.values()];
  const handlers = exported.flatMap((value) => (value.kind === 'function' ? value : []));
  const routes = startRoutes(
    flow,
    all,
    handlers.map(({ node }) => node),
  );
  startErrors(flow, all);
  startEnvironment(flow, all);
  const isWrapped = handlers.some(({ node }) => wrappersOf(flow.values, node).length > 0);
  for (const handler of handlers) {
    const wrappers = wrappersOf(flow.values, handler.node);
    for (const each of wrappers.length > 0 ? wrappers : [handler]) startHandler(flow, each);
  }
  // What a decorator hands on to it was not seen.
  if (isWrapped) flow.run(step);
  for (const handler of handlers) {
    if (!flow.isEntered(handler.node)) startHandler(flow, handler);
  }

  return handlers.length > 0 || routes > 0;
}

type Handler = Value & { readonly kind: 'function' };

function startHandler(flow: Flow, { node, taken }: Handler): void {
  flow.answers(node, 'lambda');
  flow.start(node, taken, safeAsItComes);
}
