import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { isMadeOf } from '../signatures/behind.ts';
import type { Expression } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Whether a field of what says where a message goes is called so. */
export function isOfChat(name: string): boolean {
  return ofChat.test(name);
}

const ofChat = /^(?:chat_id|channel|replyToken|to|recipient|receiver)$/;

/** Whether the one who asks names the chat himself: not as the services of chats do, which have it below what was written. */
export function namesChat(given: readonly Expression[], asked: AskedOfChange): boolean {
  return given.some((node) =>
    isMadeOf(
      node,
      asked.values,
      (each) =>
        each.type === 'DictEntry' &&
        isOfChat(constantText(each.key) ?? '') &&
        isOwnField(each.value, asked),
    ),
  );
}

/** `json.loads(event['body'])['channel']`; who wrote is answered. */
export function isOwnField(node: Expression, { values, said }: AskedOfChange): boolean {
  const written = values.writtenAs(node);
  const isRead = written.type === 'Call' && calledName(written) === 'get';
  const [key] = isRead ? written.arguments : [];
  const name = written.type === 'Subscript' ? written.index : key?.value;
  const of =
    written.type === 'Subscript'
      ? written.object
      : isRead && written.callee.type === 'Attribute'
        ? written.callee.object
        : undefined;
  const field = name && constantText(name);
  if (field === undefined || ofSender.test(field) || !of || !said.has(written)) return false;
  const body = values.writtenAs(of);

  return body.type === 'Call' && /^(?:loads|get_json)$/.test(calledName(body) ?? '');
}

const ofSender = /^(?:from|sender\w{0,10}|wa_id|source|reply_?token|response_url)$/i;
