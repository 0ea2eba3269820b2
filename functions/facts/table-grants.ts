import type { Grant } from '../domain/grants.ts';

/** To read what another scanner, or a sweep, has stored. */
export const readsStored = [
  { action: 'dynamodb:BatchGetItem', on: 'facts table' },
] as const satisfies readonly Grant[];

/** To keep what was read, too. */
export const keepsStored = [
  ...readsStored,
  { action: 'dynamodb:BatchWriteItem', on: 'facts table' },
] as const satisfies readonly Grant[];
