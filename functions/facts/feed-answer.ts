import { attempt } from '../app/collectors.ts';
import type { FeedAnswer } from '../app/ports.ts';

/** What a feed answers. A feed that fails answers `nothing`, and `unseen` says why. */
export async function feedAnswer<T>(
  ask: () => FeedAnswer<T> | Promise<FeedAnswer<T>>,
  nothing: T,
): Promise<FeedAnswer<T>> {
  const answer = await attempt(ask);

  return answer.known ? answer.value : { value: nothing, unseen: answer.reason };
}
