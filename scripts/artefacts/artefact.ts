import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GoFunction } from '../../functions/engines/packages/index.ts';

/** A tool that builds what can be deployed, and can itself say what is in it. */
export interface Toolchain {
  /** As it is called. */
  readonly tool: string;
  /**
   * Builds in an empty folder.
   *
   * @throws NotHad when the tool is absent, or its registry does not answer.
   */
  build(folder: string): Promise<readonly Artefact[]>;
}

export interface Artefact {
  readonly what: string;
  /** What would be deployed. */
  readonly folder: string;
  /** Only these files of the folder, by name. @default all */
  readonly only?: readonly string[];
  /** Package URLs of what the tool itself says is in it. */
  readonly expected: readonly string[];
  /** Of a program, functions that the tool says are in it, and some that it has no use for. */
  readonly functions?: {
    readonly present: readonly GoFunction[];
    readonly absent: readonly GoFunction[];
  };
}

/** Why there is nothing to compare with: the toolchain is missing, or failed. */
export class NotHad extends Error {
  override readonly name = 'NotHad';
}

/** What a tool prints. @throws NotHad when it is not there, too slow, or fails. */
export async function run(
  [tool = '', ...parameters]: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(tool, parameters, {
      cwd: folder,
      env: { ...process.env, ...environment },
      timeout: LONGEST_MS,
      maxBuffer: 64 * 2 ** 20,
    });
    return stdout;
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const reason = isAbsent ? 'it is not installed' : `${[tool, ...parameters].join(' ')} fails`;
    throw new NotHad(`${reason}${isAbsent ? '' : `: ${lastLineOf(cause)}`}`, { cause });
  }
}

/** All toolchains together must end within some two minutes, on a machine that has none of it yet. */
const LONGEST_MS = 60_000;

function lastLineOf(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  const lines = `${stdout}\n${stderr}`.trim().split('\n');

  return (lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').slice(0, 200);
}
