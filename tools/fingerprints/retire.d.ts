/**
 * What is used of Retire.js, as of 5.7. Its own types are not there unless this folder is installed,
 * and types are checked without that.
 */
declare module 'retire' {
  /** A library that was recognised. */
  export interface Component {
    readonly component: string;
    readonly npmname?: string;
    readonly version: string;
  }

  export function replaceVersion(repository: string): string;
  export function scanFileContent(
    content: string,
    repository: unknown,
    hasher: { sha1(text: string): string },
  ): readonly Component[];
}

declare module 'retire/lib/deepscan.js' {
  export function deepScan(
    content: string,
    repository: unknown,
  ): readonly import('retire').Component[];
}
