import { addressAt, type Elf, offsetOf, withinFile } from './elf.ts';

/** What Go's linker writes into each program. Source: `debug/buildinfo` (Go). */
export interface GoBuildInfo {
  /** Of the compiler: `go1.21.3`, and the experiments that were switched on. */
  readonly version: string;
  /** Lines of `mod`, `dep` and `=>`, in fields between tabs; empty without modules. */
  readonly modules: string;
}

/** Undefined for a program that is not Go's, or from which it was taken out. */
export function goBuildInfo(elf: Elf): GoBuildInfo | undefined {
  const { view, bytes } = elf;

  for (let at = 0; at + HEADER <= bytes.length; at += ALIGNMENT) {
    // Most places fail on the first four bytes, and a program may have a hundred million.
    if (view.getUint32(at) !== FIRST || !isMagic(bytes, at)) continue;

    const found = withinFile(() => infoAt(elf, at));
    if (found && /^(?:go\d|devel)/.test(found.version)) return found;
  }

  return undefined;
}

/** Bytes. */
const ALIGNMENT = 16;
const HEADER = 32;
const LONGEST = 16 * 2 ** 20;
const FIRST = 0xff20476f;
const magic = [0xff, ...new TextEncoder().encode(' Go buildinf:')];

function isMagic(bytes: Uint8Array, at: number): boolean {
  return magic.every((byte, place) => bytes[at + place] === byte);
}

function infoAt(elf: Elf, at: number): GoBuildInfo | undefined {
  const [width = 0, flags = 0] = elf.bytes.subarray(at + 14, at + 16);
  if ((flags & 2) !== 0) return inlineInfo(elf.bytes, at + HEADER);
  if (width !== 4 && width !== 8) return undefined;

  // Until Go 1.17 there are two pointers to strings, each of them a pointer and a length.
  const own: Elf = { ...elf, wide: width === 8, littleEndian: (flags & 1) === 0 };
  const version = pointedAt(elf, own, at + ALIGNMENT, width);
  const modules = pointedAt(elf, own, at + ALIGNMENT + width, width);
  return (
    version && { version: textOf(version), modules: modulesOf(modules ?? version.slice(0, 0)) }
  );
}

function inlineInfo(bytes: Uint8Array, at: number): GoBuildInfo | undefined {
  const version = counted(bytes, at);
  const modules = version && counted(bytes, version.end);

  return version && modules && { version: textOf(version.text), modules: modulesOf(modules.text) };
}

/** Bytes with their number before them, seven bits of it in each byte. */
function counted(bytes: Uint8Array, start: number) {
  let length = 0;
  let at = start;

  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[at] ?? 0;
    at += 1;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }

  const end = at + length;
  return end <= bytes.length && length <= LONGEST
    ? { text: bytes.subarray(at, end), end }
    : undefined;
}

function pointedAt(elf: Elf, own: Elf, at: number, width: number): Uint8Array | undefined {
  const header = offsetOf(elf, addressAt(own, at));
  if (header === undefined) return undefined;

  const length = addressAt(own, header + width);
  const start = offsetOf(elf, addressAt(own, header));
  const isThere = start !== undefined && length <= LONGEST && start + length <= elf.bytes.length;
  return isThere ? elf.bytes.subarray(start, start + length) : undefined;
}

/** Between two marks of sixteen bytes, the last of which follows a line break. */
function modulesOf(marked: Uint8Array): string {
  return marked.length >= 33 && marked[marked.length - 17] === 10
    ? textOf(marked.subarray(16, -16))
    : '';
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
