import * as z from 'zod/mini';

/** What of a finding can be counted, so that reports can rank by it and add it up. */
export type Figures = z.infer<typeof figuresSchema>;

export const figuresSchema = z.object({
  /** Which to fix first: from 0 to 100, the higher the sooner. Only findings that join others have one. */
  score: z.exactOptional(z.number()),
  /** US dollars an hour that an attacker can make the account spend. */
  usdPerHour: z.exactOptional(z.number()),
  /** US dollars that it costs a month as it stands. */
  usdPerMonth: z.exactOptional(z.number()),
});

/** The higher score first: a finding that joins others says more than they do, and goes before them. */
export function compareScores(a: HasFigures, b: HasFigures): number {
  return (b.figures?.score ?? 0) - (a.figures?.score ?? 0);
}

interface HasFigures {
  readonly figures?: Figures | undefined;
}
