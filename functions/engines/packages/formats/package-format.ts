import type * as z from 'zod/mini';
import { type Known, unknown } from '../../../core/known.ts';
import type { Ecosystem } from '../ecosystem.ts';
import type { Installer } from '../installer.ts';
import type { PackageEvidence } from '../package.ts';
import type { Asked } from './as-projects-ask.ts';
import type { NamedVersion } from './named-version.ts';

/** A kind of file that names packages. */
export interface PackageFormat {
  readonly ecosystem: Ecosystem;
  readonly channel: PackageEvidence['channel'];
  /** Of a lock that does not mark development dependencies, the manifest that does: see `asProjectsAsk`. */
  readonly manifest?: ProjectManifest;
  /** Of a lock, what writes it; undefined for the ecosystem's own. */
  installer?(text: string, path: string): Installer;
  /** Whether the file at this path of the archive is one. */
  describes(path: string): boolean;
  /**
   * Empty when it is known to name nothing that a registry could hold; unknown when it cannot be
   * read; incomplete when it names something without its version.
   *
   * @param others the text of another file of the archive that was read for its packages.
   */
  read(text: string, path: string, others: OtherFiles): Known<readonly NamedVersion[]>;
}

/** By path; undefined where the archive has none, or where it is none that names packages. */
export type OtherFiles = (path: string) => string | undefined;

/** A file in which a project says what it asks for. */
export interface ProjectManifest {
  describes(path: string): boolean;
  asked(text: string): Asked;
}

/** Names that one package may ask for; no real one comes near. */
export const MOST_REQUIRED = 2_000;

/** @param parse may throw, which means that the text is none of its language. */
export function parsedAs<T>(
  schema: z.ZodMiniType<T>,
  parse: (text: string) => unknown,
  text: string,
): Known<T> {
  try {
    const { success, data } = schema.safeParse(parse(text.replace(/^\uFEFF/, '')));
    return success ? { known: true, value: data } : unknown('it has another form than expected');
  } catch {
    return unknown('it cannot be parsed');
  }
}

export function mapKnown<T, U>(known: Known<T>, map: (value: T) => U): Known<U> {
  return known.known ? { ...known, value: map(known.value) } : known;
}

/** Whether the file lies within something installed, or packed, and so describes another build. */
export function isVendored(path: string): boolean {
  return (
    path.includes('!/') ||
    path.includes('.dist-info/') ||
    /(?:^|\/)(?:node_modules|site-packages|dist-packages|_vendor|vendor|gems)\//.test(path)
  );
}

/** What a file names with a version, and a gap for so many others without one, which come from elsewhere. */
export function withoutVersion(
  value: readonly NamedVersion[],
  count: number,
): Known<readonly NamedVersion[]> {
  if (count === 0) return { known: true, value };

  const what = count === 1 ? 'one of its packages has' : `${count} of its packages have`;
  return { known: true, value, incomplete: `${what} no version that a registry knows` };
}

/** Whether it is a version, and no place to fetch one from. */
export function isVersion(version: string): boolean {
  return !/[:/]/.test(version);
}

/** Whether it is a place outside of the project to fetch from, such as a repository. */
export function isFetched(version: string): boolean {
  return /^(?:git|github|gitlab|gist|bitbucket|ssh|https?)(?:\+\w+)?:|^git@/.test(version);
}

/** `@scope/name@1.2.3`: the last @ that is not the first character. */
export function splitAtVersion(text: string): NamedVersion | undefined {
  const at = text.lastIndexOf('@');

  return at > 0 ? { name: text.slice(0, at), version: text.slice(at + 1) } : undefined;
}
