import * as z from 'zod/mini';
import { featureKinds } from './feature-kinds.ts';

/** What the code of one npm package looks like, in those of its versions that were looked at. */
export interface PackageFingerprint {
  readonly name: string;
  /** Looked at, in order; at most 31. */
  readonly versions: readonly string[];
  /** All that were published when the data were made, in order. */
  readonly releases: readonly string[];
  /** Whether its code has its own version in it as a text. */
  readonly tellsVersion: boolean;
  /** Of each feature, in one order. */
  readonly hashes: readonly number[];
  /** Index of its kind in `featureKinds`. */
  readonly kinds: readonly number[];
  /** Versions that have it, as bits: the first is the lowest. */
  readonly masks: readonly number[];
  /** Which file it is of, or which of several: of these all come or none. */
  readonly files: readonly number[];
  /** Index of the other package that has it as well; -1 for none. */
  readonly shared: readonly number[];
}

export interface Fingerprints {
  /** When the packages were looked at. ISO 8601. */
  readonly date: string;
  readonly packages: readonly PackageFingerprint[];
}

const numbers = z.array(z.number());
const texts = z.array(z.string());

/** As the data are stored. */
export const fingerprints: z.ZodMiniType<Fingerprints> = z.object({
  date: z.string(),
  packages: z.array(
    z.object({
      name: z.string(),
      versions: texts,
      releases: texts,
      tellsVersion: z.boolean(),
      hashes: numbers,
      kinds: z.array(z.number().check(z.lt(featureKinds.length))),
      masks: numbers,
      files: numbers,
      shared: numbers,
    }),
  ),
});
