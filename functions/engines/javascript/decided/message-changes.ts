import { objectsOf, optionIn } from '../options.ts';
import { type CallNode, calledName } from '../syntax.ts';
import { isAnswerTo, isOfChat } from './answered-chats.ts';
import type { CalledPackages } from './called-packages.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { isOfItsOwn, saysMore } from './decided-value.ts';
import { isFixedText } from './fixed-texts.ts';
import { isNoteOfForm } from './owners-notes.ts';
import { isOfEach } from './to-each.ts';

/** Knows which messages a request decides: to whom they go, or what they say to others. */
export class MessageChanges {
  readonly #of: ChangeReaders;
  readonly #packages: CalledPackages;

  constructor(of: ChangeReaders, packages: CalledPackages) {
    this.#of = of;
    this.#packages = packages;
  }

  of(call: CallNode): Change | undefined {
    const method = calledName(call) ?? '';
    const { names, isSeen } = this.#packages.of(call, isSender);
    const change = (by: Change['by'], name: string): Change => ({
      kind: 'sends',
      call: `${name}.${method}`,
      by,
      node: call,
    });

    for (const name of names) {
      if (!isSeen && !/^(?:sendMail|sendMessage|postMessage)$/.test(method)) continue;
      if (mail.test(name) && sendingMail.test(method)) {
        if (this.#isTo(call))
          return {
            ...change('recipient', name),
            ...(isFixedText(call, this.#of) && { isFixed: true }),
          };
        if (this.#isToEach(call)) return change('content', name);
      }
      if (
        chats.test(name) &&
        /^(?:sendMessage|postMessage|sendPhoto|sendDocument|pushMessage|broadcast|multicast|invite|execute)$/.test(
          method,
        )
      ) {
        if (!this.#isAnswer(call) && !this.#isNote(call) && this.#isDecided(call))
          return change('content', name);
      }
      if (
        pushes.test(name) &&
        /^(?:sendNotification|trigger|publish|send|sendToDevice|sendMulticast|sendEachForMulticast|sendPushNotificationsAsync)$/.test(
          method,
        )
      ) {
        if (this.#isDecided(call)) return change('content', name);
      }
    }
    return undefined;
  }

  #isDecided({ arguments: given }: CallNode): boolean {
    return given.some((each) => {
      const decided = this.#of.data.of(each);
      return decided !== undefined && saysMore(decided);
    });
  }

  #isTo({ arguments: given }: CallNode): boolean {
    return given.some((each) =>
      recipients.some((path) => {
        const to = this.#of.data.of(each, path);
        // Who wrote is answered.
        return to?.isSent && !to.fields.every((field) => /^from$/i.test(field));
      }),
    );
  }

  /** What the request says, to each of those whom the code keeps. */
  #isToEach({ arguments: given }: CallNode): boolean {
    const { data, values } = this.#of;

    return given.some((each) => {
      const to = ['to', 'bcc', 'To'].flatMap((name) => optionIn(values, each, name) ?? []);
      const said = texts.flatMap((name) => data.of(each, [name]) ?? []);
      return said.some(saysMore) && to.some((address) => isOfEach(address, data.sites));
    });
  }

  /** What a form says, to a chat that the code names. */
  #isNote({ arguments: given }: CallNode): boolean {
    const { data, values } = this.#of;
    const [first, ...others] = given;
    if (!first) return false;
    const said = given.flatMap((each) => data.of(each) ?? []);
    const isNamed = others.length > 0 && objectsOf(values, first).length === 0 && !data.of(first);

    return isNamed ? said.every(isOfItsOwn) : isNoteOfForm(first, said, this.#of);
  }

  /** To the chat that wrote, or with the token that came with what it wrote. */
  #isAnswer({ arguments: given }: CallNode): boolean {
    const { data, values } = this.#of;
    const [first] = given;
    const chat = first && objectsOf(values, first).length === 0 ? data.of(first) : undefined;
    if (chat && given.length > 1 && isOfChat(chat)) return true;

    return given.some((each) => isAnswerTo(each, this.#of));
  }
}

/** Whether a package sends messages, by calls that are known. */
export function isSender(name: string): boolean {
  return mail.test(name) || chats.test(name) || pushes.test(name);
}

const mail =
  /^(?:nodemailer|@sendgrid\/mail|resend|postmark|mailgun-js|mailgun\.js|mailgun|twilio|plivo|@vonage\/\w+|vonage|nexmo|messagebird|@getbrevo\/brevo|sib-api-v3-sdk|node-mailjet|mandrill-api|@mailchimp\/\w+|sparkpost|emailjs|africastalking|clicksend)$/;
const sendingMail =
  /^(?:send|sendMail|sendEmail|sendSms|sendMultiple|sendEmailWithTemplate|create|sendTransacEmail|request|smsSendPost|sendMessages)$/;
const chats =
  /^(?:node-telegram-bot-api|telegraf|grammy|@slack\/web-api|@slack\/webhook|@slack\/bolt|slack|@line\/bot-sdk|discord\.js|whatsapp-web\.js)$/;
const pushes =
  /^(?:web-push|pusher|ably|pubnub|firebase-admin|expo-server-sdk|onesignal-node|mqtt)$/;

const texts = ['subject', 'text', 'html', 'body', 'message', 'HtmlBody', 'TextBody', 'Subject'];

const recipients: readonly (readonly string[])[] = [
  ['to'],
  ['To'],
  ['cc'],
  ['bcc'],
  ['toNumber'],
  ['phone'],
  ['personalizations'],
  ['Messages'],
  ['recipients'],
  ['message', 'to'],
];
