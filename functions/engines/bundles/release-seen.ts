import type { PackageMatch } from './detection.ts';

/**
 * A release as npm has it, of a version as a library writes it: 1.7 is 1.7.0, and a private
 * build, such as 1.12.4-aem, is near the release that it was made from.
 */
export function releaseSeen(library: string, version: string | undefined): PackageMatch {
  if (version === undefined) return { name: library };
  const [release = '', build] = version.split(/-(.*)/s);
  const normalised = /^\d+\.\d+$/.test(release) ? `${release}.0` : release;
  const name = nameAt(library, normalised);

  if (build === undefined) return { name, version: normalised };
  return isOfNpm.test(build)
    ? { name, version: `${normalised}-${build}` }
    : { name, version: normalised, certainty: 'approximate', candidates: [normalised] };
}

const isOfNpm = /^(?:alpha|beta|rc|next|canary|preview|experimental)(?![a-z])/i;

/** CKEditor has had a name of its own for version 4 since 4.13. */
function nameAt(library: string, version: string): string {
  return library === 'ckeditor' && /^4\.(?:1[3-9]|[2-9]\d)\./.test(version) ? 'ckeditor4' : library;
}
