/** The part of an ELF file that says where its sections lie. Source: elf(5). */
export interface Elf {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly wide: boolean;
}

interface Place {
  readonly offset: number;
  readonly size: number;
}

/** Undefined for what is none. The bytes are looked at where they are, and not copied. */
export function elfOf(bytes: Uint8Array): Elf | undefined {
  if (bytes.length < 64 || !magic.every((byte, place) => bytes[place] === byte)) return undefined;

  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    wide: bytes[4] === 2,
    littleEndian: bytes[5] !== 2,
  };
}

/** The bytes of a section, by its name; undefined where there is none, or only a part of it. */
export function sectionOf(elf: Elf, name: string): Uint8Array | undefined {
  const wanted = new TextEncoder().encode(`${name}\0`);

  return withinFile(() => {
    const { bytes } = elf;
    const sections = sectionsOf(elf);
    const names = sections[half(elf, elf.wide ? 62 : 50)];
    const found = sections.find(
      ({ nameAt }) =>
        names && wanted.every((byte, place) => bytes[names.offset + nameAt + place] === byte),
    );

    return found && found.offset + found.size <= bytes.length
      ? bytes.subarray(found.offset, found.offset + found.size)
      : undefined;
  });
}

/** Where in the file an address of the running program lies. */
export function offsetOf(elf: Elf, address: number): number | undefined {
  return withinFile(() => {
    const segment = segmentsOf(elf).find(
      ({ start, size }) => address >= start && address < start + size,
    );

    return segment && address - segment.start + segment.offset;
  });
}

/** A number of the width of an address; beyond the safe integers it is no place in a file. */
export function addressAt({ view, littleEndian, wide }: Elf, offset: number): number {
  return wide
    ? Number(view.getBigUint64(offset, littleEndian))
    : view.getUint32(offset, littleEndian);
}

/** @returns undefined where the file points beyond its own end. */
export function withinFile<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const magic = [0x7f, 0x45, 0x4c, 0x46];

function half({ view, littleEndian }: Elf, offset: number): number {
  return view.getUint16(offset, littleEndian);
}

function word({ view, littleEndian }: Elf, offset: number): number {
  return view.getUint32(offset, littleEndian);
}

function sectionsOf(elf: Elf): readonly (Place & { readonly nameAt: number })[] {
  const table = addressAt(elf, elf.wide ? 40 : 32);
  const each = half(elf, elf.wide ? 58 : 46);
  const count = half(elf, elf.wide ? 60 : 48);

  return Array.from({ length: count }, (_, place) => {
    const at = table + place * each;
    return {
      nameAt: word(elf, at),
      offset: addressAt(elf, at + (elf.wide ? 24 : 16)),
      size: addressAt(elf, at + (elf.wide ? 32 : 20)),
    };
  });
}

function segmentsOf(elf: Elf): readonly (Place & { readonly start: number })[] {
  const table = addressAt(elf, elf.wide ? 32 : 28);
  const each = half(elf, elf.wide ? 54 : 42);
  const count = half(elf, elf.wide ? 56 : 44);

  return Array.from({ length: count }, (_, place) => {
    const at = table + place * each;
    return {
      offset: addressAt(elf, at + (elf.wide ? 8 : 4)),
      start: addressAt(elf, at + (elf.wide ? 16 : 8)),
      size: addressAt(elf, at + (elf.wide ? 32 : 16)),
    };
  });
}
