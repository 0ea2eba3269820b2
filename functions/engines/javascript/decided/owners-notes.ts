import { optionIn, textOf } from '../options.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { ChangeReaders } from './change-readers.ts';
import { type DecidedValue, isOfItsOwn } from './decided-value.ts';

/** Whether what is published on a topic is a mail to those of the topic, as a form of contact sends one. */
export function isNoteOfTopic(given: AnyNode, values: Values): boolean {
  const message = optionIn(values, given, 'Message');
  const subject = optionIn(values, given, 'Subject');
  if (subject) return !(isForMachines(message) && /^\S+$/.test(textOf(subject) ?? ''));

  return (
    message?.type === 'TemplateLiteral' &&
    message.quasis.some(({ value }) => isSentence((value.cooked ?? '').trim()))
  );
}

/** `JSON.stringify(body)`, not laid out for people: beside one word (`order.cancelled`) it says what others shall do. */
function isForMachines(message: AnyNode | undefined): boolean {
  return isCall(message) && calledName(message) === 'stringify' && message.arguments.length === 1;
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
