import { type Known, unknown } from '../facts.ts';
import type { MetadataFormat } from './metadata-format.ts';
import { npmManifest } from './npm-manifest.ts';
import { InvalidIdentity, type Package, packageOf } from './package.ts';
import { pythonMetadata } from './python-metadata.ts';

/** Characters: manifests of some hundred thousand exist, with whole changelogs in them. */
const LONGEST = 2_000_000;

export interface InstalledPackages {
  /** Each copy by itself, in the order of the files. */
  readonly packages: readonly Package[];
  /** Metadata files that should name a package and do not. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

/** Whether a file of the archive must be read to know its packages. */
export function packageMetadataPath(path: string): boolean {
  return formats.some((format) => format.describes(path));
}

/** What installers left in an archive. Files that `packageMetadataPath` denies are passed over. */
export function installedPackages(
  files: Iterable<{ readonly path: string; readonly text: string }>,
): InstalledPackages {
  const packages: Package[] = [];
  const unread: { path: string; reason: string }[] = [];

  for (const { path, text } of files) {
    const format = formats.find(({ describes }) => describes(path));
    const found = format ? packageIn(format, text, path) : nothing;

    if (!found.known) unread.push({ path, reason: found.reason });
    else if (found.value) packages.push(found.value);
  }

  return { packages, unread };
}

const formats: readonly MetadataFormat[] = [npmManifest, pythonMetadata];
const nothing: Known<undefined> = { known: true, value: undefined };

function packageIn(format: MetadataFormat, text: string, path: string): Known<Package | undefined> {
  if (text.length > LONGEST) return unknown(`it is longer than ${LONGEST} characters`);

  const identity = format.read(text, path);
  if (!identity.known || !identity.value) return identity.known ? nothing : identity;

  try {
    return { known: true, value: packageOf(identity.value, { channel: 'installed', path }) };
  } catch (error) {
    if (error instanceof InvalidIdentity) return unknown(error.message);
    throw error;
  }
}
