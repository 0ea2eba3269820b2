import type { Evidence } from '../check.ts';
import type { Package, PackageEvidence } from './package.ts';

/** Of many copies, as many as leave room for what else a finding has to say. */
const MOST_COPIES = 40;

/**
 * What a finding about a package is known by. Two ecosystems may have the same name at the same
 * version; nothing else makes the subject depend on its neighbours.
 */
export function subjectOf(own: Package, all: readonly Package[]): string {
  const namesakes = all.filter(({ name, version }) => name === own.name && version === own.version);
  const isAlone = namesakes.every(({ ecosystem }) => ecosystem === own.ecosystem);

  return isAlone ? `${own.name}@${own.version}` : own.purl;
}

/** Where its copies are, and what shows them. */
export function whereFound(copies: readonly PackageEvidence[]): readonly Evidence[] {
  return copies
    .slice(0, MOST_COPIES)
    .map(({ channel, path }) => ({ text: wordsOfChannel[channel], path }));
}

const wordsOfChannel: Readonly<Record<PackageEvidence['channel'], string>> = {
  installed: 'installed here',
  'build info': 'built into this program',
  lockfile: 'locked here; no installed copy was found',
  'bill of materials': 'bundled here, as the bill of materials beside it says',
  'bundler metafile': 'bundled here, as the metafile beside it says',
  'source map': 'bundled here, as the source map says',
  'path comment': 'bundled here, as a comment says',
  'embedded manifest': 'bundled here, with its own name and version in it',
  'content signature': 'bundled here, as a text of its own says',
  fingerprint: 'bundled here, as its code looks',
};
