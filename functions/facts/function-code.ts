import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { Weakness } from '../core/weakness.ts';
import type { Grant } from '../domain/grants.ts';
import type { EnvironmentSecret } from '../engines/secrets/index.ts';
import { keepsStored } from './table-grants.ts';

/** What one look at a function and its code answers. */
export interface CodeFacts {
  readonly environmentSecrets: Known<readonly EnvironmentSecret[]>;
  readonly weaknesses: Known<readonly Weakness[]>;
}

/** Reads a chunk of functions once, for however many facts. By ARN. */
export type CodeReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, CodeFacts>>;

export const codeGrants = [
  { action: 'lambda:GetFunction', on: 'any function' },
  { action: 'lambda:GetLayerVersion', on: 'any layer' },
  // Lambda asks the key of a function that has one of its own, before it shows what is under it.
  { action: 'kms:Decrypt', on: 'named keys', by: 'aws' },
  ...keepsStored,
] as const satisfies readonly Grant[];
