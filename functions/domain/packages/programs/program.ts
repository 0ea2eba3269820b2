import { type Known, unknown } from '../../facts.ts';
import type { NamedVersion } from '../formats/package-format.ts';
import { elfOf } from './elf.ts';
import { goBuildInfo } from './go-build-info.ts';
import { goModules } from './go-modules.ts';

/** Bytes: a program that Go or Rust has linked is never as small. */
export const SMALLEST_PROGRAM = 2 ** 16;

/** Without an extension, as programs for Linux are. */
export function hasProgramName(path: string): boolean {
  return !/\.[^/]*$/.test(path);
}

/**
 * What Go says of itself in a program.
 *
 * @param isAudited whether Rust has said what it is made of, which is read elsewhere.
 * @returns undefined for what is no program.
 */
export function modulesOfProgram(
  bytes: Uint8Array,
  isAudited: boolean,
): Known<readonly NamedVersion[]> | undefined {
  const elf = elfOf(bytes);
  if (!elf) return undefined;

  const info = goBuildInfo(elf);
  if (info) return goModules(info);

  return isAudited
    ? undefined
    : unknown(
        'a compiled program that holds neither build information of Go nor audit data of Rust',
      );
}
