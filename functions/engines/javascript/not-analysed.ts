/** The code could not be followed: what it does is unknown, and that is not "nothing". */
export class JavaScriptNotAnalysed extends Error {
  override readonly name: string = 'JavaScriptNotAnalysed';
}

/** The configured handler has no file in the archive. A layer may have it. */
export class HandlerMissing extends JavaScriptNotAnalysed {
  override readonly name = 'HandlerMissing';
  /** The file that it names, without an ending. */
  readonly base: string;

  constructor(message: string, base: string) {
    super(message);
    this.base = base;
  }
}
