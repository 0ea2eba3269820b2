import { mrkdwn } from './mrkdwn.ts';
import type { News, ToldChange } from './news.ts';
import { cut } from './plain-text.ts';
import {
  becauseOf,
  gapText,
  headlineOf,
  listCommand,
  openIn,
  placeOf,
  ratingOf,
  showCommand,
  unfinishedText,
  watchedIn,
} from './wording.ts';

/** What Amazon Q Developer posts in a chat channel as it is told. */
interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
  };
  readonly metadata: { readonly summary: string };
}

/**
 * Source: "Custom notifications" (Amazon Q Developer in chat applications Administrator Guide): a
 * title of at most 250 characters, a description of at most 8,000.
 */
export function chatNotification(news: News): ChatNotification {
  const title = cut(mrkdwn(headlineOf(news)), 250);

  return {
    version: '1.0',
    source: 'custom',
    id: news.id,
    content: {
      textType: 'client-markdown',
      title,
      description: fitted([
        `Account ${mrkdwn(news.account)}`,
        ...(news.standing ? [`${mrkdwn(openIn(news))}. ${mrkdwn(watchedIn(news))}.`] : []),
        ...(news.unfinished ?? []).map((each) => mrkdwn(`Not finished: ${unfinishedText(each)}`)),
        ...news.changes.map(changeText),
        ...news.gaps.map(outOfSight),
      ]),
      nextSteps: [
        ...news.changes.slice(0, 1).map((change) => `\`${showCommand(change)}\``),
        `\`${listCommand(news)}\``,
      ],
    },
    metadata: { summary: title },
  };
}

const MOST_DESCRIPTION = 8_000;
/** For the line that says how many there was no room for. */
const RESERVED = 40;

/** Whole paragraphs, as many as there is room for. */
function fitted(paragraphs: readonly string[]): string {
  let text = '';

  for (const [index, paragraph] of paragraphs.entries()) {
    const longer = text === '' ? paragraph : `${text}\n\n${paragraph}`;
    if (longer.length > MOST_DESCRIPTION - RESERVED) {
      return `${text}\n\nand ${paragraphs.length - index} more`;
    }
    text = longer;
  }

  return text;
}

function changeText(change: ToldChange): string {
  const { title, target, summary, id } = change;
  const because = becauseOf(change);

  return [
    `*${mrkdwn(`${ratingOf(change)}: ${title}`)}*`,
    mrkdwn(`${placeOf(target)}: ${cut(summary, 300)}`),
    ...(because === undefined ? [] : [mrkdwn(because)]),
    `\`${mrkdwn(showCommand({ id }))}\``,
  ].join('\n');
}

function outOfSight(gap: News['gaps'][number]): string {
  return mrkdwn(`Out of sight: ${gapText(gap, 200)}`);
}
