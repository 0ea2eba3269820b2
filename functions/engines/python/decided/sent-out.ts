import { isSharedVariableName } from '../../signatures/index.ts';
import { argumentOf, entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { foundBehind, isMadeOf } from '../signatures/behind.ts';
import { isOfFixed } from '../signatures/fixed-recipients.ts';
import { namesBehind } from '../signatures/names-behind.ts';
import { variableOf } from '../signatures/outside.ts';
import { putInto } from '../signatures/put-into.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { type AskedOfChange, type DecidedCall, partSaid } from './decided-call.ts';
import { isFixedText } from './fixed-texts.ts';
import { namesWholeAddress } from './named-address.ts';
import { isOfChat, isOwnField, namesChat } from './named-chats.ts';

/** What a call sends by mail, by chats or by HTTP that a request decides. */
export function sentOut(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { values } = asked;
  if (values.functionsOf(call.callee).length > 0) return undefined;
  const names = values.namesOf(call.callee);

  return (
    ofMail(call, names, asked) ??
    ofPhones(call, asked) ??
    ofSlack(call, names, asked) ??
    ofLine(call, names, asked) ??
    byHttp(call, names, asked) ??
    withToken(call, names, asked)
  );
}

function ofMail(
  call: Call,
  names: readonly string[],
  asked: AskedOfChange,
): DecidedCall | undefined {
  const { said, values } = asked;
  const [first, to, text] = call.arguments;
  const is = (name: RegExp) => names.some((each) => name.test(each));
  const sends = (
    recipient: Expression | undefined,
    by: string,
    texts: readonly (Expression | undefined)[],
  ): DecidedCall | undefined =>
    recipient && said.has(recipient)
      ? {
          kind: 'sends',
          call: by,
          by: 'recipient',
          ...(isFixedText(texts, recipient, asked) && { isFixed: true }),
        }
      : undefined;

  if (calledName(call) === 'sendmail' && to && (is(/^smtplib\./) || names.length === 0)) {
    if (said.has(to.value)) return sends(to.value, 'smtplib.sendmail', [text?.value]);
    const isToOwner = isOfFixed(to.value, values);
    return !isToOwner && text && said.has(text.value)
      ? { kind: 'sends', call: 'smtplib.sendmail', by: 'content' }
      : undefined;
  }
  if (
    calledName(call) === 'send_message' &&
    first &&
    (is(/^smtplib\./) || (names.length === 0 && call.arguments.length === 1))
  ) {
    return sends(
      headsOf(first.value, /^(?:to|cc|bcc)$/i).find((each) => said.has(each)),
      'smtplib.send_message',
      [first.value],
    );
  }
  if (is(/^sendgrid\.(?:helpers\.mail\.)?[\w.]{0,40}Mail$/)) {
    const given = argumentOf(call, 1, 'to_emails', 'to_email');
    return sends(given, 'sendgrid.send', textsIn(call));
  }
  if (is(/^flask_mail\.Message$|^resend\.Emails\.send$|^yagmail\.SMTP\(\)\.send$/)) {
    const given = argumentOf(call, is(/^resend/) ? 0 : undefined, 'recipients', 'to', 'params');
    return sends(given, 'mail.send', textsIn(call));
  }
  return undefined;
}

/** Of a mail with a body: what is put into it later is not looked for. */
function textsIn(call: Call): readonly (Expression | undefined)[] {
  const [first] = call.arguments;
  const given = (name: string) =>
    argumentOf(call, undefined, name) ?? (first && entryOf(first.value, name));

  return bodies.some(given) ? ['subject', ...bodies].map(given) : [];
}

const bodies = ['html_content', 'plain_text_content', 'html', 'text', 'body', 'contents'];

/** What is put under the heads of a mail: `message['To'] = address`. */
function headsOf(message: Expression, head: RegExp): readonly Expression[] {
  return (bindingOf(message)?.reads ?? []).flatMap((use) => {
    const { parent } = use;
    const set = parent?.type === 'Subscript' && parent.object === use ? parent.parent : undefined;
    if (parent?.type !== 'Subscript' || set?.type !== 'Assign' || !set.value) return [];
    return set.targets.some((each) => each === parent) &&
      head.test(constantText(parent.index) ?? '')
      ? [set.value]
      : [];
  });
}

/** A text to a phone; what is sent to a chat is an answer, or for the owner. */
function ofPhones(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { callee } = call;
  if (callee.type !== 'Attribute') return undefined;
  const isOfPhone =
    callee.name === 'create' &&
    callee.object.type === 'Attribute' &&
    /^(?:messages|calls)$/.test(callee.object.name);
  const to = argumentOf(call, undefined, 'to');
  if (!isOfPhone || !to) return undefined;
  const content = argumentOf(call, undefined, 'body');
  const by = partSaid(
    [
      ['recipient', to],
      ['content', content],
    ],
    asked,
  );

  const isFixed = by === 'recipient' && isFixedText([content], to, asked);

  return by && { kind: 'sends', call: 'twilio.messages.create', by, ...(isFixed && { isFixed }) };
}

/** To a channel that is named, and not one that has written. */
function ofSlack(
  call: Call,
  names: readonly string[],
  asked: AskedOfChange,
): DecidedCall | undefined {
  if (!names.some((name) => /^slack(?:_sdk)?\b.{0,60}\.chat_postMessage$/.test(name)))
    return undefined;
  const channel = argumentOf(call, undefined, 'channel');

  return channel && isOwnField(channel, asked)
    ? { kind: 'sends', call: 'slack_sdk.chat_postMessage', by: 'recipient' }
    : undefined;
}

/** To all who follow a bot of LINE, or to one that the request names; a reply answers who wrote. */
function ofLine(
  call: Call,
  names: readonly string[],
  asked: AskedOfChange,
): DecidedCall | undefined {
  const name = names.find((each) =>
    /^linebot\.[\w.()]{1,60}\.(?:broadcast|multicast|push_message)$/.test(each),
  );
  const [first] = call.arguments;
  if (name === undefined || !first) return undefined;
  const sends = { kind: 'sends', call: `linebot.${calledName(call)}` } as const;
  if (name.endsWith('.broadcast'))
    return asked.said.has(first.value) ? { ...sends, by: 'content' } : undefined;

  return isOwnField(argumentOf(call, 0, 'to') ?? first.value, asked)
    ? { ...sends, by: 'recipient' }
    : undefined;
}

/** In the name of the code, by a method that changes. */
function byHttp(
  call: Call,
  names: readonly string[],
  asked: AskedOfChange,
): DecidedCall | undefined {
  const { said, values } = asked;
  const name = methodOf(call, names);
  if (name === undefined) return undefined;
  const given = call.arguments.map(({ value }) => value);
  const heads = headsOfSession(call);
  if (![...given, ...heads].some((each) => hasSecret(each, asked))) return undefined;
  const texts = namesBehind(given, values).join(' ').slice(0, LONGEST);
  if (asideOf.test(texts)) return undefined;
  if (given[0] && isMadeOf(given[0], values, isOwnAddress)) return undefined;
  const isNamed = answering.test(texts) && namesChat(given, asked);
  if (!isNamed && isOwnersOrAdded(call, name, texts, asked)) return undefined;
  const isAnswer = !isNamed && answering.test(texts) && isToWhoWrote(given, asked);
  const isSaid = given.some((each) => said.has(each));

  return isSaid && !isAnswer ? { kind: 'sends', call: name, by: 'content' } : undefined;
}

/** A token of the code's own, to an address that the request names. */
function withToken(
  call: Call,
  names: readonly string[],
  asked: AskedOfChange,
): DecidedCall | undefined {
  const name = names.find((each) =>
    /^(?:requests|httpx)\.(?:get|post|put|patch|delete)$/.test(each),
  );
  const url = name === undefined ? undefined : argumentOf(call, 0, 'url');
  if (name === undefined || !url || !namesWholeAddress(url, call, asked)) return undefined;
  const given = ['headers', 'auth'].flatMap((each) => argumentOf(call, undefined, each) ?? []);
  const isAlong = given.some(
    (each) => hasSecret(each, asked) || isMadeOf(each, asked.values, (of) => isToken(of, asked)),
  );

  return isAlong ? { kind: 'sends', call: name, by: 'recipient' } : undefined;
}

/** Of a head that says who asks, a variable of any name: `slack_key`. */
function isToken(node: AnyNode, { values }: AskedOfChange): boolean {
  return (
    node.type === 'DictEntry' &&
    /^authorization$/i.test(constantText(node.key) ?? '') &&
    isMadeOf(node.value, values, (each) => variableOf(each, values) !== undefined)
  );
}

/** `session.headers.update({'Authorization': token})` */
function headsOfSession({ callee }: Call): readonly Expression[] {
  const of = callee.type === 'Attribute' ? bindingOf(callee.object) : undefined;

  return (of?.reads ?? []).flatMap(({ parent }) =>
    parent?.type === 'Attribute' && /^(?:headers|auth)$/.test(parent.name) ? putInto(parent) : [],
  );
}

function methodOf(call: Call, names: readonly string[]): string | undefined {
  for (const name of names) {
    const [, module = '', method = ''] =
      /^(requests|httpx|urllib3)\.(?:(?:Session|session|Client|AsyncClient|PoolManager)\(\)\.)?(post|put|patch|delete|request)$/.exec(
        name,
      ) ?? [];
    if (module === '') {
      if (name === 'urllib.request.Request' && isPosting(call)) return 'urllib.request.urlopen';
      continue;
    }
    if (method !== 'request') return `${module}.${method}`;
    const verb = constantText(argumentOf(call, 0, 'method')) ?? '';
    if (/^(?:POST|PUT|PATCH|DELETE)$/i.test(verb)) return `${module}.${verb.toLowerCase()}`;
  }
  return undefined;
}

function isPosting(call: Call): boolean {
  const method = constantText(argumentOf(call, undefined, 'method'));

  return method === undefined
    ? argumentOf(call, 1, 'data') !== undefined
    : /^(?:POST|PUT|PATCH|DELETE)$/i.test(method);
}

/** A token or a key of the environment or of a store, or an address that is one. */
function hasSecret(node: Expression, { values }: AskedOfChange): boolean {
  const found = foundBehind(node, values, (each) => {
    const variable = variableOf(each, values);
    if (variable !== undefined)
      return (
        isSharedVariableName(variable) ||
        /WEBHOOK|_PAT$|TOKEN|API_?KEY|SECRET|PASSWORD/i.test(variable)
      );
    return (
      (each.type === 'Call' &&
        /^(?:get_secret_value|get_parameter)$/.test(calledName(each) ?? '')) ||
      undefined
    );
  });

  return found !== undefined;
}

/** `f'{request.url_root}orders'`: it calls itself, where the request comes in as this one has. */
function isOwnAddress(node: AnyNode): boolean {
  return (
    node.type === 'Attribute' &&
    /^(?:url_root|root_url|host_url)$/.test(node.name) &&
    lastName(node.object) === 'request'
  );
}

/** It is only asked something, or for a token. */
const asideOf =
  /siteverify|recaptcha|turnstile|hcaptcha|oauth|\/token\b|openai|anthropic|generativelanguage|groq|mistral|cohere|huggingface|\/chat\/completions|\/embeddings|perplexity|deepseek|replicate\.com|\/search\b|\/query\b|graphql|grant_type/i;

const answering =
  /api\.telegram\.org|slack\.com\/api|chat\.postMessage|sendMessage|api\.line\.me|discord(?:app)?\.com|viber|graph\.facebook\.com|kakao|zoho|webexapis/i;

/** To the one chat of the owner, as a mail to a fixed recipient, or one more in a list elsewhere. */
function isOwnersOrAdded(
  call: Call,
  method: string,
  texts: string,
  { values, said }: AskedOfChange,
): boolean {
  const address = argumentOf(call, calledName(call) === 'request' ? 1 : 0, 'url');
  if (!address || said.has(address) || !/post$|urlopen$/.test(method)) return false;
  const isOfHook = namesBehind([address], values).some((each) =>
    /webhook|hooks\.slack/i.test(each),
  );

  return isOfHook || /api\.telegram\.org|chat\.postMessage/.test(texts) || lists.test(texts);
}

const lists =
  /api\.mailchimp\.com|\/lists?\/|\/members\b|\/subscribers?\b|\/subscriptions?\b|\/contacts?\b|\/leads?\b|api\.airtable\.com|api\.notion\.com\/v1\/pages|values\/[^ ]{1,80}:append|api\.hubapi\.com/i;

/** `{'chat_id': chat, 'text': text}` */
function isToWhoWrote(given: readonly Expression[], { values, chosen }: AskedOfChange): boolean {
  return given.some((node) =>
    isMadeOf(node, values, (each) => {
      switch (each.type) {
        case 'DictEntry':
          return isOfChat(constantText(each.key) ?? '') && chosen.has(each.value);
        case 'FormattedText':
          return each.parts.some(
            (part, index) =>
              beforeChat.test(constantText(each.parts[index - 1]) ?? '') && chosen.has(part),
          );
        default:
          return false;
      }
    }),
  );
}

const beforeChat = /chat_id=$|\/channels\/$|\/interactions\/$|\/webhooks\/$/;

const LONGEST = 20_000;
