import { isSecretName } from '../../flow/index.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Fault, FaultRow, Place } from './fault.ts';
import { namesGivenTo } from './words.ts';

/** Secrets that can be computed by who knows how: numbers that only look random, and the time. */
export const tokenFaults: readonly FaultRow[] = [
  {
    calls: 'random randint randrange choice choices sample getrandbits randbytes uniform shuffle',
    find: random,
  },
  { calls: 'time time_ns', find: time },
  { calls: 'uuid1', find: machine },
];

const predictable = { kind: 'predictable-token' } as const;

const fix = () => 'secrets.token_urlsafe(32)  # of digits: secrets.randbelow(1_000_000)';

function random({ call, values }: Place): Omit<Fault, 'node'> | undefined {
  const name = values
    .namesOf(call.callee)
    .find((each) => /^(?:random|numpy\.random)\.\w+$/.test(each));

  return name !== undefined && isSecret(call) ? { ...predictable, title: name, fix } : undefined;
}

/** Of a time in a text: a time alone is one that something ends at. */
function time({ call, values }: Place): Omit<Fault, 'node'> | undefined {
  const isTime = values.namesOf(call.callee).some((name) => /^time\.time(?:_ns)?$/.test(name));

  return isTime && isInText(call) && isSecret(call) && !isSigned(call, values)
    ? { ...predictable, title: 'time.time', fix }
    : undefined;
}

/** It is made of the time and the address of the machine. */
function machine({ call, values }: Place): Omit<Fault, 'node'> | undefined {
  const isOne = values.namesOf(call.callee).includes('uuid.uuid1');

  return isOne && isSecret(call) ? { ...predictable, title: 'uuid.uuid1', fix } : undefined;
}

function isInText(call: Call): boolean {
  let at: AnyNode | undefined = call.parent;

  for (let steps = 0; at && steps < 6; steps += 1) {
    if (at.type === 'FormattedText') return true;
    if (at.type === 'Call' && at.callee.type === 'Name' && at.callee.name === 'str') return true;
    if (
      at.type === 'Call' &&
      at.callee.type === 'Attribute' &&
      /^(?:md5|sha\d+)$/.test(at.callee.name)
    ) {
      return true;
    }
    at = at.parent;
  }
  return false;
}

/** `URLSafeTimedSerializer(key).dumps(str(time.time()))`: what a key makes is guessed by no one who knows the time. */
function isSigned(call: Call, values: Values): boolean {
  let at: AnyNode | undefined = call.parent;

  for (let steps = 0; at && steps < 8; steps += 1) {
    if (at.type === 'Call' && values.namesOf(at.callee).some((name) => signers.test(name)))
      return true;
    at = at.parent;
  }
  return false;
}

/** What they make is made with a key. */
const signers =
  /^(?:itsdangerous\.\w{1,60}|django\.core\.signing(?:\.\w{1,60})?|cryptography\.fernet\.\w{1,60}|jwt|jose\.jwt)(?:\(\))?\.(?:dumps|sign|sign_object|encrypt|encode)$|^hmac\.(?:new|digest)$/;

function isSecret(call: Expression): boolean {
  return namesGivenTo(call).some(isSecretName);
}
