import { isForOthers } from './options.ts';
import type { Parameter } from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Expression, FunctionNode } from './syntax.ts';
import type { Site, Values } from './value.ts';

/** Whether something is so of what each call gives a parameter: all are known, and they are few. */
export function everyCallGives(
  { of, index }: Parameter,
  values: Values,
  isSo: (given: Expression) => boolean,
): boolean {
  return everySiteIs(of, values, (site) => {
    const given = argumentFor(site, of, index);
    return given !== undefined && isSo(given);
  });
}

/** Whether something is so of each call of a function: all are known, and they are few. */
export function everySiteIs(
  of: FunctionNode,
  values: Values,
  isSo: (site: Site) => boolean,
): boolean {
  if (mayBeCalledByOthers(of, values)) return false;
  const sites = values.sitesOf(of);

  return sites.length > 0 && sites.length <= MOST_SITES && sites.every(isSo);
}

/** Of a function that more calls have, none is looked at. */
export const MOST_SITES = 8;

/** Whether Lambda, a framework or what it is handed to calls a function as well. */
export function mayBeCalledByOthers(of: FunctionNode, values: Values): boolean {
  return values.isStarted(of) || values.isHandedOn(of) || isForOthers(of, values);
}
