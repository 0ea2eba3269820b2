import { fingerprint } from '../../functions/core/fingerprint.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { relativeUri, uriWithin } from './relative-uri.ts';

/** Where a finding lies for a reader of code, and what it is known by there. */
export interface CodePlaces {
  /** What was looked at, so that several runs of a pipeline stay apart: it ends with a slash. */
  readonly run: string;
  /** A relative URI, of a file of what the finding is about, or of the whole. */
  uriOf(finding: Finding, file: string | undefined): string;
  /** The same for the same fault, wherever its line has moved to. */
  fingerprintOf(finding: Finding): string;
}

export interface PackagePlace {
  /** What was inspected, as a user named it. */
  readonly path: string;
  /** Its files are files of the checkout, so that places lead to them. */
  readonly isFolder: boolean;
  /** Where each layer lies, by its ARN. */
  readonly layers: ReadonlyMap<string, string>;
}

/** In a zip or a folder. The same fault is the same however the package is named and wherever it lies. */
export function packagePlaces({ path, isFolder, layers }: PackagePlace): CodePlaces {
  return {
    run: `lambda-vigil/${relativeUri(path)}/`,
    uriOf({ target }, file) {
      const layer = layers.get(target);

      return file === undefined || layer !== undefined
        ? relativeUri(layer ?? path)
        : uriWithin(isFolder ? path : undefined, file);
    },
    fingerprintOf({ check, subject, target }) {
      return fingerprint(check, subject, layers.get(target) ?? '').slice(0, 32);
    },
  };
}

/** In what is deployed: `checkout/src/index.js`, for an archive is no folder of any checkout. */
export function deployedPlaces(account: string): CodePlaces {
  return {
    run: `lambda-vigil/${account}/`,
    uriOf: ({ target }, file = '') => uriWithin(undefined, `${identityOf(target).name}/${file}`),
    fingerprintOf: findingId,
  };
}
