import { objectsOf } from '../options.ts';
import { type AnyNode, type CallNode, calledName, isCall, memberName } from '../syntax.ts';
import type { CalledPackages } from './called-packages.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { holdsKey } from './held-keys.ts';

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
      if (mail.test(name) && sendingMail.test(method) && this.#isTo(call))
        return change('recipient', name);
      if (
        chats.test(name) &&
        /^(?:sendMessage|postMessage|sendPhoto|sendDocument|pushMessage|broadcast|multicast|invite|execute)$/.test(
          method,
        )
      ) {
        if (!this.#isAnswer(call) && this.#isDecided(call)) return change('content', name);
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
    return this.#ofHttp(call, method);
  }

  #isDecided({ arguments: given }: CallNode): boolean {
    return given.some((each) => this.#of.data.of(each));
  }

  #isTo({ arguments: given }: CallNode): boolean {
    return given.some((each) => recipients.some((path) => this.#of.data.of(each, path)?.isSent));
  }

  /** To the chat that wrote, or with the token that came with what it wrote. */
  #isAnswer({ arguments: given }: CallNode): boolean {
    const { data, values } = this.#of;
    const [first] = given;
    if (
      first &&
      first.type !== 'ObjectExpression' &&
      given.length > 1 &&
      objectsOf(values, first).length === 0 &&
      data.of(first)
    )
      return true;

    return given.some((each) => answering.some((field) => data.of(each, [field])));
  }

  /** By a method that changes, with a key of the code's own and what the request says. */
  #ofHttp(call: CallNode, method: string): Change | undefined {
    const { values } = this.#of;
    const names = values.namesOf(call.callee);
    const made = values
      .valuesOf(call.callee)
      .flatMap((value) => (value.kind === 'made' ? [value] : []));
    const name = [...names, ...made.map((each) => each.name)]
      .map(clientIn)
      .find((each) => each !== undefined);
    if (name === undefined || call.type === 'NewExpression') return undefined;
    const isChanging =
      changing.test(method) ||
      call.arguments.some((each) => this.#methodsIn(each).some((text) => changing.test(text)));
    if (!isChanging) return undefined;
    const by = made.flatMap((value) => value.by ?? []);
    const [address, ...rest] = call.arguments;
    const isHeld = [...call.arguments, ...by].some((each) => holdsKey(each, values));
    const isSaid = [...rest, ...(rest.length === 0 && address ? [address] : [])].some((each) =>
      this.#contentIn(each),
    );
    if (!isHeld || !isSaid || this.#isHttpAnswer(call) || this.#isExchange(rest)) return undefined;

    return {
      kind: 'sends',
      call: `${name}.${method === name ? (this.#verb(call) ?? 'post') : method}`,
      by: 'content',
      node: call,
    };
  }

  #verb({ arguments: given }: CallNode): string | undefined {
    return given.flatMap((each) => this.#methodsIn(each))[0]?.toLowerCase();
  }

  #methodsIn(node: AnyNode): readonly string[] {
    return objectsOf(this.#of.values, node).flatMap(({ properties }) =>
      properties.flatMap((each) =>
        each.type === 'Property' &&
        memberName(each) === 'method' &&
        each.value.type === 'Literal' &&
        typeof each.value.value === 'string'
          ? each.value.value
          : [],
      ),
    );
  }

  /** Not what headers say. */
  #contentIn(node: AnyNode): boolean {
    const { data, values } = this.#of;
    const objects = objectsOf(values, node);
    const isOptions = objects.some(({ properties }) =>
      properties.some(
        (each) =>
          each.type === 'Property' && /^(?:headers|method|body|data)$/.test(memberName(each) ?? ''),
      ),
    );

    return isOptions
      ? ['body', 'data', 'json', 'form', 'params'].some((field) => data.of(node, [field]))
      : data.of(node) !== undefined;
  }

  /** Of a code that a log-in gave for a token: the code is what is asked for. */
  #isExchange(given: readonly AnyNode[]): boolean {
    const fields = given.flatMap((each) => this.#of.data.of(each)?.fields ?? []);

    return (
      fields.length > 0 &&
      fields.every((field) =>
        /^(?:code|state|code_?verifier|redirect_?uri|refresh_?token|grant_?type|session_state|scope)$/i.test(
          field,
        ),
      )
    );
  }

  #isHttpAnswer({ arguments: given }: CallNode): boolean {
    const { data, values } = this.#of;
    const holders = given.flatMap((each) => [
      each,
      ...objectsOf(values, each).flatMap(({ properties }) =>
        properties.flatMap((part) =>
          part.type === 'Property' &&
          /^(?:body|data|json|form|params|message)$/.test(memberName(part) ?? '')
            ? innerOf(part.value)
            : [],
        ),
      ),
    ]);

    return (
      holders.some((each) => answering.some((field) => data.of(each, [field]))) ||
      given.slice(0, 1).some((each) => {
        const fields = data.of(each)?.fields ?? [];
        return fields.some((field) => /^(?:token|response_url|responseUrl)$/.test(field));
      })
    );
  }
}

/** `JSON.stringify(message)` */
function innerOf(node: AnyNode): readonly AnyNode[] {
  return isCall(node) ? node.arguments : [node];
}

function clientIn(name: string): string | undefined {
  return /^(?:module:)?(fetch|axios|got|node-fetch|cross-fetch|undici|request|request-promise|superagent|needle|ky)\b/.exec(
    name,
  )?.[1];
}

function isSender(name: string): boolean {
  return mail.test(name) || chats.test(name) || pushes.test(name);
}

const changing = /^(?:post|put|patch|delete|del|postForm|putForm|patchForm)$/i;

const mail =
  /^(?:nodemailer|@sendgrid\/mail|resend|postmark|mailgun-js|mailgun\.js|mailgun|twilio|plivo|@vonage\/\w+|vonage|nexmo|messagebird|@getbrevo\/brevo|sib-api-v3-sdk|node-mailjet|mandrill-api|@mailchimp\/\w+|sparkpost|emailjs|africastalking|clicksend)$/;
const sendingMail =
  /^(?:send|sendMail|sendEmail|sendSms|sendMultiple|sendEmailWithTemplate|create|sendTransacEmail|request|smsSendPost|sendMessages)$/;
const chats =
  /^(?:node-telegram-bot-api|telegraf|grammy|@slack\/web-api|@slack\/webhook|@slack\/bolt|slack|@line\/bot-sdk|discord\.js|whatsapp-web\.js)$/;
const pushes =
  /^(?:web-push|pusher|ably|pubnub|firebase-admin|expo-server-sdk|onesignal-node|mqtt)$/;

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

/** Fields of what is sent that say where what is answered came from. */
const answering: readonly string[] = [
  'chat_id',
  'chatId',
  'replyToken',
  'channel',
  'channel_id',
  'recipient',
  'response_url',
];
