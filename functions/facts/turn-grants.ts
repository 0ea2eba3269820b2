import type { Grant } from '../domain/grants.ts';
import { keepsStored } from './table-grants.ts';

/** Of what is read in turn: what was read is kept, and a region of few functions is read whole. */
export const readsInTurn = [
  { action: 'lambda:GetAccountSettings', on: 'everything' },
  ...keepsStored,
] as const satisfies readonly Grant[];
