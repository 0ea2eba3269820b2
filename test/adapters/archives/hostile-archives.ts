import { constants, crc32, deflateRawSync } from 'node:zlib';
import { endOfDirectory, type ZipEntry, zipOf } from './zip-bytes.ts';

const MB = 2 ** 20;
const END = 22;

/** Bytes: too few for a bomb by themselves. */
const KERNEL = 900_000;

/** So many entries, none of which has anything of its own. */
export function archiveOfEntries(count: number): Uint8Array<ArrayBuffer> {
  const record = zipOf([{ path: '0000000.js', unwritten: true }]).slice(0, -END);
  const directory = Buffer.alloc(record.length * count, record);
  for (let index = 0; index < count; index += 1) {
    directory.write(String(index).padStart(7, '0'), index * record.length + 46, 'latin1');
  }
  const end = endOfDirectory({ entries: count, bytes: directory.length, offset: 0 });

  return new Uint8Array(Buffer.concat([directory, end]));
}

/** As large as Lambda takes them: so many files, each of which is to be read. */
export function largestArchive(files: number, bytes: number): Uint8Array<ArrayBuffer> {
  const content = Buffer.alloc(Math.floor(bytes / files), ' ');
  for (let at = 0; at < content.length; at += 8) content.write(at.toString(36), at, 'latin1');
  const entry = { packed: deflateRawSync(content), size: content.length, crc: crc32(content) };

  return zipOf(
    Array.from({ length: files }, (_, index) => ({ ...entry, path: `lib/module-${index}.js` })),
  );
}

/** As 42.zip: archives in archives in archives, and in the innermost a file of zeros. */
export function nestedBomb(depth: number, breadth: number): Uint8Array<ArrayBuffer> {
  if (depth === 0) return bomb(64 * MB);

  const content = nestedBomb(depth - 1, breadth);
  return zipOf(
    Array.from({ length: breadth }, (_, index) => ({ path: `lib ${index}.zip`, content })),
  );
}

/** A file of zeros that says that it is as large as it is, or not. */
export function bomb(bytes: number, size = bytes): Uint8Array<ArrayBuffer> {
  return zipOf([{ path: 'bomb.js', packed: packedZeros(bytes), size }]);
}

/** One file under so many names. */
export function sharedKernel(count: number): Uint8Array<ArrayBuffer> {
  const content = Buffer.alloc(KERNEL);
  const kernel = { packed: deflateRawSync(content), size: KERNEL, crc: crc32(content) };
  const others = Array.from({ length: count - 1 }, (_, index) => ({
    ...kernel,
    path: `${index}.js`,
    offset: 0,
    unwritten: true,
  }));

  return zipOf([{ ...kernel, path: 'first.js' }, ...others]);
}

/** Each file begins with the header of the next one, and goes on in its data (Fifield, 2019). */
export function quotedKernel(count: number): Uint8Array<ArrayBuffer> {
  let content = Buffer.alloc(KERNEL);
  let packed = deflateRawSync(content);
  const files: { entry: ZipEntry; bytes: number }[] = [];

  for (let index = count - 1; index >= 0; index -= 1) {
    const entry = { path: `${index}.js`, packed, size: content.length, crc: crc32(content) };
    const header = Buffer.from(zipOf([entry])).subarray(0, 30 + entry.path.length);
    files.unshift({ entry, bytes: header.length + packed.length });
    packed = Buffer.concat([storedBlock(header.length), header, packed]);
    content = Buffer.concat([header, content]);
  }

  const whole = files[0]?.bytes ?? 0;
  return zipOf(
    files.map(({ entry, bytes }, index) => ({
      ...entry,
      offset: whole - bytes,
      unwritten: index > 0,
    })),
  );
}

/** Deflate, a megabyte a block: who writes a bomb does not unpack it first. */
function packedZeros(bytes: number): Buffer<ArrayBuffer> {
  const block = deflateRawSync(Buffer.alloc(MB), { finishFlush: constants.Z_FULL_FLUSH });
  const last = deflateRawSync(Buffer.alloc(bytes % MB));

  return Buffer.concat([Buffer.alloc(block.length * Math.floor(bytes / MB), block), last]);
}

/** What deflate has before bytes that are not packed, and more to come after them. */
function storedBlock(length: number): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(length ^ 0xffff, 3);

  return header;
}

/** By what is hostile about them, in full size. */
export const hostileArchives: Readonly<Record<string, () => Uint8Array<ArrayBuffer>>> = {
  'a million entries': () => archiveOfEntries(1_000_000),
  '100,000 entries': () => archiveOfEntries(100_000),
  '250 MB in 20,000 files': () => largestArchive(20_000, 250_000_000),
  'a bomb of 4 GB': () => bomb(4_095 * MB),
  'a bomb of 4 GB that claims 16 MB': () => bomb(4_095 * MB, 16 * MB),
  'archives in archives': () => nestedBomb(5, 16),
  '10,000 names of one file': () => sharedKernel(10_000),
  '500 files in each other': () => quotedKernel(500),
};
