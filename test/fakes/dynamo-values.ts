/** A value as DynamoDB has it on the wire. */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly Value[] }
  | { readonly M: Item };

export interface Item {
  readonly [name: string]: Value;
}

/** As a reader of the table gets it. */
export function plain(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: Value): unknown {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('B' in value) return Buffer.from(value.B, 'base64');
  if ('BOOL' in value) return value.BOOL;
  if ('L' in value) return value.L.map(plainValue);

  return 'M' in value ? plain(value.M) : null;
}

/** Bytes. Source: "DynamoDB item sizes and formats" (DynamoDB Developer Guide). */
export function sizeOf(item: Item): number {
  return Object.entries(item)
    .map(([name, value]) => bytes(name) + sizeOfValue(value))
    .reduce(sum, 0);
}

function sizeOfValue(value: Value): number {
  if ('S' in value) return bytes(value.S);
  if ('N' in value) return Math.ceil(value.N.length / 2) + 1;
  if ('B' in value) return Buffer.from(value.B, 'base64').length;
  if ('L' in value) return 3 + value.L.map((each) => 1 + sizeOfValue(each)).reduce(sum, 0);

  return 'M' in value ? 3 + Object.keys(value.M).length + sizeOf(value.M) : 1;
}

/** Half a character is no text. */
export function isWellFormed(item: Item): boolean {
  return texts(item).every((text) => text.isWellFormed());
}

function texts(item: Item): readonly string[] {
  return Object.entries(item).flatMap(([name, value]) => [name, ...textsIn(value)]);
}

function textsIn(value: Value): readonly string[] {
  if ('S' in value) return [value.S];
  if ('L' in value) return value.L.flatMap(textsIn);

  return 'M' in value ? texts(value.M) : [];
}

export function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function sum(a: number, b: number): number {
  return a + b;
}
