import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { HandlerOfLayer, Package } from './package.ts';

/** Functions that are named of those that use a layer; more are counted. */
const MOST_NAMED = 5;

export const NOT_REACHABLE = 'not reachable from the handler';

type Copies = readonly Pick<Package, 'importedBy' | 'handlers' | 'evidence'>[];

/**
 * Whether the handler reaches a package, in as few words as a summary takes; empty where that is not
 * known, and where it goes without saying.
 */
export function importInBrief(copies: Copies): string {
  const users = usersOf(copies);
  if (users.length === 0) {
    const way = wayTo(copies.map(({ importedBy }) => importedBy));
    if (way === undefined) return '';
    return way.length > 0 ? 'the handler imports it' : NOT_REACHABLE;
  }

  const reaching = users.filter(({ importedBy }) => importedBy && importedBy.length > 0);
  if (reaching.length > 0)
    return `${counted(reaching.length, 'handler')} ${reaching.length === 1 ? 'imports' : 'import'} it`;
  return users.every(({ importedBy }) => importedBy) ? 'not reachable from any handler' : '';
}

/** The same with the way, for evidence. */
export function linesOfImport(copies: Copies): readonly Evidence[] {
  const users = usersOf(copies);
  if (users.length > 0) return linesOfUsers(users);
  // What is built into the program that runs is there, reachable or not.
  if (copies.every(({ evidence }) => evidence.channel === 'build info')) return [];

  const way = wayTo(copies.map(({ importedBy }) => importedBy));
  const [file] = way ?? [];
  return [{ text: importOf('the handler', way), ...(file !== undefined && { path: file }) }];
}

/** @param handler `the handler`, `the handler of orders` */
function importOf(handler: string, way: readonly string[] | undefined): string {
  if (way === undefined) return `${handler} may import it: that is not known`;
  const [file, ...through] = way;
  if (file === undefined) return `not reachable from ${handler}, as manifests show`;

  return through.length > 0
    ? `${handler} imports ${through.join(' → ')}, which leads to it`
    : `${handler} imports it`;
}

/** Some way if there is one; none if there is none to any copy; else undefined. */
function wayTo(ways: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const known = ways.filter((way) => way !== undefined);
  const [first] = known.filter((way) => way.length > 0).toSorted((a, b) => a.length - b.length);

  return first ?? (ways.length > 0 && known.length === ways.length ? [] : undefined);
}

/** Each function once, with its way to any of the copies. */
function usersOf(copies: Copies): readonly HandlerOfLayer[] {
  const byArn = Map.groupBy(
    copies.flatMap(({ handlers = [] }) => handlers),
    ({ arn }) => arn,
  );

  return [...byArn].map(([arn, all]) => ({
    arn,
    importedBy: wayTo(all.map(({ importedBy }) => importedBy)),
  }));
}

/** Functions that reach it first, then those of which that is not known, then those that do not. */
function linesOfUsers(users: readonly HandlerOfLayer[]): readonly Evidence[] {
  const reaching = users.filter(({ importedBy }) => importedBy && importedBy.length > 0);
  const undecided = users.filter(({ importedBy }) => importedBy === undefined);
  const others = users.filter(({ importedBy }) => importedBy?.length === 0);

  return [reaching, undecided, others].flatMap((alike) => {
    const more = alike.length - MOST_NAMED;
    return [
      ...alike.slice(0, MOST_NAMED).map(lineOfUser),
      ...(more > 0 ? [{ text: `and so with ${counted(more, 'other function')}` }] : []),
    ];
  });
}

function lineOfUser({ arn, importedBy }: HandlerOfLayer): Evidence {
  const [file] = importedBy ?? [];
  const where = file === undefined ? '' : `, in ${file}`;

  return { text: `${importOf(`the handler of ${arn}`, importedBy)}${where}` };
}
