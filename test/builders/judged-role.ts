import { noControls } from '../../functions/engines/iam/index.ts';
import { roleNamed } from '../fakes/targets.ts';
import { roleOf, type Written } from './role-of.ts';

/** The facts of a role that checks of what it may do ask for. */
export function judgedRole(
  documents: readonly (readonly Written[])[],
  boundary?: readonly Written[],
) {
  return {
    permissions: roleOf(documents, boundary),
    configuration: roleNamed('orders'),
    now: '2026-11-25T03:00:00.000Z',
    controls: noControls,
    onward: [],
    openFunctions: [],
    callsShown: false,
  };
}
