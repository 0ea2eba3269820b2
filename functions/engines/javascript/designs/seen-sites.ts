import { nameOfFunction } from '../sites.ts';
import type { FunctionNode } from '../syntax.ts';
import type { Site, Values } from '../value.ts';

/** Where a function is called; undefined where it may be called elsewhere, too: by its name, of what is not known. */
export function seenSites(values: Values, of: FunctionNode): readonly Site[] | undefined {
  const sites = values.sitesOf(of);
  const name = nameOfFunction(of);
  if (sites.length === 0 || sites.length > MOST_SITES) return undefined;
  const mayBeElsewhere =
    name !== undefined &&
    values
      .callsOf(name)
      .some(
        (call) =>
          values.valuesOf(call.callee).length === 0 && !sites.some((site) => site.call === call),
      );

  return mayBeElsewhere ? undefined : sites;
}

const MOST_SITES = 8;
