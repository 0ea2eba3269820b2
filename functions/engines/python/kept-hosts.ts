import type { Fact } from './entry.ts';
import { guardedAt } from './guard.ts';
import { holderOfEvent } from './guard-types.ts';
import { has } from './kinds.ts';
import { subjectOf } from './subject.ts';
import type { Values } from './value.ts';

/** Whether the host of an address was asked for that an object keeps in a field of its own. */
export function hasKeptHost(fact: Fact, values: Values): boolean {
  const subject = subjectOf(fact.node);
  if (!subject) return false;
  const asked = {
    ...subject,
    isHostKept: true,
    values,
    depth: 0,
    nesting: 0,
    holder: holderOfEvent(fact),
    options: fact.entry.options,
  } as const;

  return has(guardedAt(fact.node, asked), 'server-side-request-forgery');
}
