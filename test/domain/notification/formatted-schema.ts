/** As the formatter of the project wants JSON: lists of words on one line where they fit. */
export function formattedSchema(json: object): string {
  const text = JSON.stringify(json, undefined, 2);

  return `${text.replace(/^(.*)\[\n([^[\]{}]*)\n *\](,?)$/gm, (list, start, items, end) => {
    const line = `${start}[${items.trim().replaceAll(/\n */g, ' ')}]${end}`;

    return line.length <= 100 ? line : list;
  })}\n`;
}
