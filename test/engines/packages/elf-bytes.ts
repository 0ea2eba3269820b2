/** How a program is written. */
export interface ElfShape {
  readonly wide: boolean;
  readonly littleEndian: boolean;
}

export interface ElfSection {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Where programs are loaded; anything but 0 shows an address that is taken for an offset. */
const LOADED_AT = 0x400000;

/**
 * An ELF file, byte by byte: header, one segment with all of it, sections one after another from
 * byte 256 on, their names and their table.
 */
export function elfFile(
  { wide, littleEndian }: ElfShape,
  sections: readonly ElfSection[],
): Uint8Array {
  const names = ['', ...sections.map(({ name }) => name), '.shstrtab'];
  const nameBytes = Buffer.from(`${names.join('\0')}\0`);
  const placed = sections.map(({ content }, place) => ({
    content,
    offset: 256 + sections.slice(0, place).reduce((sum, one) => sum + padded(one.content), 0),
  }));
  const namesAt = 256 + sections.reduce((sum, one) => sum + padded(one.content), 0);
  const tableAt = namesAt + padded(nameBytes);
  const each = wide ? 64 : 40;
  const bytes = Buffer.alloc(tableAt + (sections.length + 2) * each);
  const write = writer(bytes, { wide, littleEndian });

  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, littleEndian ? 1 : 2, 1]);
  write.address(wide ? 32 : 28, 128);
  write.address(wide ? 40 : 32, tableAt);
  write.half(wide ? 54 : 42, wide ? 56 : 32);
  write.half(wide ? 56 : 44, 1);
  write.half(wide ? 58 : 46, each);
  write.half(wide ? 60 : 48, sections.length + 2);
  write.half(wide ? 62 : 50, sections.length + 1);
  write.word(128, 1);
  write.address(128 + (wide ? 8 : 4), 0);
  write.address(128 + (wide ? 16 : 8), LOADED_AT);
  write.address(128 + (wide ? 32 : 16), bytes.length);

  const all = [...placed, { content: nameBytes, offset: namesAt }];
  for (const [place, { content, offset }] of all.entries()) {
    const at = tableAt + (place + 1) * each;
    const before = names.slice(0, place + 1).join('\0').length + 1;
    bytes.set(content, offset);
    write.word(at, before);
    write.address(at + (wide ? 24 : 16), offset);
    write.address(at + (wide ? 32 : 20), content.length);
  }

  return new Uint8Array(bytes);
}

/** As Go's linker writes it since 1.18: the texts follow, each after its length. */
export function inlineBuildInfo(version: string, modules: string): Uint8Array {
  return Buffer.concat([
    Buffer.from([...MAGIC, 8, 2]),
    Buffer.alloc(16),
    lengthOf(version),
    Buffer.from(version),
    lengthOf(marked(modules)),
    Buffer.from(marked(modules), 'latin1'),
  ]);
}

/** As it was until Go 1.17: pointers to pointers. It must be the first section. */
export function pointerBuildInfo(shape: ElfShape, version: string, modules: string): Uint8Array {
  const width = shape.wide ? 8 : 4;
  const [versionText, moduleText] = [Buffer.from(version), Buffer.from(marked(modules), 'latin1')];
  const bytes = Buffer.alloc(128 + versionText.length + moduleText.length);
  const write = writer(bytes, shape);
  const base = LOADED_AT + 256;

  bytes.set([...MAGIC, width, shape.littleEndian ? 0 : 1]);
  write.address(16, base + 64);
  write.address(16 + width, base + 96);
  write.address(64, base + 128);
  write.address(64 + width, versionText.length);
  write.address(96, base + 128 + versionText.length);
  write.address(96 + width, moduleText.length);
  bytes.set(versionText, 128);
  bytes.set(moduleText, 128 + versionText.length);

  return bytes;
}

/** As Go's linker writes it: a header by the release, then names with a NUL behind each. */
export function functionTable(
  shape: ElfShape,
  names: readonly string[],
  release: 1.15 | 1.16 | 1.18 | 1.2 = 1.2,
): Uint8Array {
  const marks = { 1.15: 0xfffffffb, 1.16: 0xfffffffa, 1.18: 0xfffffff0, 1.2: 0xfffffff1 };
  const width = shape.wide ? 8 : 4;
  const before = release >= 1.18 ? 3 : 2;
  const text = Buffer.from(names.map((name) => `${name}\0`).join(''));
  const start = 8 + width * 8;
  const bytes = Buffer.alloc(start + text.length);
  const write = writer(bytes, shape);

  write.word(0, marks[release]);
  bytes[6] = 1;
  bytes[7] = width;
  write.address(8 + before * width, start);
  write.address(8 + (before + 1) * width, start + text.length);
  bytes.set(text, start);

  return new Uint8Array(bytes);
}

const MAGIC = [0xff, ...Buffer.from(' Go buildinf:')];
const MARK = 'm'.repeat(16);

function marked(modules: string): string {
  return modules === '' ? '' : `${MARK}${modules}${MARK}`;
}

function lengthOf(text: string): Buffer {
  const bytes: number[] = [];
  let left = text.length;

  for (; left >= 0x80; left >>= 7) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}

function padded(content: Uint8Array): number {
  return Math.ceil(content.length / 16) * 16;
}

function writer(bytes: Buffer, { wide, littleEndian }: ElfShape) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

  return {
    half: (at: number, value: number) => view.setUint16(at, value, littleEndian),
    word: (at: number, value: number) => view.setUint32(at, value, littleEndian),
    address: (at: number, value: number) =>
      wide
        ? view.setBigUint64(at, BigInt(value), littleEndian)
        : view.setUint32(at, value, littleEndian),
  };
}
