import { optionIn } from '../options.ts';
import type { AnyNode } from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';
import { type DecidedValue, isOfItsOwn } from './decided-value.ts';

/** Whether a message goes back to the chat or the number that what is answered came from. */
export function isAnswerTo(message: AnyNode, of: ChangeReaders): boolean {
  return places.some(([name, isBack]) => {
    const said = optionIn(of.values, message, name);
    const decided = said && of.data.of(said);

    return decided !== undefined && isBack(decided);
  });
}

/** Whether a chat is named as the services of chats do in what they send: below the message, and not as a field of its own. */
export function isOfChat(decided: DecidedValue): boolean {
  return !isOfItsOwn(decided) || decided.fields.some((each) => /^from$/i.test(each));
}

type IsBack = (decided: DecidedValue) => boolean;

const ofSender: IsBack = ({ fields }) =>
  fields.some((each) => /^(?:from|sender|wa_id)$/i.test(each));

/** Fields that say where a message goes. */
const places: readonly (readonly [string, IsBack])[] = [
  ['chat_id', isOfChat],
  ['chatId', isOfChat],
  ['channel', isOfChat],
  ['recipient', isOfChat],
  ['channel_id', () => true],
  ['replyToken', () => true],
  ['response_url', () => true],
  ['to', ofSender],
];
