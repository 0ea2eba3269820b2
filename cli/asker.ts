/** Asks a question that takes yes or no; anything but a yes is a no. */
export type Ask = (question: string) => Promise<boolean>;

/** Undefined where no one could answer. */
export function askerOn({
  stdin,
  stderr,
}: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Ask | undefined {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;

  return async (question) => {
    // Most commands ask nothing, and start without it.
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: stdin, output: stderr });
    // The interface would keep Ctrl-C for itself.
    lines.on('SIGINT', () => process.emit('SIGINT'));

    const answer = await lines.question(`${question} (y/N) `);
    lines.close();
    return ['y', 'yes'].includes(answer.trim().toLowerCase());
  };
}
