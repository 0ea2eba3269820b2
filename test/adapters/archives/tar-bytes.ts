/** An entry as it is written, and what may be wrong with it. */
export interface TarEntry {
  readonly path: string;
  readonly content?: string;
  /** Of the kind of entry. @default a file */
  readonly kind?: string;
  /** What the header says of the size, in octal. */
  readonly size?: string;
  readonly prefix?: string;
}

/** A tar, byte by byte, with the two empty blocks at its end. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(1_024)]);
}

function entryOf({ path, content = '', kind = '0', size, prefix = '' }: TarEntry): Buffer {
  const data = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write(size ?? `${data.length.toString(8).padStart(11, '0')} `, 124);
  header.write(' '.repeat(8), 148);
  header.write(kind, 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345, 155);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);

  return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}
