import type { DecidedChange } from '../../../core/decided-change.ts';
import type { AnyNode } from '../syntax.ts';

/** A change that a request decides, where it is written. */
export interface Change
  extends Pick<DecidedChange, 'kind' | 'call' | 'by' | 'isBlind' | 'isFixed' | 'onlyBy'> {
  readonly node: AnyNode;
  /** By which fields of the request, where that is known. */
  readonly fields?: readonly string[];
}
