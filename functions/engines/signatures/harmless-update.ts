import { wordsOf } from '../flow/index.ts';
import { isOpenCountName } from './open-count-name.ts';

/** An update of an item of DynamoDB, as far as it is read. */
interface ReadUpdate {
  readonly expression: string;
  readonly condition: string;
  /** What stands for `#n`. */
  readonly nameOf: (placeholder: string) => string | undefined;
  /** Whether what stands for `:n` is the number one. */
  readonly isOne: (placeholder: string) => boolean;
  /** Whether a request says what stands for `:n`; with none, for any of them. */
  readonly isSaid: (placeholder?: string) => boolean;
  /** Whether it is made anew, and not answered to who asks for it. */
  readonly isNew: (placeholder: string) => boolean;
}

/** Whether an update takes nothing from anyone, whosever item a request names. */
export function isHarmlessUpdate(update: ReadUpdate): boolean {
  if (update.expression.length > LONGEST) return false;

  return isOneOfStock(update) || isNewCode(update) || isRating(update) || isAdded(update);
}

/** One less of what is sold or booked, as long as there is any: `SET seats = seats - :one` where `seats > :zero`. */
function isOneOfStock({ expression, condition, nameOf, isOne, isSaid }: ReadUpdate): boolean {
  const [, to, from, taken = ''] = taking.exec(expression) ?? [];
  const [, asked] = someLeft.exec(condition) ?? [];
  if (to === undefined || to !== from || to !== asked || isSaid() || !isOne(taken)) return false;
  const names = to.split('.').map((part) => (part.startsWith('#') ? nameOf(part) : part));

  return names.every(
    (name) => name !== undefined && !wordsOf(name).some((each) => ofSomeone.test(each)),
  );
}

/** A code that is made anew for who is asked for it, as to set a password, and until when it is good. */
function isNewCode({ expression, nameOf, isNew }: ReadUpdate): boolean {
  if (!/^SET\s/i.test(expression)) return false;
  const set = expression
    .slice('SET '.length)
    .split(',')
    .map((part) => {
      const [, field = '', value = ''] = setting.exec(part) ?? [];
      return { words: wordsOf((field.startsWith('#') ? nameOf(field) : field) ?? ''), value };
    });

  return (
    set.some(({ words }) => words.some((each) => codes.has(each))) &&
    set.every(
      ({ words, value }) =>
        isNew(value) &&
        !words.some((each) => ofAccess.test(each)) &&
        words.some((each) => codes.has(each) || ofTime.test(each)),
    )
  );
}

/** One more vote and what it says, of which a mean is made: `ADD ratingCount :one, ratingSum :stars`. */
function isRating({ expression, isSaid }: ReadUpdate): boolean {
  const [, added = ''] = adding.exec(expression) ?? [];
  const parts = added.split(',').map((part) => part.trim().split(/\s{1,9}/));
  // Of one number alone no mean is made.
  if (parts.length < 2) return false;

  return parts.every(([field = '', value = '']) => {
    const words = wordsOf(field);
    const isOf = words.some((each) => /^(?:ratings?|stars?)$/.test(each));
    if (isOf && words.every((each) => ofRating.test(each))) return true;
    return isOpenCountName(field) && !isSaid(value);
  });
}

/** What anyone says is put behind what others said: `SET comments = list_append(comments, :comment)`. */
function isAdded({ expression, nameOf }: ReadUpdate): boolean {
  const [, to = '', from] = appending.exec(expression) ?? [];
  const name = to.startsWith('#') ? nameOf(to) : to;

  return to === from && said.test(wordsOf(name ?? '').at(-1) ?? '');
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
