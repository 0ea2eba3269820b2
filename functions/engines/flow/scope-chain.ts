/** A region of code, within others. */
interface Region<Of> {
  readonly up: Of | undefined;
  /** Innermost function that it belongs to; none at the top of a file. */
  readonly function: unknown;
}

/** Whether a scope is another or lies in it. */
export function isWithin<Scope extends Region<Scope>>(inner: Scope, outer: Scope): boolean {
  for (let scope: Scope | undefined = inner; scope; scope = scope.up) {
    if (scope === outer) return true;
  }
  return false;
}

/** Whether code of `scope` runs in a function or in one written in it. */
export function isInFunction<Scope extends Region<Scope>>(
  scope: Scope,
  of: Scope['function'],
): boolean {
  for (let at: Scope | undefined = scope; at; at = at.up) {
    if (at.function === of) return true;
  }
  return false;
}
