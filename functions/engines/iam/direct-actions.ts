import type { Access } from './resource-access.ts';
import { asksForUrl } from './url-access.ts';

/** What a caller can do without a function URL in between. */
export function directActions({ actions, gates }: Access): readonly string[] {
  if (gates.some((gate) => gate.every(asksForUrl))) return [];

  return actions.filter((action) => action !== 'lambda:InvokeFunctionUrl');
}
