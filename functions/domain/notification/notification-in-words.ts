import { type FactWords, factInWords } from '../gap-in-words.ts';
import type { Notification } from './notification.ts';

/** The same for people: what could not be seen is named in words. Machines get the names of facts. */
export function notificationInWords(notification: Notification, words: FactWords): Notification {
  return { ...notification, gaps: notification.gaps.map((gap) => gapInWords(gap, words)) };
}

function gapInWords(
  gap: Notification['gaps'][number],
  words: FactWords,
): Notification['gaps'][number] {
  const { fact, facts } = gap;

  return {
    ...gap,
    fact: factInWords(fact, words),
    ...(facts && { facts: facts.map((each) => factInWords(each, words)) }),
  };
}
