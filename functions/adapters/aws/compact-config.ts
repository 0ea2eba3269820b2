import type { Interceptable } from './observed-calls.ts';

/**
 * Has V8 keep the client's configuration as an object with fixed places. The SDK puts it together key
 * by key, which makes it a hash table, and copies it four times a call: a tenth of the call's time. V8
 * has no such thing for a hash table, but gives fixed places to what other objects inherit from, once
 * that is read through them. Nothing that can be read of it changes.
 */
export function withCompactConfig<C extends Interceptable>(client: C): C {
  if (client.config !== undefined) readThrough(Object.create(client.config));

  return client;
}

/** Reads until V8 remembers how: it does not look at what is read once. */
function readThrough(heir: { readonly requestHandler?: unknown }): void {
  for (let time = 0; time < READS; time += 1) read(heir);
}

const READS = 100;

function read({ requestHandler }: { readonly requestHandler?: unknown }): unknown {
  return requestHandler;
}
