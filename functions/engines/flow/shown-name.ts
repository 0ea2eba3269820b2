/** A name out of foreign code, which may be as long as its author likes. */
export function shownName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}

const LONGEST = 60;
