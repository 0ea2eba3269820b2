import { harm } from '../harms.ts';
import { skeletonBefore } from '../skeleton.ts';
import type { AnyNode } from '../syntax.ts';
import type { Sink } from './sink.ts';

/** The sink that a text is for one of its parts, where it is JSON and the part stands in a text of it. */
export function jsonTextAround(part: AnyNode, around: AnyNode): Sink | undefined {
  const before = skeletonBefore(part, around);
  const isJson = /^\s*[[{]/.test(before) && /"\s*:\s*"[^"]*$/.test(before);

  return isJson ? jsonText : undefined;
}

const jsonText: Sink = {
  kind: 'json-injection',
  harm: harm.json,
  title: 'JSON text',
  fix: () => 'JSON.stringify({ … }) of an object with the values in it',
};
