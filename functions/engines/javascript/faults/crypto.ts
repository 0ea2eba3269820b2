import { purposeOfHash, wordsOf } from '../../flow/index.ts';
import { behind } from '../behind.ts';
import { optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { textOfArgument } from '../sinks/sink.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, isCall } from '../syntax.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';
import { namesGivenTo, namesIn } from './words.ts';

/** Hashes and ciphers that do not protect what they are used for. */
export const cryptoFaults: readonly FaultRow[] = [
  { calls: 'createHash', find: hashed },
  { calls: 'MD5 SHA1 RIPEMD160', find: hashedByCryptoJs },
  { calls: 'md5 sha1', find: hashedByPackage },
  { calls: 'createHmac', find: signed },
  { calls: 'createCipher createDecipher', find: withoutVector },
  { calls: 'createCipheriv createDecipheriv', find: encrypted },
  { calls: 'encrypt decrypt', find: encryptedByCryptoJs },
];

const weakHashes = /^(?:md[245]|sha-?1|ripemd(?:160)?|rsa-md5|rsa-sha1)$/i;

function hashed(place: Place): Fault | undefined {
  const algorithm = textOf(place.call.arguments[0]);
  if (!algorithm || !weakHashes.test(algorithm) || !isOf(place, 'crypto')) return undefined;

  return forPurpose(place.call, `crypto.createHash('${algorithm}')`, updatesOf(place.call));
}

/** Arguments of `.update(…)` behind the call, or behind the name that the hash has. */
function updatesOf(call: CallNode): readonly AnyNode[] {
  const kept = parentOf(call);
  const reads = kept?.type === 'VariableDeclarator' ? (bindingOf(kept.id)?.reads ?? []) : [];

  return [call, ...reads].flatMap(updatesBehind);
}

function updatesBehind(start: AnyNode): readonly AnyNode[] {
  const given: AnyNode[] = [];
  let at = start;

  for (let steps = 0; steps < 10; steps += 1) {
    const member = parentOf(at);
    const next = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || member.object !== at || !isCall(next)) return given;
    if (fieldRead(member) === 'update') given.push(...next.arguments);
    at = next;
  }
  return given;
}

function hashedByCryptoJs(place: Place): Fault | undefined {
  return isOf(place, 'crypto-js')
    ? forPurpose(place.call, `CryptoJS.${calledName(place.call)}`, place.call.arguments)
    : undefined;
}

function hashedByPackage(place: Place): Fault | undefined {
  return isOf(place, 'md5', 'sha1', 'js-md5', 'js-sha1', 'blueimp-md5', 'ts-md5')
    ? forPurpose(place.call, calledName(place.call) ?? 'md5', place.call.arguments)
    : undefined;
}

/** Of a signature by SHA-1 it is too early to speak of. */
function signed(place: Place): Fault | undefined {
  const algorithm = textOf(place.call.arguments[0]);
  if (!algorithm || !/^md[245]$/i.test(algorithm) || !isOf(place, 'crypto')) return undefined;

  return {
    ...weak,
    title: `crypto.createHmac('${algorithm}')`,
    fix: () => "createHmac('sha256', key)",
  };
}

/** A hash that protects something, by the names of what it is made of and given to. */
function forPurpose(call: CallNode, title: string, hashes: readonly AnyNode[]): Fault | undefined {
  const used = hashes.flatMap(namesIn).flatMap(wordsOf);
  const given = namesGivenTo(call).flatMap(wordsOf);
  const purpose = purposeOfHash([...used, ...given]);

  if (purpose === 'password') {
    return {
      ...weak,
      title,
      severity: 'high',
      fix: () => 'scryptSync(password, randomBytes(16), 64)',
    };
  }
  return purpose === 'secret'
    ? { ...weak, title, fix: () => "createHmac('sha256', key).update(data).digest('hex')" }
    : undefined;
}

const weak = { kind: 'weak-crypto' } as const;

/** It makes a key of a password without a salt. */
function withoutVector(place: Place): Fault | undefined {
  if (!isOf(place, 'crypto')) return undefined;
  const data = place.call.arguments[1];

  return {
    ...weak,
    title: `crypto.${calledName(place.call)}`,
    fix: () => (data ? "createCipheriv('aes-256-gcm', key, randomBytes(12))" : undefined),
  };
}

function encrypted(place: Place): Fault | undefined {
  const { call } = place;
  if (!isOf(place, 'crypto')) return undefined;
  const [algorithm, key, vector] = call.arguments;
  const name = textOf(algorithm) ?? '';
  const called = `crypto.${calledName(call)}`;

  if (/^(?:des|rc2|rc4|bf|blowfish|cast|idea|seed)|-ecb$/i.test(name)) {
    return { ...weak, title: `${called}('${name}')`, fix: withGcm };
  }
  if (key && isConstant(key)) {
    return { ...weak, title: `${called}, a key in the code`, severity: 'high' };
  }
  const isFixed = calledName(call) === 'createCipheriv' && vector && isConstant(vector);
  return isFixed
    ? { ...weak, title: `${called}, a fixed initialisation vector`, fix: withGcm }
    : undefined;
}

const withGcm: Fault['fix'] = (written) => {
  const key = textOfArgument(written, 1);

  return key && `createCipheriv('aes-256-gcm', ${key}, randomBytes(12))`;
};

/** A text, `Buffer.from('text')` or `Buffer.alloc(16)`, or a name for one. */
function isConstant(node: AnyNode, depth = 0): boolean {
  const inner = behind(node);
  if (textOf(inner) !== undefined) return textOf(inner) !== '';
  if (inner.type === 'ArrayExpression') {
    return (
      inner.elements.length > 0 && inner.elements.every((one) => one && textOf(one) !== undefined)
    );
  }
  if (!isCall(inner) || depth > 3) return false;

  const [first, second] = inner.arguments;
  if (calledName(inner) === 'alloc') return second === undefined || textOf(second) !== undefined;
  const isMade = ['from', 'parse', 'Uint8Array', 'slice', 'padEnd'].includes(
    calledName(inner) ?? '',
  );
  return isMade && first !== undefined && isConstant(first, depth + 1);
}

/** `CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB })`. */
function encryptedByCryptoJs(place: Place): Fault | undefined {
  const { call, values } = place;
  if (!isOf(place, 'crypto-js') || call.callee.type !== 'MemberExpression') return undefined;
  const { object } = call.callee;
  const algorithm = object.type === 'MemberExpression' ? fieldRead(object) : undefined;
  const title = `CryptoJS.${algorithm ?? 'AES'}.${calledName(call)}`;
  const mode = optionIn(values, call.arguments[2], 'mode');

  if (/^(?:DES|TripleDES|RC4|RC4Drop|Rabbit)$/.test(algorithm ?? '')) return { ...weak, title };
  if (mode?.type === 'MemberExpression' && fieldRead(mode) === 'ECB') {
    return { ...weak, title: `${title} in ECB mode` };
  }
  const key = call.arguments[1];
  return key && textOf(key)
    ? { ...weak, title: `${title}, a key in the code`, severity: 'high' }
    : undefined;
}
