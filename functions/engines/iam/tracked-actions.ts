import { trackedActionLines } from '../../data/tracked-actions.ts';

/**
 * Whether IAM says when a role last tried an action. Of an action that it does not track, "never
 * accessed" proves nothing; neither does it of one that is not known here.
 *
 * @param action `service:Action`, in whichever case.
 */
export function isTracked(action: string): boolean {
  return trackedActions().has(action.toLowerCase());
}

let known: ReadonlySet<string> | undefined;

function trackedActions(): ReadonlySet<string> {
  known ??= new Set(
    trackedActionLines
      .toLowerCase()
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [service, ...names] = line.split(' ');
        return names.map((name) => `${service}:${name}`);
      }),
  );

  return known;
}
