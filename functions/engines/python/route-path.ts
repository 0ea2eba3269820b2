/** What a route lets through for a name: one step of a path, several, or a number and the like. */
export type PlaceInPath = 'one step' | 'any' | 'converted';

/**
 * Of `/a/<name>`, `/a/<int:name>`, `/a/<name:path>`, `/a/{name}`, `/a/{name:path}` and the patterns
 * of Django; undefined where the path does not hold the name.
 */
export function placeInPath(path: string, name: string): PlaceInPath | undefined {
  for (const [before, open] of openings) {
    for (let at = path.indexOf(open); at >= 0; at = path.indexOf(open, at + 1)) {
      const end = path.indexOf(closing[open] ?? '', at);
      const parts = path.slice(at + 1, end < 0 ? undefined : end).split(':');
      if (!parts.includes(name)) continue;
      if (path.slice(Math.max(0, at - before.length), at) === before && before !== '') return 'any';
      return placeOf(parts.filter((part) => part !== name));
    }
  }
  return undefined;
}

/** In a pattern of Django, anything may stand between the name and its end. */
const openings = [
  ['(?P', '<'],
  ['', '{'],
] as const;

const closing: Readonly<Record<string, string>> = { '<': '>', '{': '}' };

function placeOf([converter = '']: readonly string[]): PlaceInPath {
  const [name = ''] = converter.split('(');
  if (converted.has(name)) return 'converted';

  return whole.has(name) ? 'one step' : 'any';
}

const converted: ReadonlySet<string> = new Set(['int', 'float', 'uuid', 'bool', 'slug']);

const whole: ReadonlySet<string> = new Set(['', 'string', 'str', 'default']);
