import type { FunctionMarks } from '../programs/function-marks.ts';

export interface NamedVersion {
  readonly name: string;
  readonly version: string;
  /**
   * What the same lock calls it by: what others require are then such keys, and no names. Several
   * may be called the same.
   */
  readonly keys?: readonly string[] | undefined;
  /** Others that it requires, where the file says so. */
  readonly requires?: readonly string[] | undefined;
  /** Others that it uses when another package brings them. */
  readonly mayUse?: readonly string[] | undefined;
  /** Of npm, where a lock would have it installed, from the folder of the lock. */
  readonly folder?: string | undefined;
  /** Of a module in a program, the functions that are there; undefined where they are not known. */
  readonly functionMarks?: FunctionMarks | undefined;
  /** Whether a lock says that the project itself asks for it. */
  readonly isTopLevel?: boolean | undefined;
}
