import { type Known, unknown } from '../../../core/known.ts';
import type { NamedVersion } from '../formats/named-version.ts';
import { elfOf } from './elf.ts';
import { goBuildInfo } from './go-build-info.ts';
import { goFunctions } from './go-functions.ts';
import { goModules } from './go-modules.ts';

/** Bytes: a program that Go or Rust has linked is never as small. */
export const SMALLEST_PROGRAM = 2 ** 16;

/** Without an extension, as programs for Linux are, or with one that says what it was built for. */
export function hasProgramName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);

  return !name.includes('.') || (builtFor.test(name) && !/\.so\./.test(name));
}

/**
 * A system, a processor, or a version: `bootstrap.arm64`, `tool-1.2`. Not `.bin`: that is how weights
 * of models and other big data are called, and reading them to learn it costs the whole download.
 */
const builtFor = /\.(?:linux|amd64|arm64|aarch64|x86_64|x64|musl|gnu|elf|run|out|\d[\w-]*)$/i;

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
  if (info) return goModules(info, goFunctions(elf));

  return isAudited
    ? undefined
    : unknown(
        'a compiled program that holds neither build information of Go nor audit data of Rust',
      );
}
