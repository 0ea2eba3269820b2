import { sentenceFor } from '../sentence-for.ts';

/** One thing that the product needs, and how it is. */
export interface Diagnosis {
  /** `credentials` */
  readonly about: string;
  readonly state: 'ok' | 'not ok' | 'unknown';
  /** What was seen, or why it could not be. Hostile text. */
  readonly detail: string;
  /** Each of several things that the detail is about, a line each. Hostile text. */
  readonly each?: readonly string[] | undefined;
  /** What to do where it is not ok, or to make it known: lines to read or copy. */
  readonly toDo?: readonly string[] | undefined;
}

/** What comes of asking. A question that fails is no answer: it is unknown, and says why. */
export async function diagnosed(
  about: string,
  ask: () => Promise<Omit<Diagnosis, 'about'>>,
): Promise<Diagnosis> {
  try {
    return { about, ...(await ask()) };
  } catch (error) {
    return { about, state: 'unknown', detail: sentenceFor(error) };
  }
}
