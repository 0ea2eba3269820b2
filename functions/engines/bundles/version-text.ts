/** The version that a text is, alone, with a `v`, or behind a name, as in `jose/v5.6.0`. */
export function versionIn(text: string): string | undefined {
  return text.length < LONGEST ? whole.exec(text)?.[1] : undefined;
}

const whole = /^(?:@?[a-z][\w.-]*[/@ ])*v?(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)$/i;

/** Characters. */
const LONGEST = 60;
