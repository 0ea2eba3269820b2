/**
 * A command of the product, for people to copy from a mail, a page, a fix or a guide.
 *
 * On npm the name `vigil` is a stranger's, and npx downloads and runs what it does not find:
 * `--no-install` makes it refuse instead, wherever the command is typed.
 */
export function vigilCommand(...words: readonly string[]): string {
  return ['npx --no-install vigil', ...words].join(' ');
}
