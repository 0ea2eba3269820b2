/** The code could not be followed: what it does is unknown, and that is not "nothing". */
export class PythonNotAnalysed extends Error {
  override readonly name = 'PythonNotAnalysed';
}
