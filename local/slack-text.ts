/** What a reader of Slack sees of a message, less its colours: one line of text for each of its own. */
export function slackText(post: unknown): string {
  const { blocks } = post as { readonly blocks: readonly Node[] };

  return blocks
    .map(textOf)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

const emojis: Readonly<Record<string, string>> = {
  red_circle: '🔴',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  large_blue_circle: '🔵',
  white_circle: '⚪',
  white_check_mark: '✅',
  warning: '⚠️',
};

interface Node {
  readonly type: string;
  readonly text?: string | Node;
  readonly name?: string;
  readonly elements?: readonly Node[];
}

function textOf({ type, text, name, elements = [] }: Node): string {
  if (type === 'divider') return '────────';
  if (type === 'emoji') return emojis[name ?? ''] ?? `:${name}:`;
  if (type === 'rich_text_preformatted')
    return `${elements.map(textOf).join('')}`.replace(/^/gm, '▏ ');
  if (typeof text === 'string') return text;
  if (text) return textOf(text);

  return elements.map(textOf).join(type === 'rich_text' ? '\n' : '');
}
