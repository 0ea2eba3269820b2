import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Leaves the cloud up. */
  readonly keep: boolean;
  /** Of the process that keeps it. */
  readonly kept: boolean;
  /** Everything that happens, and every message whole. */
  readonly verbose: boolean;
  /** Where a picture of the demo is written to. */
  readonly record?: string | undefined;
}

/** @throws a sentence for anything else. */
export function demoOptionsIn(words: readonly string[]): DemoOptions {
  const { tokens, values } = parseArgs({
    args: [...words],
    options: {
      keep: { type: 'boolean' },
      kept: { type: 'boolean' },
      verbose: { type: 'boolean' },
      record: { type: 'string' },
    },
    strict: false,
    tokens: true,
  });
  const known = ['keep', 'kept', 'verbose', 'record'];
  const unknown = tokens.find((token) => token.kind !== 'option' || !known.includes(token.name));
  if (unknown) {
    const word = unknown.kind === 'option' ? unknown.rawName : words[unknown.index];
    throw new Error(
      `There is no option ${word}. There are --keep, which leaves the cloud up, --verbose, which shows everything, and --record FILE, which draws what is shown.`,
    );
  }
  if (values.record === true) throw new Error('--record takes a file, such as docs/demo.svg.');

  return {
    keep: values.keep === true,
    kept: values.kept === true,
    verbose: values.verbose === true,
    record: typeof values.record === 'string' ? values.record : undefined,
  };
}
