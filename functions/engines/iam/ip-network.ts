/** Whether an address is in a network; undefined when either is none. IPv4 and IPv6. */
export function isInNetwork(address: string, cidr: string): boolean | undefined {
  const [base = '', length] = cidr.split('/');
  const [one, other] = [bitsOf(address), bitsOf(base)];
  if (!one || !other || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;

  const bits = length === undefined ? other.length : Number(length);
  if (bits > other.length) return undefined;
  return one.length === other.length && one.slice(0, bits) === other.slice(0, bits);
}

/** The address as ones and zeros. */
function bitsOf(address: string): string | undefined {
  const groups = address.includes(':') ? groupsOfSix(address) : groupsOfFour(address);

  return groups?.join('');
}

function groupsOfFour(address: string): readonly string[] | undefined {
  const bytes = address.split('.');
  const isAddress = bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte));

  if (!isAddress || bytes.some((byte) => Number(byte) > 255)) return undefined;
  return bytes.map((byte) => Number(byte).toString(2).padStart(8, '0'));
}

function groupsOfSix(address: string): readonly string[] | undefined {
  const [head = '', tail, more] = address.split('::');
  const [before, after] = [wordsOf(head), wordsOf(tail ?? '')];
  const left = 8 - before.length - after.length;
  if (more !== undefined || left < 0 || (tail === undefined && left > 0)) return undefined;

  const words = [...before, ...Array.from({ length: left }, () => '0'), ...after];
  if (!words.every((word) => /^[\da-f]{1,4}$/i.test(word))) return undefined;
  return words.map((word) => Number.parseInt(word, 16).toString(2).padStart(16, '0'));
}

function wordsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':');
}
