import { optionIn } from '../options.ts';
import type { AnyNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { ChangeReaders } from './change-readers.ts';
import { type DecidedValue, isOfItsOwn } from './decided-value.ts';

/** Whether what is published on a topic is a mail to those of the topic, as a form of contact sends one. */
export function isNoteOfTopic(given: AnyNode, values: Values): boolean {
  if (optionIn(values, given, 'Subject')) return true;
  const message = optionIn(values, given, 'Message');

  return (
    message?.type === 'TemplateLiteral' &&
    message.quasis.some(({ value }) => isSentence((value.cooked ?? '').trim()))
  );
}

/** `Message from `, and neither a key nor a part of JSON. */
function isSentence(text: string): boolean {
  return text.length > SHORTEST_TEXT && !/["{}]/.test(text);
}

/**
 * Whether what a form says goes to the one chat that the code names, as a mail to a fixed recipient. A message that a chat's own
 * service hands over, where what is said lies deeper, is none: code has to ask it for the secret of that service.
 */
export function isNoteOfForm(
  message: AnyNode,
  said: readonly DecidedValue[],
  { values, data }: ChangeReaders,
): boolean {
  const chats = ['chat_id', 'chatId', 'channel'].flatMap(
    (name) => optionIn(values, message, name) ?? [],
  );

  return chats.length > 0 && !chats.some((each) => data.of(each)) && said.every(isOfItsOwn);
}

const SHORTEST_TEXT = 8;
