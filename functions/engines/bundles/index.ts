// What is in a bundle.

export { bundledPackages, isBundleCompanion, isSourceMap } from './bundled-packages.ts';
export type { PackageMatch } from './detection.ts';
export {
  type Fingerprints,
  fingerprints,
  type PackageFingerprint,
  placesIn,
  type Spans,
  spansOf,
  textOfHashes,
} from './fingerprint.ts';

// For those who make the data of fingerprints and measure them.

export { collectFeatures } from './code-features.ts';
export { featuresSeen, matchesOf, matchFeatures } from './code-fingerprints.ts';
export { contentSignatures } from './content-signatures.ts';
export { type FeatureKind, featureKinds, isOfFunction } from './feature-kinds.ts';
export type { OnFeature } from './function-tokens.ts';
export { libraryBanners } from './library-banners.ts';
export { versionIn } from './version-text.ts';
