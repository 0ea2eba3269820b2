/** What a file of plain code does with clients of AWS: see `plainFile` of each language. */
export interface PlainFile {
  /** Where a method of a client of AWS is called. */
  readonly calls: readonly Span[];
  /** Names by which other files may get at a client: all of a module's are theirs in Python. */
  readonly shared: readonly string[];
  /** Names that it may ask other files for. */
  readonly taken: ReadonlySet<string>;
  /** Names of the environment variables that it reads: of none else does it get the value. */
  readonly variables: ReadonlySet<string>;
  /** Packages that it imports, which neither call AWS nor run what is not written there. */
  readonly packages: ReadonlySet<string>;
  /** Whether a framework that it imports might read files by it, or what these say. */
  readonly readsFiles: boolean;
}

/** In UTF-16 units from the begin of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Whether what a file imports by a name is a file of the archive, or data in it. It is asked for each name
 * that may be one, and by what it is asked for it is known which files run.
 */
export type IsHere = (name: string) => boolean;

/** Names and texts of ways to call AWS, or to send code away, without a client. */
export function isTelltale(text: string): boolean {
  return telltale.test(text) && text.toLowerCase() !== 'access-control-allow-credentials';
}

const telltale =
  /credential|providerchain|defaultprovider|signaturev4|aws4|(?:secret_access_key|session_token)$|\/environ|277[23]|(?:s3|sqs):\/\//i;
