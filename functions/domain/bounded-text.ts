import { fingerprint } from '../core/fingerprint.ts';
import { withoutSecrets } from '../engines/secrets/index.ts';

/** A key of the table has room for 1,024 bytes, and a character takes four at most. */
const MOST_SUBJECT = 200;

/** A subject as it is stored. Two that differ only in what is cut off still differ. */
export function boundedSubject(whole: string): string {
  const subject = withoutSecrets(whole);
  if (subject.length <= MOST_SUBJECT && subject.isWellFormed()) return subject;

  return `${cut(subject, MOST_SUBJECT - 13)}…${fingerprint(subject).slice(0, 12)}`;
}

/**
 * Half a character is stored as another one, and would seem to have changed every night. Half a
 * secret would no longer look like one.
 */
export function cut(text: string, most: number): string {
  return withoutSecrets(text).slice(0, most).toWellFormed();
}
