import type { Known } from '../core/known.ts';
import { accountOf } from '../core/target.ts';
import type { EntryPoint } from '../domain/exposure/entry-point.ts';
import { isByAllOfIot, namedIotCallers } from '../domain/exposure/iot-entry-points.ts';
import type { TriggerSource } from '../domain/exposure/trigger-source.ts';

/**
 * That rules and authorizers of AWS IoT could not be read, a reason each: a client that no one knows may come by one of
 * them.
 *
 * @param arn of the function.
 */
export function unreadIotCallers(
  ways: readonly EntryPoint[],
  arn: string,
  sources: Known<readonly TriggerSource[]>,
): readonly string[] {
  const read = new Set(sources.known ? sources.value.map((source) => source.arn) : []);
  const reason = sources.known ? sources.incomplete : sources.reason;
  const isUnread = namedIotCallers(ways).some(
    (each) => accountOf(each) === accountOf(arn) && !read.has(each),
  );
  const isListedInPart = ways.some(isByAllOfIot) && reason !== undefined;

  return isUnread || isListedInPart
    ? [`the rules and authorizers of AWS IoT that may run it: ${reason ?? 'they were not read'}`]
    : [];
}
