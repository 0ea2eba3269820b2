/** The code could not be followed: what it does is unknown, and that is not "nothing". */
export class CodeNotAnalysed extends Error {
  override readonly name: string = 'CodeNotAnalysed';
}

/** The configured handler has no file in the archive. A layer may have it. */
export class HandlerMissing extends CodeNotAnalysed {
  override readonly name = 'HandlerMissing';
  /** The file that it names, as a reader would look for it. */
  readonly path: string;

  constructor(message: string, path: string) {
    super(message);
    this.path = path;
  }
}
