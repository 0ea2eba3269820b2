import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { Weakness } from '../core/weakness.ts';
import type { Grant } from '../domain/grants.ts';
import type { ShippedFiles } from '../engines/archive/index.ts';
import type { EnvironmentSecret, FileSecret } from '../engines/secrets/index.ts';
import { keepsStored } from './table-grants.ts';

/** What one look at an archive answers, of a function or of a layer. */
export interface ArchiveFacts {
  readonly secretsInCode: Known<readonly FileSecret[]>;
  readonly shippedFiles: Known<readonly ShippedFiles[]>;
}

/** What one look at a function and its code answers. */
export interface CodeFacts extends ArchiveFacts {
  readonly environmentSecrets: Known<readonly EnvironmentSecret[]>;
  readonly weaknesses: Known<readonly Weakness[]>;
}

/** Reads a chunk of functions once, for however many facts. By ARN. */
export type CodeReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, CodeFacts>>;

/** Reads archives of functions or of layers, whatever else it reads with them. By ARN. */
export type ArchiveReader<T> = (
  targets: readonly T[],
) => Promise<ReadonlyMap<string, ArchiveFacts>>;

export const codeGrants = [
  { action: 'lambda:GetFunction', on: 'any function' },
  { action: 'lambda:GetLayerVersion', on: 'any layer' },
  // Lambda asks the key of a function that has one of its own, before it shows what is under it.
  { action: 'kms:Decrypt', on: 'named keys', by: 'aws' },
  ...keepsStored,
] as const satisfies readonly Grant[];
