import { objectsOf, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import { isAnswerTo, isOfChat } from './answered-chats.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { type DecidedValue, saysMore } from './decided-value.ts';
import { holdsKey, isGivenKey } from './held-keys.ts';
import { isNoteOfForm } from './owners-notes.ts';
import { sqlIn } from './sql-in.ts';

/** Knows which requests by HTTP say to others what a request says, with a key of the code's own. */
export class HttpChanges {
  readonly #of: ChangeReaders;

  constructor(of: ChangeReaders) {
    this.#of = of;
  }

  of(call: CallNode): Change | undefined {
    const { values, data } = this.#of;
    const method = calledName(call) ?? '';
    const names = values.namesOf(call.callee);
    const made = values
      .valuesOf(call.callee)
      .flatMap((value) => (value.kind === 'made' ? [value] : []));
    const name = [...names, ...made.map((each) => each.name)]
      .map(clientIn)
      .find((each) => each !== undefined);
    if (name === undefined || call.type === 'NewExpression') return undefined;
    const [verb] = changing.test(method)
      ? [method]
      : call.arguments.flatMap((each) => this.#verbsIn(each)).filter((each) => changing.test(each));
    if (verb === undefined) return undefined;
    const by = made.flatMap((value) => value.by ?? []);
    const isHeld =
      call.arguments.some((each) => holdsKey(each, values)) ||
      by.some((each) => isGivenKey(each, values)) ||
      this.#defaultsOf(call).some((each) => holdsKey(each, values));
    if (!isHeld) return undefined;
    const said = call.arguments
      .flatMap((each) => this.#saidIn(each))
      .flatMap((each) => data.of(each) ?? []);
    if (!said.some(saysMore) || this.#isAnswer(call)) return undefined;
    // A code that a log-in gave, for a token: the code is what is asked for.
    const fields = said.flatMap((each) => each.fields);
    const isExchange =
      fields.every((field) => exchanged.test(field)) &&
      fields.some((field) => /^(?:code|refresh_?token)$/i.test(field));
    if (isExchange || call.arguments.some((each) => this.#isQuery(each))) return undefined;
    const isTo = (pattern: RegExp) =>
      /^post/i.test(verb) &&
      [...call.arguments.slice(0, 1), ...by].some((each) => isIn(each, pattern));
    if (isTo(asking) || (isTo(chats) && this.#isNote(call, said))) return undefined;

    return { kind: 'sends', call: `${name}.${verb.toLowerCase()}`, by: 'content', node: call };
  }

  /** `{ method: 'POST' }` */
  #verbsIn(node: AnyNode): readonly string[] {
    return this.#partsOf(node, /^method$/).flatMap((each) =>
      this.#of.data.sites.givenTo(each).flatMap((given) => textOf(given) ?? []),
    );
  }

  /** What is said by the address and the content, and not by headers. */
  #saidIn(node: AnyNode): readonly AnyNode[] {
    const objects = objectsOf(this.#of.values, node);
    const isOptions = objects.some(({ properties }) =>
      properties.some(
        (each) =>
          each.type === 'Property' &&
          /^(?:headers|method|body|data|auth)$/.test(memberName(each) ?? ''),
      ),
    );

    return isOptions ? this.#partsOf(node, /^(?:url|uri|body|data|json|form|params)$/) : [node];
  }

  #partsOf(node: AnyNode, names: RegExp): readonly AnyNode[] {
    return objectsOf(this.#of.values, node).flatMap(({ properties }) =>
      properties.flatMap((each) =>
        each.type === 'Property' && names.test(memberName(each) ?? '') ? each.value : [],
      ),
    );
  }

  /** `axios.defaults.headers.common.Authorization = …` */
  #defaultsOf({ callee }: CallNode): readonly AnyNode[] {
    const root = callee.type === 'MemberExpression' ? callee.object : callee;

    return (bindingOf(root)?.reads ?? []).slice(0, MOST_READS).flatMap((read) => {
      let at: AnyNode | undefined = parentOf(read);
      if (at?.type !== 'MemberExpression' || fieldRead(at) !== 'defaults') return [];
      for (let steps = 0; at?.type === 'MemberExpression' && steps < MOST_DEEP; steps += 1)
        at = parentOf(at);
      return at?.type === 'AssignmentExpression' ? [at.right] : [];
    });
  }

  /** `{ query: 'query { … }' }`, of GraphQL */
  #isQuery(node: AnyNode): boolean {
    const contents = [node, ...this.#partsOf(node, /^(?:body|data|json)$/)];

    return contents
      .flatMap((each): readonly AnyNode[] => (isCall(each) ? each.arguments : [each]))
      .flatMap((each) => this.#partsOf(each, /^query$/))
      .some((each) => /^\s{0,100}(?:query\b|\{)/.test(sqlIn(each) ?? ''));
  }

  /** `…/sendMessage?chat_id=${message.chat.id}` */
  #isToChat(node: AnyNode): boolean {
    if (node.type !== 'TemplateLiteral') return false;

    return node.expressions.some((each, index) => {
      const before = node.quasis[index]?.value.cooked ?? '';
      const decided = /[?&](?:chat_id|channel)=$/.test(before) ? this.#of.data.of(each) : undefined;
      return decided !== undefined && isOfChat(decided);
    });
  }

  /** What is sent, as it is written: `JSON.stringify({ … })` too. */
  #contentsOf(given: readonly AnyNode[]): readonly AnyNode[] {
    return given
      .flatMap((each) => [each, ...this.#partsOf(each, /^(?:body|data|json|form|params)$/)])
      .map((each) => (isCall(each) ? (each.arguments[0] ?? each) : each));
  }

  #isNote({ arguments: given }: CallNode, said: readonly DecidedValue[]): boolean {
    return this.#contentsOf(given).some((each) => isNoteOfForm(each, said, this.#of));
  }

  #isAnswer({ arguments: given }: CallNode): boolean {
    const { data } = this.#of;
    const fields = given.slice(0, 1).flatMap((each) => data.of(each)?.fields ?? []);

    return (
      this.#contentsOf(given).some((each) => isAnswerTo(each, this.#of)) ||
      given.slice(0, 1).some((each) => this.#isToChat(each)) ||
      // The address came with what is answered.
      fields.some((field) => /^(?:token|response_url|responseUrl)$/.test(field))
    );
  }
}

/** Whether some text of an address is like that. */
function isIn(node: AnyNode, pattern: RegExp, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  const is = (each: AnyNode) => isIn(each, pattern, depth + 1);
  const text = textOf(node);
  if (text !== undefined) return pattern.test(text);
  switch (node.type) {
    case 'TemplateLiteral':
      return (
        node.quasis.some(({ value }) => pattern.test(value.cooked ?? '')) ||
        node.expressions.some(is)
      );
    case 'BinaryExpression':
      return node.left.type !== 'PrivateIdentifier' && [node.left, node.right].some(is);
    case 'LogicalExpression':
      return [node.left, node.right].some(is);
    case 'CallExpression':
      return node.arguments.some(is);
    case 'ObjectExpression':
      return node.properties.some(
        (each) =>
          each.type === 'Property' &&
          /^(?:url|uri|baseURL|prefixUrl)$/.test(memberName(each) ?? '') &&
          is(each.value),
      );
    case 'Identifier':
      return (bindingOf(node)?.definitions ?? []).some(
        (each) => each.kind === 'value' && each.path.length === 0 && is(each.node),
      );
    default:
      return false;
  }
}

function clientIn(name: string): string | undefined {
  return /^(?:module:)?(fetch|axios|got|node-fetch|cross-fetch|undici|request|request-promise|superagent|needle|ky)\b/.exec(
    name,
  )?.[1];
}

const changing = /^(?:post|put|patch|delete|del|postForm|putForm|patchForm)$/i;

const exchanged =
  /^(?:code|state|code_?verifier|redirect_?uri|refresh_?token|grant_?type|session_state|scope)$/i;

/**
 * What answers and keeps nothing (models, searches, checks that someone is human), a list that one is meant to be added to, who is paid, or
 * the owner's own channel.
 */
const asking =
  /openai\.|anthropic\.|generativelanguage\.|cohere\.|huggingface|replicate\.com|deepl\.com|mistral\.ai|groq\.com|perplexity|siteverify|turnstile|hcaptcha|recaptcha|paypal\.|paysafe\.|mollie\.|mailchimp\.|list-manage|airtable\.|notion\.com|hubapi\.|hubspot\.|convertkit|klaviyo|brevo\.|sendinblue\.|hooks\.slack\.com|discord\.com\/api\/webhooks|webhook\.office|\/(?:search|query|translate|completions|generate\w{0,20}|predict|embed\w{0,10}|oauth2?|token)(?:\b|$)/i;

const chats = /api\.telegram\.org|slack\.com\/api\//;

const MOST_READS = 60;
const MOST_DEEP = 6;
