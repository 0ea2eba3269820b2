/**
 * A word of a shell, whatever is in it: what zsh and fish both read as it stands. Fish alone reads a
 * backslash within quotes, and no text of the help has one.
 */
export function quoted(text: string): string {
  return `'${text.replaceAll('\n', ' ').replaceAll("'", `'"'"'`)}'`;
}
