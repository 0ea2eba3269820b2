import type { Fact } from './entry.ts';
import { guardedAt } from './guard.ts';
import { holderOfEvent } from './guard-types.ts';
import { has } from './kinds.ts';
import { subjectOf } from './subject.ts';
import type { Values } from './value.ts';

/** Whether the name of a module was found to begin with that of a package of one's own: `x.startswith('plugins.')`. */
export function isBelowPackages(fact: Fact, values: Values): boolean {
  const subject = subjectOf(fact.node);
  if (!subject) return false;
  const holder = holderOfEvent(fact);
  const { options } = fact.entry;
  const asked = {
    ...subject,
    isModule: true,
    values,
    depth: 0,
    nesting: 0,
    holder,
    options,
  } as const;

  return has(guardedAt(fact.node, asked), 'event-code-execution');
}
