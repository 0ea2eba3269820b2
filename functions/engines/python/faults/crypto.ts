import { purposeOfHash, wordsOf } from '../../flow/index.ts';
import { argumentOf, isConstant, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { signWithSha256, slowHash, withGcm, withSha256 } from '../fixes/hashes.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import type { AnyNode, Call, Expression, FormattedText } from '../syntax.ts';
import { piecesOf } from '../text-shape.ts';
import type { Values } from '../value.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';
import { namesGivenTo, namesIn } from './words.ts';

type Found = Omit<Fault, 'node'> | undefined;

/** Hashes and ciphers that do not protect what they are used for. */
export const cryptoFaults: readonly FaultRow[] = [
  { calls: 'md5 sha1 sha md4', find: hashed },
  { calls: 'new', find: made },
  { calls: 'MD5 SHA1', find: hashedByCryptography },
  { calls: 'ECB ARC4 TripleDES Blowfish IDEA CAST5', find: weakMode },
  { calls: 'Fernet AESGCM ChaCha20Poly1305', find: fixedKey },
];

const weak = { kind: 'weak-crypto' } as const;

/** Source: "hashlib" (Python 3.14). */
function hashed(place: Place): Found {
  if (!isOf(place, 'hashlib', 'md5', 'sha')) return undefined;

  return forPurpose(
    place,
    `hashlib.${calledName(place.call)}`,
    place.call.arguments.map(({ value }) => value),
  );
}

/** `hashlib.new('md5')`, `hmac.new(key, data, 'md5')`, `DES.new(key)`, `AES.new(key, AES.MODE_ECB)`. */
function made(place: Place): Found {
  const { call } = place;
  if (isOf(place, 'hashlib')) {
    const algorithm = constantText(argumentOf(call, 0, 'name')) ?? '';
    if (!weakHashes.test(algorithm)) return undefined;
    return forPurpose(
      place,
      `hashlib.new('${algorithm}')`,
      call.arguments.slice(1).map(({ value }) => value),
    );
  }
  if (isOf(place, 'hmac')) return signed(place);

  for (const library of ['Crypto', 'Cryptodome']) {
    for (const cipher of ['DES', 'DES3', 'ARC2', 'ARC4', 'Blowfish', 'CAST', 'XOR']) {
      if (isOf(place, `${library}.Cipher.${cipher}`)) {
        return { ...weak, title: `${cipher}.new`, fix: withGcm };
      }
    }
    for (const hash of ['MD2', 'MD4', 'MD5', 'SHA', 'SHA1']) {
      if (isOf(place, `${library}.Hash.${hash}`)) {
        return forPurpose(
          place,
          `${hash}.new`,
          call.arguments.map(({ value }) => value),
        );
      }
    }
    if (isOf(place, `${library}.Cipher.AES`)) return encrypted(place);
  }
  return undefined;
}

const weakHashes = /^(?:md[245]|sha-?1|ripemd(?:160)?)$/i;

/** Of a signature by SHA-1 it is too early to speak of. */
function signed({ call, values }: Place): Found {
  const digest = argumentOf(call, 2, 'digestmod');
  const name = constantText(digest) ?? (digest ? (values.namesOf(digest)[0] ?? '') : '');

  return /md[45]$/i.test(name)
    ? { ...weak, title: 'hmac.new with MD5', fix: signWithSha256 }
    : undefined;
}

function encrypted({ call }: Place): Found {
  const key = argumentOf(call, 0, 'key');
  const mode = argumentOf(call, 1, 'mode');
  const vector = argumentOf(call, 2, 'iv', 'IV', 'nonce');

  if (mode?.type === 'Attribute' && mode.name === 'MODE_ECB') {
    return { ...weak, title: 'AES.MODE_ECB', fix: withGcm };
  }
  if (isLiteral(key)) {
    return { ...weak, title: 'AES.new, a key in the code', severity: 'high' };
  }
  return isLiteral(vector)
    ? {
        ...weak,
        title: 'AES.new, a fixed initialisation vector',
        fix: withGcm,
      }
    : undefined;
}

function hashedByCryptography(place: Place): Found {
  return isOf(place, 'cryptography.hazmat')
    ? forPurpose(place, `hashes.${calledName(place.call)}`, [])
    : undefined;
}

function weakMode(place: Place): Found {
  return isOf(place, 'cryptography.hazmat')
    ? {
        ...weak,
        title: calledName(place.call) ?? 'ECB',
      }
    : undefined;
}

function fixedKey(place: Place): Found {
  const isLibrary = isOf(place, 'cryptography');

  return isLibrary && isLiteral(argumentOf(place.call, 0, 'key'))
    ? { ...weak, title: `${calledName(place.call)}, a key in the code`, severity: 'high' }
    : undefined;
}

/** A text in the code; what is filled with one character stands for something else. */
function isLiteral(node: Expression | undefined): boolean {
  const value = seen(node);
  const inner =
    value?.type === 'Call' && value.callee.type === 'Attribute' && value.callee.name === 'encode'
      ? value.callee.object
      : value;

  return (constantText(inner) ?? '') !== '' || isRepeated(inner);
}

/** `b'\0' * 16`. */
function isRepeated(node: Expression | undefined): boolean {
  return node?.type === 'Binary' && node.operator === '*' && constantText(node.left) !== undefined;
}

/** A hash that protects something, by the names of what it is made of and given to. */
function forPurpose({ call, values }: Place, title: string, hashes: readonly Expression[]): Found {
  if (isConstant(argumentOf(call, undefined, 'usedforsecurity'), 'False')) return undefined;
  const used = [...hashes, ...updatesOf(call)].flatMap(namesIn).flatMap(wordsOf);
  const purpose = purposeOfHash([...used, ...namesGivenTo(call).flatMap(wordsOf)]);

  if (purpose === 'password') {
    if (isAskedFor(call, hashes, values)) return { ...weak, title, severity: 'medium' };
    return {
      ...weak,
      title,
      severity: 'high',
      fix: slowHash,
    };
  }
  return purpose === 'secret' ? { ...weak, title, fix: withSha256 } : undefined;
}

/** `h = hashlib.md5()`, and then `h.update(password)`. */
function updatesOf(call: Call): readonly AnyNode[] {
  const assignment = call.parent;
  const target = assignment?.type === 'Assign' ? assignment.targets[0] : undefined;
  const reads = target ? (bindingOf(target)?.reads ?? []) : [];

  return reads.flatMap((read) => {
    const method = read.parent;
    const update =
      method?.type === 'Attribute' && method.name === 'update' ? method.parent : undefined;
    return update?.type === 'Call' ? update.arguments : [];
  });
}

/**
 * `md5(f'{username}:{realm}:{password}')` beside `Digest username=…`: the server that a client signs in to asks
 * for it. Source: RFC 7616, "The Authorization Header Field".
 */
function isAskedFor(call: Call, [given]: readonly Expression[], values: Values): boolean {
  const of = scopeOf(call).function;
  if (!of || !given) return false;
  const pieces = piecesOf(given).map((piece) => ('text' in piece ? piece.text : piece.value));
  const [, colon, realm, other, , ...more] = pieces;
  const isOfRealm =
    colon === ':' &&
    other === ':' &&
    more.length === 0 &&
    pieces.length === 5 &&
    realm !== undefined &&
    typeof realm !== 'string' &&
    /^_?realm$/.test(lastName(realm));

  return (
    isOfRealm &&
    isOnlyHashed(call, values) &&
    nodesIn(of).some((each) => each.type === 'Text' && /^Digest username=/.test(each.value))
  );
}

/** `ha1 = md5(…).hexdigest()`, of which only another hash is made: what is kept can be guessed from. */
function isOnlyHashed(call: Call, values: Values): boolean {
  const method = call.parent?.type === 'Attribute' ? call.parent.parent : undefined;
  const kept = method?.parent?.type === 'Assign' ? method.parent : undefined;
  const [target, ...others] = kept?.targets ?? [];
  const reads = (target && bindingOf(target)?.reads) ?? [];

  return (
    others.length === 0 &&
    reads.length > 0 &&
    reads.every((read) => read.parent?.type === 'FormattedText' && isHashed(read.parent, values))
  );
}

/** With the nonce that the server sent: a hash of nothing but the hash is guessed as fast. */
function isHashed(text: FormattedText, values: Values): boolean {
  let at: AnyNode | undefined = text.parent;
  for (let steps = 0; at && at.type !== 'Argument' && steps < 3; steps += 1) at = at.parent;
  const call = at?.type === 'Argument' ? at.parent : undefined;
  const given = piecesOf(text).filter((piece) => 'value' in piece);

  return (
    given.length > 1 &&
    call?.type === 'Call' &&
    /^(?:md5|sha256|_?hash)$/i.test(calledName(call) ?? '') &&
    values.functionsOf(call.callee).length === 0
  );
}
