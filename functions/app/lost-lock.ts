/**
 * What was read of a target has changed since, and nothing of it was written: another worker recorded
 * it, or a user changed one of its findings. Read it again, and what is stored may do.
 */
export class LostLock extends Error {
  override readonly name = 'LostLock';

  /** @param target ARN. */
  constructor(target: string, options?: ErrorOptions) {
    super(`the lock on ${target} is lost: it was recorded or changed meanwhile`, options);
  }
}
