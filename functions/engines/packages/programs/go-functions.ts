import { addressAt, type Elf, sectionOf, withinFile } from './elf.ts';

/** A function in a program, by the import path of its package, and `Name`, or `Type.Name` of a method. */
export interface GoFunction {
  readonly path: string;
  readonly symbol: string;
}

/**
 * The functions that Go's linker has left in a program, inlined ones among them: for its traces it
 * needs their names, even of one that is stripped. Source: "internal/abi", symtab.go (Go 1.16 to 1.26).
 *
 * @returns undefined where they cannot be read: older programs, or names that were taken out.
 */
export function goFunctions(elf: Elf): readonly GoFunction[] | undefined {
  const table = tables.map((name) => sectionOf(elf, name)).find((found) => found !== undefined);
  const names = table && withinFile(() => namesIn(elf, table));
  // Every program has these two, unless an obfuscator has renamed all of them.
  if (!names?.includes('runtime.main') || !names.includes('main.main')) return undefined;

  return names.flatMap((name) => functionNamed(name) ?? []);
}

/** The second is that of programs that may be loaded anywhere. */
const tables = ['.gopclntab', '.data.rel.ro.gopclntab'];

/** Of the table's header, by its mark: how many words stand before the place of the names. */
const wordsBefore: ReadonlyMap<number, number> = new Map([
  [0xfffffffa, 2],
  [0xfffffff0, 3],
  [0xfffffff1, 3],
]);

/** Bytes, and names: the largest programs have half as much. */
const LONGEST_TABLE = 16 * 2 ** 20;
const MOST_NAMES = 500_000;
const HEADER = 8;

function namesIn(elf: Elf, table: Uint8Array): readonly string[] | undefined {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const before = wordsBefore.get(view.getUint32(0, elf.littleEndian));
  const width = view.getUint8(7);
  if (before === undefined || (width !== 4 && width !== 8)) return undefined;

  const own: Elf = { ...elf, bytes: table, view, wide: width === 8 };
  const start = addressAt(own, HEADER + before * width);
  const end = addressAt(own, HEADER + (before + 1) * width);
  if (start >= end || end > table.length || end - start > LONGEST_TABLE) return undefined;

  const names = new TextDecoder().decode(table.subarray(start, end)).split('\0', MOST_NAMES + 1);
  return names.length <= MOST_NAMES ? names : undefined;
}

/** `a.b/c%2ed.(*Type[...]).Name.func1` is `Type.Name.func1` of `a.b/c.d`. */
function functionNamed(name: string): GoFunction | undefined {
  const plain = withoutTypes(name);
  const dot = plain.indexOf('.', plain.lastIndexOf('/') + 1);
  if (dot <= 0) return undefined;

  const symbol = plain.slice(dot + 1).replaceAll(/[(*)]/g, '');
  return {
    path: unescaped(plain.slice(0, dot)),
    symbol: symbol.replace(/-(?:fm|range\d+)\b/g, ''),
  };
}

/** Of what is generic: brackets may lie within one another. */
function withoutTypes(name: string): string {
  let plain = name.slice(0, LONGEST_NAME);
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain.replaceAll(/\[[^[\]]*\]/g, '');
  }

  return plain;
}

/** Characters. */
const LONGEST_NAME = 2_000;

/** Dots in the last part of a path, which would end it. */
function unescaped(path: string): string {
  return path.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
