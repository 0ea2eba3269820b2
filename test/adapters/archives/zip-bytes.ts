import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is written, and every false claim that it may make. */
export interface ZipEntry {
  readonly path: string;
  readonly content?: string | Uint8Array;
  /** Instead of the content: packed already, with `size` and `crc` of what it holds. */
  readonly packed?: Uint8Array;
  /** @default packed with deflate */
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** What the headers say of the size, unpacked. */
  readonly size?: number;
  /** What the headers say of the size, packed. */
  readonly packedSize?: number;
  /** As stat has it: type and permissions. */
  readonly mode?: number;
  /** Sizes follow the data, and the local header has none. */
  readonly descriptor?: boolean;
  /** Sizes and offset are in an extra field of the directory. */
  readonly zip64?: boolean;
  /** Where the directory says that it begins: at the start of another one, say. */
  readonly offset?: number;
  /** In the directory alone, beside no data of its own. */
  readonly unwritten?: boolean;
}

/** A zip, byte by byte: local entries, directory, end of directory. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;

  for (const entry of entries) {
    const written = writtenOf(entry);
    const local = entry.unwritten
      ? Buffer.alloc(0)
      : Buffer.concat([localHeader(written), written.packed, descriptorOf(written)]);

    locals.push(local);
    directory.push(directoryHeader(written, entry.offset ?? offset));
    offset += local.length;
  }

  const listed = Buffer.concat(directory);
  const end = endOfDirectory({ entries: entries.length, bytes: listed.length, offset });

  return new Uint8Array(Buffer.concat([...locals, listed, end]));
}

/** What 16 and 32 bits hold is said in the record that every zip has, the rest in that of zip64. */
export function endOfDirectory(directory: Directory): Buffer {
  const { entries, bytes, offset } = directory;
  const large = entries >= 0xffff || bytes >= 0xffffffff || offset >= 0xffffffff;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(large ? 0xffff : entries, 8);
  end.writeUInt16LE(large ? 0xffff : entries, 10);
  end.writeUInt32LE(large ? 0xffffffff : bytes, 12);
  end.writeUInt32LE(large ? 0xffffffff : offset, 16);

  return large ? Buffer.concat([zip64End(directory), end]) : end;
}

interface Directory {
  readonly entries: number;
  readonly bytes: number;
  /** Where it begins. */
  readonly offset: number;
}

function zip64End({ entries, bytes, offset }: Directory): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + bytes), 64);
  end.writeUInt32LE(1, 72);

  return end;
}

type Written = ReturnType<typeof writtenOf>;

function writtenOf(entry: ZipEntry) {
  const content = Buffer.from(entry.content ?? '');
  const packed = entry.packed ?? (entry.stored ? content : deflateRawSync(content));

  return {
    packed: Buffer.from(packed),
    path: Buffer.from(entry.path),
    method: entry.method ?? (entry.stored ? 0 : 8),
    flags: (entry.flags ?? 0x800) | (entry.descriptor ? 8 : 0),
    crc: entry.crc ?? crc32(content),
    size: entry.size ?? content.length,
    packedSize: entry.packedSize ?? packed.length,
    mode: entry.mode ?? 0o100644,
    descriptor: entry.descriptor ?? false,
    zip64: entry.zip64 ?? false,
  };
}

function localHeader({ path, method, flags, crc, size, packedSize, descriptor }: Written): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(descriptor ? 0 : crc, 14);
  header.writeUInt32LE(descriptor ? 0 : packedSize, 18);
  header.writeUInt32LE(descriptor ? 0 : size, 22);
  header.writeUInt16LE(path.length, 26);

  return Buffer.concat([header, path]);
}

function descriptorOf({ descriptor, crc, size, packedSize }: Written): Buffer {
  if (!descriptor) return Buffer.alloc(0);

  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  record.writeUInt32LE(packedSize, 8);
  record.writeUInt32LE(size, 12);

  return record;
}

function directoryHeader(written: Written, offset: number): Buffer {
  const { path, method, flags, crc, size, packedSize, mode, zip64 } = written;
  const extra = zip64 ? zip64Extra([size, packedSize, offset]) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 45, 4);
  header.writeUInt16LE(zip64 ? 45 : 20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(zip64 ? 0xffffffff : packedSize, 20);
  header.writeUInt32LE(zip64 ? 0xffffffff : size, 24);
  header.writeUInt16LE(path.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(mode * 0x10000, 38);
  header.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);

  return Buffer.concat([header, path, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  });

  return extra;
}
