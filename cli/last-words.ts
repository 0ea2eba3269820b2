import { writeSync } from 'node:fs';

const SHOW_CURSOR = '\u001b[?25h';

/**
 * What a process writes before it is ended by Ctrl-C. Not through the stream: what shows progress there holds
 * back what others write meanwhile, and hides the cursor.
 */
export function writeLastWords(
  { fd, isTTY }: Pick<NodeJS.WriteStream, 'isTTY'> & { readonly fd: number },
  sentence: string,
): void {
  const said = sentence === '' ? '' : `\nvigil: ${sentence}\n`;

  try {
    writeSync(fd, `${isTTY ? SHOW_CURSOR : ''}${said}`);
  } catch {
    // Its reader is gone.
  }
}
