import * as z from 'zod/mini';
import { mrkdwn } from './mrkdwn.ts';
import { cut, printable } from './plain-text.ts';
import type { SlackMessage } from './slack-blocks.ts';

/** What CloudWatch sends when a part of lambda-vigil has failed for good. */
type Alarm = z.infer<typeof alarmSchema>;

/** Source: "Amazon SNS notifications" of alarms (CloudWatch User Guide). */
export const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.nullish(z.string()),
  NewStateValue: z.string(),
  NewStateReason: z.string(),
});

export function alarmMessage(alarm: Alarm): SlackMessage {
  const { AlarmName, AlarmDescription, NewStateValue, NewStateReason } = alarm;
  const isOver = NewStateValue === 'OK';
  const headline = `${isOver ? 'No longer failing' : 'lambda-vigil is failing'}: ${AlarmName}`;
  const about = [AlarmDescription, NewStateReason].filter((text) => text);

  return {
    text: cut(mrkdwn(headline), 300),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(printable(headline), 150) } },
      ...about.map((text) => ({
        type: 'rich_text' as const,
        elements: [
          {
            type: 'rich_text_section' as const,
            elements: [{ type: 'text' as const, text: cut(printable(text ?? ''), 1_000) }],
          },
        ],
      })),
    ],
  };
}
