import { wordsOf } from '../../flow/index.ts';
import {
  countedField,
  isCounting,
  isCountName,
  isOpenCountName,
  PUT_IN,
} from '../../signatures/index.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, constantText, isCall, memberName } from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';
import { sqlIn } from './sql-in.ts';

/** Whether an update of an item of DynamoDB takes nothing from anyone, whosever item a request names. */
export function isHarmlessUpdate(given: AnyNode, of: ChangeReaders): boolean {
  return (
    isCount(given, of) ||
    isOneOfStock(given, of) ||
    isNewCode(given, of) ||
    isRating(given, of) ||
    isSaid(given, of)
  );
}

/** Who adds one to what is only counted takes nothing from anyone. */
function isCount(given: AnyNode, { values, data }: ChangeReaders): boolean {
  // A request may say which of the votes it is: `SET votes.${choice} = …`.
  const expression = expressionOf(given, values).replaceAll(' ? ', PUT_IN);
  if (!isCounting(expression) || data.of(given, ['ExpressionAttributeValues'])) return false;
  const names = optionIn(values, given, 'ExpressionAttributeNames');
  const called = objectsOf(values, names).flatMap(({ properties }) =>
    properties.flatMap((each) => (each.type === 'Property' ? (textOf(each.value) ?? '') : '')),
  );
  const field = countedField(expression);
  const [first = ''] = field.split('.');
  const name = first.startsWith('#') ? textOf(optionIn(values, names, first)) : first;
  if (name !== undefined && isOpenCountName(name)) return true;

  return field.startsWith('#')
    ? called.length > 0 && called.every(isCountName)
    : isCountName(field);
}

/** One less of what is sold or booked, as long as there is any: `SET seats = seats - :one` where `seats > :zero`. */
function isOneOfStock(given: AnyNode, { values, data }: ChangeReaders): boolean {
  if (data.of(given, ['ExpressionAttributeValues'])) return false;
  const condition = textOf(optionIn(values, given, 'ConditionExpression')) ?? '';
  const [, to, from, taken = ''] = taking.exec(expressionOf(given, values)) ?? [];
  const [, asked] = someLeft.exec(condition) ?? [];
  const one = optionIn(values, optionIn(values, given, 'ExpressionAttributeValues'), taken);

  const names = optionIn(values, given, 'ExpressionAttributeNames');
  const words = [to, ...(to?.split('.') ?? [])].flatMap((part = '') =>
    wordsOf(part.startsWith('#') ? (textOf(optionIn(values, names, part)) ?? 'credit') : part),
  );
  if (words.some((each) => ofSomeone.test(each))) return false;

  return to !== undefined && to === from && to === asked && one !== undefined && isOne(one);
}

/** A code that is made anew for who is asked for it, as to set a password, and until when it is good. */
function isNewCode(given: AnyNode, { values, fresh }: ChangeReaders): boolean {
  const expression = expressionOf(given, values);
  if (!/^SET\s/i.test(expression) || expression.length > LONGEST) return false;
  const parts = expression.slice('SET '.length).split(',');
  const put = optionIn(values, given, 'ExpressionAttributeValues');
  const names = optionIn(values, given, 'ExpressionAttributeNames');
  const set = parts.map((part) => {
    const [, field = '', value = ''] = setting.exec(part) ?? [];
    const name = field.startsWith('#') ? optionIn(values, names, field) : undefined;
    const [shown] = name ? values.shownTexts(name) : [field];
    return { words: wordsOf(shown ?? ''), value: optionIn(values, put, value) };
  });

  return (
    set.some(({ words }) => words.some((each) => codes.has(each))) &&
    set.every(
      ({ words, value }) =>
        value !== undefined &&
        fresh.has(value) &&
        !isAnswered(value) &&
        !words.some((each) => ofAccess.test(each)) &&
        words.some((each) => codes.has(each) || ofTime.test(each)),
    )
  );
}

/** Whether who asks for it is given it, too: `return { statusCode: 200, body: JSON.stringify({ code }) };`. */
function isAnswered(value: AnyNode): boolean {
  const reads = value.type === 'Identifier' ? bindingOf(value)?.reads : undefined;

  return (reads ?? []).slice(0, MOST_READS).some(isInAnswer);
}

function isInAnswer(read: AnyNode): boolean {
  let at = parentOf(read);
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Property' && memberName(at) === 'body') return true;
    if (isCall(at)) {
      const name = calledName(at) ?? '';
      if (answering.test(name)) return true;
      if (name !== 'stringify') return false;
    } else if (!inAnswers.test(at.type)) return false;
    at = parentOf(at);
  }
  return false;
}

const answering = /^(?:json|send)$/;

const inAnswers =
  /^(?:Property|ObjectExpression|TemplateLiteral|BinaryExpression|ConditionalExpression)$/;

const MOST_STEPS = 12;
const MOST_READS = 100;

/** One more vote and what it says, of which a mean is made: `ADD ratingCount :one, ratingSum :stars`. */
function isRating(given: AnyNode, { values, data }: ChangeReaders): boolean {
  const [, added = ''] = adding.exec(expressionOf(given, values)) ?? [];
  const parts = added.split(',').map((part) => part.trim().split(/\s{1,9}/));
  // Of one number alone no mean is made.
  if (parts.length < 2) return false;

  return parts.every(([field = '', value = '']) => {
    const words = wordsOf(field);
    const isOf = words.some((each) => /^(?:ratings?|stars?)$/.test(each));
    if (isOf && words.every((each) => ofRating.test(each))) return true;
    return isOpenCountName(field) && !data.of(given, ['ExpressionAttributeValues', value]);
  });
}

/** What anyone says is put behind what others said: `SET comments = list_append(comments, :comment)`. */
function isSaid(given: AnyNode, { values }: ChangeReaders): boolean {
  const [, to = '', from] = appending.exec(expressionOf(given, values)) ?? [];
  const name = to.startsWith('#')
    ? textOf(optionIn(values, optionIn(values, given, 'ExpressionAttributeNames'), to))
    : to;

  return to === from && said.test(wordsOf(name ?? '').at(-1) ?? '');
}

function expressionOf(given: AnyNode, values: ChangeReaders['values']): string {
  const written = optionIn(values, given, 'UpdateExpression');

  return ((written && sqlIn(written)) ?? '').trim();
}

function isOne(node: AnyNode): boolean {
  if (node.type === 'Literal') return node.value === 1;
  const [typed, ...others] = node.type === 'ObjectExpression' ? node.properties : [];

  return others.length === 0 && typed?.type === 'Property' && constantText(typed.value) === '1';
}

const codes: ReadonlySet<string> = new Set(['code', 'otp', 'token', 'pin', 'nonce', 'challenge']);

/** By such a one someone has access already, and is locked out by a new one. */
const ofAccess = /^(?:api|access|refresh|session|auth|device)$/;

const ofTime = /^(?:expir(?:y|es|e|ation|ed)|ttl|until|exp)$/;

/** What is someone's own, so that one less is taken from them. */
const ofSomeone =
  /^(?:credits?|balances?|points?|coins?|tokens?|wallets?|money|funds?|gems?|gold|diamonds?|lives|karma|minutes|quotas?|allowances?|budgets?|savings?|saldo)$/;

const taking =
  /^SET\s{1,20}([#\w.]{1,100})\s{0,20}=\s{0,20}([#\w.]{1,100})\s{0,20}-\s{0,20}(:\w{1,100})$/i;

const someLeft = /^([#\w.]{1,100})\s{0,20}>=?\s{0,20}:\w{1,100}$/;

const setting = /^\s{0,20}([#\w]{1,100})\s{0,20}=\s{0,20}(:\w{1,100})\s{0,20}$/;

const adding = /^ADD\s([#\w.:,\s]{1,200})$/i;

const ofRating = /^(?:ratings?|stars?|sum|total|count|counts|number|num|votes?)$/;

const appending =
  /^SET\s{1,20}(#?\w{1,60})\s{0,20}=\s{0,20}list_append\s{0,20}\(\s{0,20}(?:if_not_exists\s{0,20}\(\s{0,20})?(#?\w{1,60})(?:\s{0,20},\s{0,20}:\w{1,60}\s{0,20}\))?\s{0,20},\s{0,20}:\w{1,60}\s{0,20}\)$/i;

/** What anyone is asked to say. */
const said =
  /^(?:comments?|reviews?|replies|messages?|feedbacks?|ratings?|answers?|responses?|reactions?|questions?|suggestions?|testimonials?|submissions?)$/;

const LONGEST = 500;
