import type { CodeRoute } from '../../core/code-route.ts';
import type { DecidedChange, DecidedChanges } from '../../core/decided-change.ts';
import type { ApiRoute } from './api-route.ts';
import { keyOf } from './asked-by-code.ts';
import { isCalledSo } from './reached-code-routes.ts';

/** What the code does that requests decide; undefined where it was not read to the end. */
export type ReadChanges = DecidedChanges | undefined;

/**
 * Of a way in: of the routes of the code that are called so, and such of which no route is known. What of these changes something is of
 * another way, where that may write and this one reads.
 */
export function changesOfWay(
  changes: ReadChanges,
  way: Pick<ApiRoute, 'kind' | 'key'>,
  othersWrite: boolean,
): ReadChanges {
  const mayChange = !(othersWrite && readsByName.test(way.key));

  return (
    changes && {
      ...changes,
      changes: changes.changes.filter(({ kind, route }) =>
        // Messages of a WebSocket have no path.
        route && way.kind !== 'WebSocket' ? isCalledSo(way, route) : mayChange || kind === 'reads',
      ),
    }
  );
}

/** The same of a route of the code, by its own name, or where no more is known of the route of a change than its method or its path. */
export function changesOfRoute(
  changes: ReadChanges,
  route: CodeRoute,
  othersWrite: boolean,
): ReadChanges {
  const key = keyOf(route);
  const ofWay = changesOfWay(changes, { kind: 'HTTP', key }, othersWrite);

  return (
    ofWay && {
      ...ofWay,
      changes: ofWay.changes.filter(
        (each) => !each.route || keyOf(each.route) === key || inPart.test(keyOf(each.route)),
      ),
    }
  );
}

const inPart = /^ANY |\/\{\w{1,40}\+\}$/;

const readsByName = /^(?:GET|HEAD) |^\$(?:dis)?connect$/;

/** Whether it replaces what is there, whatever that is: who signs up by it takes the place of another. */
export function isBlind({ kind, isBlind: blindly }: DecidedChange): boolean {
  return kind === 'replaces' && blindly === true;
}

/** For the reader, of code that was read and shows nothing of it. */
export function undecidedLine({ isWhole }: DecidedChanges): string {
  const rest = isWhole ? '' : '; not all that it calls could be followed';

  return `its code was read: nothing is seen by which a request decides what is changed, sent or read${rest}`;
}
