import { attempt } from '../functions/app/collectors.ts';
import { closestOrAll } from '../functions/domain/closest.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

/**
 * A region that is mistyped, or not enabled, would pass for one without functions.
 *
 * @param enabled lists the regions of the account. Where it cannot, a line on stderr says so: a region
 * that there is not is a gap of the audit then.
 * @throws Failure that names the regions there are.
 */
export async function refuseUnknownRegions(
  regions: readonly string[],
  enabled: () => Promise<readonly string[]>,
  terminal: Pick<Terminal, 'err'>,
): Promise<void> {
  if (regions.length === 0) return;
  const known = await attempt(enabled);

  if (!known.known) {
    terminal.err(printable(`regions are taken as they were given: ${known.reason}`));
    return;
  }
  const unknown = regions.find((region) => !known.value.includes(region));
  if (unknown === undefined) return;

  const sentence = `the account has no region ${unknown} that is enabled`;
  throw new Failure(closestOrAll(sentence, unknown, known.value, 'it has'));
}
