import {
  permissionOnlyActions,
  permissionOnlyServices,
  platformActions,
  platformServices,
} from '../../data/platform-actions.ts';

/**
 * Whether Lambda, or what AWS runs beside a function, may call an action in the function's name:
 * to log, to trace, to join a network, to poll a source, to put a failure aside, to read a key. Its
 * code never does, and the last call may be long ago.
 */
export function isOfPlatform(action: string): boolean {
  const name = action.toLowerCase();
  const [service = ''] = name.split(':');

  return platformServices.has(service) || platformActions.has(name);
}

/**
 * Whether an action is never called by its name: to IAM it is a permission to do something along
 * with another call, or with a protocol of its own, and so it never shows in what was accessed.
 */
export function isPermissionOnly(action: string): boolean {
  const name = action.toLowerCase();
  const [service = ''] = name.split(':');

  return permissionOnlyServices.has(service) || permissionOnlyActions.has(name);
}
