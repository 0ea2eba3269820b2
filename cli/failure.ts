/** Why a command could not do what it was asked for: one sentence, for its user. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
