import type { Places } from './evidence.ts';
import type { Flow } from './flow.ts';
import { isKnown, packageIn } from './known-packages.ts';
import type { Unread } from './modules.ts';
import type { Call } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Where the event goes and is not followed: into a package that is not listed, whose code is not
 * read.
 */
export function unfollowedIn(flow: Flow, places: Places): readonly Unread[] {
  const found = [...flow.lost].flatMap((call): readonly Unread[] => {
    const name = unknownName(flow, call);
    if (flow.hits.has(call) || name === undefined) return [];

    const { path, line } = places.of(call);
    const reason = `the event is passed to ${name}, which is not followed`;
    return [{ path: `${path}, line ${line}`, reason }];
  });

  return found.slice(0, MOST_LOST);
}

/** `app.include_router(users.router)`, where users is not in the archive: its routes are not read. */
export function unreadRoutesIn(values: Values, places: Places): readonly Unread[] {
  const calls = ['include_router', 'register_blueprint', 'include_routes'].flatMap((name) =>
    values.callsOf(name),
  );

  return calls.flatMap((call): readonly Unread[] => {
    const [given] = call.arguments;
    const name = given && values.namesOf(given.value).find(isMissing);
    if (name === undefined) return [];

    const { path, line } = places.of(call);
    const reason = `the routes of ${name} are not read: no such module is in the archive`;
    return [{ path: `${path}, line ${line}`, reason }];
  });
}

/** Neither of a known package nor built in. */
function isMissing(name: string): boolean {
  const of = packageIn(name);

  return of !== undefined && !isKnown(of);
}

/** Of a function; a reader is shown the first. */
const MOST_LOST = 10_000;

function unknownName(flow: Flow, { callee }: Call): string | undefined {
  const names = flow.values.namesOf(callee);

  return names.map(packageIn).find((name) => name !== undefined && !isKnown(name));
}
