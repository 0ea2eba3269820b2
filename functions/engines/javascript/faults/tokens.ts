import { isSecretName } from '../../flow/index.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, calledName, isFunction } from '../syntax.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';
import { namesGivenTo } from './words.ts';

/** Secrets that can be computed by who knows how: numbers that only look random, and the time. */
export const tokenFaults: readonly FaultRow[] = [
  { calls: 'random', find: random },
  { calls: 'now', find: time },
];

function random({ call, values }: Place): Fault | undefined {
  if (!values.namesOf(call.callee).includes('Math.random')) return undefined;

  return isSecret(call) ? { ...predictable, title: 'Math.random', fix } : undefined;
}

/** Of a time in a text: a time alone is one that something ends at. */
function time(place: Place): Fault | undefined {
  const { call, values } = place;
  if (!values.namesOf(call.callee).includes('Date.now') || !isInText(call)) return undefined;

  return isSecret(call) && !isSigned(call, place)
    ? { ...predictable, title: 'Date.now', fix }
    : undefined;
}

const predictable = { kind: 'predictable-token' } as const;

const fix = () => "randomBytes(32).toString('hex'), or randomInt(1_000_000) for digits";

/** `'a' + Date.now()`, `` `${Date.now()}` ``, `Date.now().toString(36)` and `hash(Date.now())`. */
function isInText(call: AnyNode): boolean {
  const around = parentOf(call);
  if (around?.type === 'TemplateLiteral') return true;
  if (around?.type === 'MemberExpression') return true;
  if (around?.type === 'CallExpression') return calledName(around) !== 'floor';

  return (
    around?.type === 'BinaryExpression' &&
    around.operator === '+' &&
    [around.left, around.right].some(
      (side) => side.type === 'Literal' && typeof side.value === 'string',
    )
  );
}

/** ``jwt.sign(…)``, ``createHmac(…).update(`${Date.now()}`)``: what a key makes is guessed by no one who knows the time. */
function isSigned(call: AnyNode, { values, modules }: Place): boolean {
  let at = parentOf(call);

  for (let steps = 0; at && steps < 8; steps += 1) {
    const isByKey =
      at.type === 'CallExpression' &&
      isOf({ call: at, values, modules }, ...signers) &&
      /^(?:sign|update)$/.test(calledName(at) ?? '');
    if (isByKey) return true;
    at = parentOf(at);
  }
  return false;
}

/** What they make is made with a key. */
const signers = ['jsonwebtoken', 'crypto.createHmac'];

function isSecret(call: AnyNode): boolean {
  return namesGivenTo(outermost(call)).some(isSecretName);
}

/** Callbacks of `Array.from` and `map` are a part of the text that they make. */
function outermost(call: AnyNode): AnyNode {
  let at = call;

  for (let steps = 0; steps < 20; steps += 1) {
    const around = parentOf(at);
    if (!around) return at;
    // What a statement does is no part of what its function gives.
    if (
      /^(?:Expression|If|For|While|Try|Throw)|Declaration$/.test(around.type) &&
      !isFunction(around)
    ) {
      return call;
    }
    const isCallback = isFunction(around) && parentOf(around)?.type === 'CallExpression';
    if (isFunction(around) && !isCallback) return call;
    if (isCallback) return around;
    at = around;
  }
  return call;
}
