import type { Known } from '../facts.ts';
import type { Identity } from './package.ts';

/** The file by which an ecosystem's installer tells what it installed. */
export interface MetadataFormat {
  /** Whether the file at this path of the archive is one. */
  describes(path: string): boolean;
  /** Undefined when it is known to describe nothing that a registry could hold. */
  read(text: string, path: string): Known<Identity | undefined>;
}
