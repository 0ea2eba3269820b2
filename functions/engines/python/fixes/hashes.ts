import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { codeOf, type Fix, type Fixing } from './fix.ts';

/** `AES.new(key, AES.MODE_GCM)`, with the key that is there. */
export const withGcm: Fix = (fixing) => {
  const key = argument(fixing, 0, 'key');

  return key && `AES.new(${key}, AES.MODE_GCM)`;
};

/** A hash that is slow on purpose; what it was given as a text has to be bytes already. */
export const slowHash: Fix = (fixing) => {
  const data = hashed(fixing);

  return data && `hashlib.scrypt(${data}, salt=os.urandom(16), n=2**14, r=8, p=1)`;
};

export const withSha256: Fix = (fixing) => {
  const data = hashed(fixing);

  return data && `hashlib.sha256(${data})`;
};

/** `hmac.new(key, data, 'sha256')`. */
export const signWithSha256: Fix = (fixing) => {
  const [key, data] = [argument(fixing, 0, 'key'), argument(fixing, 1, 'msg')];

  return key && data && `hmac.new(${key}, ${data}, 'sha256')`;
};

/** Of `md5(data)` and `new('md5', data)`. */
function hashed(fixing: Fixing): string | undefined {
  const { at } = fixing;
  const [first] = at.type === 'Call' ? at.arguments : [];
  const isNamed = first !== undefined && constantText(first.value) !== undefined;

  return argument(fixing, isNamed ? 1 : 0, 'data');
}

function argument(fixing: Fixing, position: number, name: string): string | undefined {
  const { at } = fixing;
  const node = at.type === 'Call' ? argumentOf(at, position, name) : undefined;

  return node && codeOf(node, fixing);
}
