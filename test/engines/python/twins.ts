import { weaknessesIn } from './weaknesses-in.ts';

/** Of each refusal, sources that have it, and sources that seem to and let through what they should not. */
export type Twins = Readonly<
  Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>
>;

/** The kinds of what is critical or high in one file, `app.py`. */
export function graveIn(source: string): readonly string[] {
  return weaknessesIn(source)
    .filter(
      ({ kind, severity }) =>
        !/log|error|event-returned/.test(kind) && severity !== 'low' && severity !== 'medium',
    )
    .map(({ kind }) => kind);
}
