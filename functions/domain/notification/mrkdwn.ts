import { printable } from './plain-text.ts';

/**
 * Text as it may stand in a chat's markdown: it is shown as it is, but mentions no one, links nowhere
 * and formats nothing. Slack's has no escapes but those of three characters, and Teams has other
 * ones, so the rest is replaced by what looks like it.
 * Source: "Formatting message text" (Slack API).
 */
export function mrkdwn(text: string): string {
  return printable(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[*~`]/g, (character) => LOOKALIKES[character] ?? '')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\uFF3F')
    .replace(/(?<![\p{L}\p{N}])@/gu, '\uFF20')
    .replace(/:\/\//g, ':\u2215\u2215')
    .replace(/\]\(/g, '] (');
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '*': '\u2217',
  '~': '\u223C',
  '`': '\u2019',
};
