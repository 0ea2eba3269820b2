/** The code could not be followed: what it does is unknown, and that is not "nothing". */
export class PythonNotAnalysed extends Error {
  override readonly name: string = 'PythonNotAnalysed';
}

/** The configured handler has no file in the archive. A layer may have it. */
export class HandlerMissing extends PythonNotAnalysed {
  override readonly name = 'HandlerMissing';
  /** The file that it names. */
  readonly path: string;

  constructor(message: string, path: string) {
    super(message);
    this.path = path;
  }
}
