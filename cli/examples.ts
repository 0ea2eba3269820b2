import { vigilCommand } from '../functions/domain/vigil-command.ts';

/** Shown under a command's help. */
export function examples(...lines: readonly string[]): string {
  const title = `Examples (vigil is ${vigilCommand()}):`;

  return ['', title, ...lines.map((line) => `  $ ${line}`)].join('\n');
}
