import { countOf } from './alike.ts';
import { mrkdwn } from './mrkdwn.ts';
import type { Notification, ReportedChange } from './notification.ts';
import { cut } from './plain-text.ts';
import {
  accountsAhead,
  alikeOf,
  becauseOf,
  deployedIn,
  gapText,
  headlineOf,
  listCommand,
  openIn,
  ownersIn,
  placeOf,
  ratingOf,
  showCommand,
  unfinishedText,
  watchedIn,
  worstOf,
} from './wording.ts';

/** What Amazon Q Developer posts in a chat channel as it is given. */
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
export function chatNotification(notification: Notification): ChatNotification {
  const title = cut(mrkdwn(headlineOf(notification)), 250);
  const { kind, changes } = notification;
  const shown = kind === 'firstNight' ? worstOf(changes) : changes;
  const left = countOf(changes) - countOf(shown);
  const owners = ownersIn(notification);

  return {
    version: '1.0',
    source: 'custom',
    id: notification.id,
    content: {
      textType: 'client-markdown',
      title,
      description: fitted([
        mrkdwn(accountsAhead(notification)),
        ...(notification.standing
          ? [`${mrkdwn(openIn(notification))}. ${mrkdwn(watchedIn(notification))}.`]
          : []),
        ...(owners.length > 0 ? [mrkdwn(`Open by owner: ${owners.join('; ')}`)] : []),
        ...(notification.unfinished ?? []).map((each) =>
          mrkdwn(`Not finished: ${unfinishedText(each)}`),
        ),
        ...shown.map((change) => changeText(change, kind)),
        ...(left > 0 ? [`and ${left} more`] : []),
        ...notification.gaps.map(outOfSight),
      ]),
      nextSteps: [
        ...notification.changes.slice(0, 1).map((change) => `\`${showCommand(change)}\``),
        `\`${listCommand(notification)}\``,
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

/** What would end a link. */
const UNSAFE = /[<>|\s]/;

function changeText(change: ReportedChange, kind: Notification['kind']): string {
  const { title, target, summary, id, consoleUrl } = change;
  const because = becauseOf(change);
  const deployed = kind === 'alert' ? deployedIn(change) : undefined;

  return [
    `*${mrkdwn(`${ratingOf(change)}: ${title}`)}*`,
    mrkdwn(`${placeOf(target)}: ${cut(summary, 300)}`),
    ...(because === undefined ? [] : [mrkdwn(because)]),
    ...alikeOf(change).map(mrkdwn),
    ...(deployed === undefined ? [] : [mrkdwn(deployed)]),
    `\`${mrkdwn(showCommand({ id }))}\``,
    ...(consoleUrl !== undefined && !UNSAFE.test(consoleUrl) ? [`<${consoleUrl}|Console>`] : []),
  ].join('\n');
}

function outOfSight(gap: Notification['gaps'][number]): string {
  return mrkdwn(`Not covered: ${gapText(gap, 200)}`);
}
