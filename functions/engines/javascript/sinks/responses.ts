import { isOfFramework } from '../answers.ts';
import { behind } from '../behind.ts';
import { harm } from '../harms.ts';
import { textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  type NodeOf,
} from '../syntax.ts';
import { callWith, withEachPart } from './rewritten.ts';
import { anywhere, type SinkCall, type SinkRow, type Written } from './sink.ts';

/** What a framework sends to a browser. Its own objects come as parameters, of which nothing is known but names. */
export const responseSinks: readonly SinkRow[] = [
  {
    kind: 'unescaped-html',
    harm: harm.html,
    of: '?',
    calls: 'send html',
    title: 'response.send',
    when: sendsPage,
    fix: escaped,
  },
  {
    kind: 'open-redirect',
    harm: harm.redirect,
    of: '?',
    calls: 'redirect',
    title: 'response.redirect',
    argument: 'any',
    when: isOfParameter,
  },
  {
    kind: 'open-redirect',
    harm: harm.redirect,
    of: '',
    calls: 'Response.redirect NextResponse.redirect',
  },
  {
    kind: 'open-redirect',
    harm: harm.redirect,
    of: '?',
    calls: 'location',
    title: 'response.location',
    when: isOfParameter,
  },
  {
    kind: 'open-redirect',
    harm: harm.redirect,
    of: '?',
    calls: 'setHeader set header append',
    title: 'Location header',
    argument: 1,
    when: ({ given }) => textOf(given[0])?.toLowerCase() === 'location',
  },
  {
    kind: 'error-details-returned',
    harm: harm.error,
    of: '?',
    calls: 'send json',
    title: 'response.send',
    isHarmful: anywhere,
    when: answers,
  },
  {
    kind: 'environment-returned',
    harm: harm.hidden,
    of: '?',
    calls: 'send json',
    title: 'response.send',
    isHarmful: anywhere,
    when: answers,
  },
];

/** `response.send(text)`, and `c.html(text)`; not behind a type that no browser takes for a page. */
function sendsPage(sent: SinkCall): boolean {
  if (!isOfParameter(sent) || isParsed(sent.fact.node)) return false;
  const { call } = sent;
  if (calledName(call) === 'html') return true;

  const base = baseOfChain(call);
  const isNamed = base?.type === 'Identifier' && /^(?:res|resp|response)$/i.test(base.name);
  const isResponse = isNamed || sent.values.namesOf(call.callee).some(isOfExpress);
  return isResponse && !typesIn(call).some((type) => !/html/.test(type));
}

/**
 * Not what a client of AWS or of mails sends: `client.send(new PutCommand(…))`. `reply.send(new Error(…))`
 * answers.
 */
function answers(sent: SinkCall): boolean {
  if (!isOfParameter(sent)) return false;
  const { call, given, values } = sent;
  const base = baseOfChain(call);
  const name = base?.type === 'Identifier' ? base.name : '';
  if (calledName(call) !== 'send' || responses.test(name)) return true;
  if (values.namesOf(call.callee).some(isOfFramework)) return true;

  const made = given[0] && behind(given[0]);
  const isMade = made?.type === 'NewExpression' && !errors.test(nameOfMade(made));
  return !isMade && !clients.test(name);
}

const responses = /^(?:res|resp|response|rep|reply|ctx|context|c|h)$/i;
const errors = /error|exception|fault|problem|respon[cs]e/i;
const clients =
  /(?:client|sns|sqs|ses|s3|ddb|dynamo(?:db)?|kinesis|lambda|mailer|transport(?:er)?|producer|publisher|queue|bus)$/i;

function nameOfMade({ callee }: NodeOf<'NewExpression'>): string {
  if (callee.type === 'Identifier') return callee.name;

  return callee.type === 'MemberExpression' ? (fieldRead(callee) ?? '') : '';
}

/** `request.body` and its like are objects, which are sent as JSON. */
function isParsed(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    /^(?:body|query|params|headers)$/.test(fieldRead(node) ?? '')
  );
}

/** What sends a text as a page, unless it is given a type. */
function isOfExpress(name: string): boolean {
  return name.startsWith('framework:express.response');
}

/** `response` of `response.status(200).send()`. */
function baseOfChain(call: AnyNode): AnyNode | undefined {
  let at: AnyNode = call;

  for (let steps = 0; steps < 20; steps += 1) {
    if (at.type === 'CallExpression') at = at.callee;
    else if (at.type === 'MemberExpression') at = at.object;
    else return at;
  }
  return undefined;
}

/** Those set in the same chain, or on the same name: `response.type('text/plain')`. */
function typesIn(call: AnyNode): readonly string[] {
  const base = baseOfChain(call);
  const reads = (base && bindingOf(base)?.reads) ?? [];

  return [...reads.slice(0, MOST_READS).flatMap(callsFrom), ...callsFrom(call)].flatMap((one) => {
    const [first, second] = one.arguments;
    const name = calledName(one) ?? '';
    if (name === 'type' || name === 'contentType') return textOf(first) ?? [];
    const isType =
      /^(?:set|header|setHeader)$/.test(name) && /^content-type$/i.test(textOf(first) ?? '');
    return isType ? (textOf(second) ?? []) : [];
  });
}

/** Of one response. */
const MOST_READS = 100;

/** `read.a().b()`, call by call. */
function callsFrom(start: AnyNode): readonly CallNode[] {
  const calls: CallNode[] = [];
  let at: AnyNode | undefined = start;

  for (let steps = 0; at && steps < 20; steps += 1) {
    const around: AnyNode | undefined = parentOf(at);
    if (around?.type === 'MemberExpression' && around.object !== at) return calls;
    if (isCall(around) && around.callee !== at) return calls;
    if (around?.type !== 'MemberExpression' && !isCall(around)) return calls;
    if (isCall(around)) calls.push(around);
    at = around;
  }
  return calls;
}

/** Whether it is a method of what a function was given: of which nothing is known but its name. */
function isOfParameter({ call }: SinkCall): boolean {
  const base = baseOfChain(call);
  const [definition] = (base && bindingOf(base)?.definitions) ?? [];

  return definition?.kind === 'parameter';
}

function escaped(written: Written): string | undefined {
  const { node, text } = written;
  const page = isCall(node) ? node.arguments[0] : undefined;

  return (
    page &&
    callWith(
      written,
      withEachPart(page, text, (part) => `escapeHtml(${part})`),
    )
  );
}
