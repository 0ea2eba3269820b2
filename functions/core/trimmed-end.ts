/**
 * The text without the characters at its end that match. A pattern such as `/[ ,]+$/` would begin anew
 * at each of them wherever they stand, which takes the square of their number.
 *
 * @param character a class of characters, without a sign of repetition.
 */
export function trimmedEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end -= 1;

  return text.slice(0, end);
}
