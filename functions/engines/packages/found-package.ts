import type { Evidence } from '../../core/evidence.ts';
import { linesOfImport } from './import-lines.ts';
import type { Package, PackageEvidence, RequiredBy } from './package.ts';

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

/** Where its copies are, what shows them, who brought them, and whether the handler comes to them. */
export function whereFound(copies: readonly Package[]): readonly Evidence[] {
  const places = copies.slice(0, MOST_COPIES).map(({ evidence: { channel, path }, requiredBy }) => {
    const words = wordsOfChannel[channel];
    return { text: requiredBy ? `${words}; ${wayTo(requiredBy)}` : words, path };
  });

  return [...places, ...linesOfImport(copies)];
}

/** The top-level dependencies to move; none for a copy that is one itself. By name. */
export function topLevelsOf({ requiredBy }: Package): readonly string[] {
  const {
    chain: [nearest],
    others = [],
  } = requiredBy ?? { chain: [] };

  return [nearest, ...others].flatMap((label) => label?.slice(0, label.lastIndexOf('@')) ?? []);
}

/** In words: `comes through a@1.2.3 → b@2.0.0`. */
export function wayTo({ chain, others = [] }: RequiredBy): string {
  const also = others.length > 0 ? `, and through ${others.join(', ')}` : '';

  return `comes through ${chain.join(' → ')}${also}`;
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
  banner: 'bundled here, as a comment of its own says',
  'content signature': 'bundled here, as a text of its own says',
  fingerprint: 'bundled here, as its code looks',
  'file name': 'lies here, as the name of the file says',
  'version in code': 'installed here without its metadata, as its own code says',
};
