import * as z from 'zod/mini';
import { featureKinds } from './feature-kinds.ts';

/** What the code of one npm package looks like, in those of its releases that were looked at. */
export interface PackageFingerprint {
  readonly name: string;
  /** All that were published when the data were made, in order. */
  readonly releases: readonly string[];
  /** Places in `releases` of those that were not looked at. */
  readonly unseen: readonly number[];
  /** Spans of the releases whose code has its own version in it as a text. */
  readonly tells: Spans;
  /** Places of releases that have a manifest of another version in them, and which. */
  readonly misnamed: readonly (readonly [place: number, version: string])[];
  /** Of each feature, in one order. */
  readonly hashes: readonly number[];
  /** Index of its kind in `featureKinds`. */
  readonly kinds: readonly number[];
  /**
   * In which forms of the code it is, as bits: 1 as it was published, 2 as esbuild minifies it, 4 as
   * it does for older engines, 8 as swc compresses it; none of them where the bundler decides.
   */
  readonly forms: readonly number[];
  /** Index of the files that it is in, in `places`. */
  readonly files: readonly number[];
  /** Files, each a number, that have some features together: builds of one another. */
  readonly places: readonly (readonly number[])[];
  /** Index of the other package that has it as well; -1 for none. */
  readonly shared: readonly number[];
  /** Index of the releases that have it, in `presences`. */
  readonly present: readonly number[];
  readonly presences: readonly Spans[];
}

/** Places in an order: from one to another, that one left out, and so on. */
export type Spans = readonly number[];

export interface Fingerprints {
  /** When the packages were looked at. ISO 8601. */
  readonly date: string;
  readonly packages: readonly PackageFingerprint[];
}

/** Every place in them. */
export function placesIn(spans: Spans): readonly number[] {
  const places: number[] = [];

  for (let at = 0; at + 1 < spans.length; at += 2) {
    for (let place = spans[at] ?? 0; place < (spans[at + 1] ?? 0); place += 1) places.push(place);
  }
  return places;
}

/** @param places in order. */
export function spansOf(places: readonly number[]): Spans {
  return places.flatMap((place, at) => [
    ...(places[at - 1] === place - 1 ? [] : [place]),
    ...(places[at + 1] === place + 1 ? [] : [place + 1]),
  ]);
}

/** As the data are stored: noise, which takes the least room like this. */
export function textOfHashes(hashes: readonly number[]): string {
  const bytes = new Uint8Array(Uint32Array.from(hashes).buffer);

  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function hashesOfText(text: string): readonly number[] {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  return [...new Uint32Array(bytes.buffer)];
}

const numbers = z.array(z.number());
const texts = z.array(z.string());

/** As the data are stored. */
export const fingerprints: z.ZodMiniType<Fingerprints> = z.object({
  date: z.string(),
  packages: z.array(
    z.object({
      name: z.string(),
      releases: texts,
      unseen: numbers,
      tells: numbers,
      misnamed: z.array(z.tuple([z.number(), z.string()])),
      hashes: z.pipe(z.string(), z.transform(hashesOfText)),
      kinds: z.array(z.number().check(z.lt(featureKinds.length))),
      forms: numbers,
      files: numbers,
      places: z.array(numbers),
      shared: numbers,
      present: numbers,
      presences: z.array(numbers),
    }),
  ),
});
