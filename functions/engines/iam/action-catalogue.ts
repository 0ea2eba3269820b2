import { iamActionLines } from '../../data/iam-actions.ts';
import { hasWildcard, matches } from './wildcard.ts';

/** An action that AWS has. */
export interface CatalogueAction {
  /** `s3:GetObject`. */
  readonly name: string;
  readonly access: 'read' | 'list' | 'write' | 'tagging' | 'permissions management';
  /** Whether a policy can name the resources that it is about; some are about none. */
  readonly takesResource: boolean;
}

/** What a pattern of actions stands for today; nothing, when AWS knows no such action. */
export function actionsMatching(pattern: string): readonly CatalogueAction[] {
  const wanted = pattern.toLowerCase();

  return linesFor(wanted).flatMap((line) => {
    const actions = actionsIn(line);

    return matchingIn(line, wanted).flatMap((at) => actions[at] ?? []);
  });
}

/** The places in the catalogue of what a pattern stands for. */
export function placesMatching(pattern: string): readonly number[] {
  const wanted = pattern.toLowerCase();

  return linesFor(wanted).flatMap((line) => matchingIn(line, wanted).map((at) => line.first + at));
}

/**
 * Where an action stands among those of its service, from 0; undefined when AWS knows no such action.
 *
 * @param action `service:Action`, in whichever case.
 */
export function placeInService(
  action: string,
): { readonly service: string; readonly place: number } | undefined {
  const name = action.toLowerCase();
  const line = catalogue().lines.get(name.split(':')[0] ?? '');
  const place = line ? namesIn(line).indexOf(name) : -1;

  return line && place >= 0 ? { service: line.service, place } : undefined;
}

/** Every action that AWS has, each in its place. */
export function wholeCatalogue(): readonly CatalogueAction[] {
  whole ??= [...catalogue().lines.values()].flatMap(actionsIn);

  return whole;
}

export function catalogueSize(): number {
  return catalogue().size;
}

/** Prefixes of the services that a pattern of them stands for. */
export function servicesMatching(pattern: string): readonly string[] {
  const { lines } = catalogue();
  const wanted = pattern.toLowerCase();

  return [...lines.keys()].filter((service) => matches(wanted, service));
}

export function changesThings({ access }: CatalogueAction): boolean {
  return access === 'write' || access === 'permissions management';
}

interface Line {
  readonly service: string;
  /** The place of its first action. */
  readonly first: number;
  readonly cells: readonly string[];
  names?: readonly string[];
  places?: ReadonlyMap<string, number>;
  actions?: readonly CatalogueAction[];
}

const accessByLetter: ReadonlyMap<string, CatalogueAction['access']> = new Map([
  ['r', 'read'],
  ['l', 'list'],
  ['w', 'write'],
  ['t', 'tagging'],
  ['p', 'permissions management'],
]);

interface Catalogue {
  readonly size: number;
  readonly lines: ReadonlyMap<string, Line>;
}

let decoded: Catalogue | undefined;
let whole: readonly CatalogueAction[] | undefined;

function catalogue(): Catalogue {
  decoded ??= decode();

  return decoded;
}

/** Half a megabyte, of which most nights need a few lines: their actions are read when asked for. */
function decode(): Catalogue {
  const lines = new Map<string, Line>();
  let first = 0;

  for (const line of iamActionLines.trim().split('\n')) {
    const [service = '', ...cells] = line.split(' ');
    lines.set(service, { service, first, cells });
    first += cells.length;
  }
  return { size: first, lines };
}

/** @param wanted in lower case. */
function linesFor(wanted: string): readonly Line[] {
  const { lines } = catalogue();
  const [service = ''] = wanted.split(':');
  const own = lines.get(service);

  if (own) return [own];
  return [...lines.values()].filter((line) => matches(service, line.service));
}

/**
 * The places in a line of what a pattern stands for. Most patterns are names, of which policies are full.
 *
 * @param wanted in lower case.
 */
function matchingIn(line: Line, wanted: string): readonly number[] {
  if (hasWildcard(wanted)) {
    return namesIn(line).flatMap((name, at) => (matches(wanted, name) ? [at] : []));
  }

  line.places ??= new Map(namesIn(line).map((name, at) => [name, at]));
  const at = line.places.get(wanted);
  return at === undefined ? [] : [at];
}

/** In lower case. */
function namesIn(line: Line): readonly string[] {
  line.names ??= line.cells.map((cell) => `${line.service}:${cell.slice(1)}`.toLowerCase());

  return line.names;
}

function actionsIn(line: Line): readonly CatalogueAction[] {
  line.actions ??= line.cells.map((cell) => {
    const letter = cell.charAt(0);

    return {
      name: `${line.service}:${cell.slice(1)}`,
      access: accessByLetter.get(letter.toLowerCase()) ?? 'write',
      takesResource: letter !== letter.toLowerCase(),
    };
  });

  return line.actions;
}
