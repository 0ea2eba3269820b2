import { attempt } from '../app/collectors.ts';
import type { FeedAnswer } from '../app/ports.ts';

/** What a feed tells. One that cannot tell has told nothing, and why is among what is not seen. */
export async function heard<T>(
  ask: () => FeedAnswer<T> | Promise<FeedAnswer<T>>,
  nothing: T,
): Promise<FeedAnswer<T>> {
  const answer = await attempt(ask);

  return answer.known ? answer.value : { value: nothing, unseen: answer.reason };
}
