import * as z from 'zod/mini';
import { compareTexts } from '../core/compare-texts.ts';
import { severities } from '../core/severity.ts';

/** What is mild in a function of a framework: it is reported of the account, with others of its kind. */
export type FrameworkFault = z.infer<typeof frameworkFault>;

const frameworkFault = z.object({
  check: z.string(),
  subject: z.string(),
  severity: z.enum(severities),
});

/** What one scanner last saw of a function that no team wrote. */
export type FrameworkNote = z.infer<typeof frameworkNote>;

export const frameworkNote = z.object({
  /** Absent of one that is a team's own after all. */
  framework: z.optional(
    z.object({
      name: z.string(),
      update: z.string(),
      /** Of one whose faults stay its own findings: it is noted without any. */
      byFreeTag: z.optional(z.literal(true)),
    }),
  ),
  faults: z.array(frameworkFault),
});

/** A note as it is read again. */
export interface NotedFramework extends FrameworkNote {
  /** It has to be written anew, before it is forgotten. */
  readonly isOld: boolean;
}

/** A function of a framework, with what all scanners have noted of it. */
export interface FrameworkFaults {
  /** ARN. */
  readonly arn: string;
  readonly framework: NonNullable<FrameworkNote['framework']>;
  readonly faults: readonly FrameworkFault[];
}

/** Faults of one function that a note has room for: more are as many to a reader. */
const MOST_FAULTS = 100;

/** In a fixed order, so that the same faults are the same note. */
export function noteOf(
  framework: FrameworkNote['framework'],
  faults: readonly FrameworkFault[],
): FrameworkNote {
  const named = new Map(faults.map((fault) => [`${fault.check} ${fault.subject}`, fault]));

  return {
    ...(framework && { framework: frameworkOf(framework) }),
    faults: [...named]
      .sort(([a], [b]) => compareTexts(a, b))
      .slice(0, MOST_FAULTS)
      .map(([, { check, subject, severity }]) => ({ check, subject, severity })),
  };
}

function frameworkOf({ name, update, byFreeTag }: NonNullable<FrameworkNote['framework']>) {
  return { name, update, ...(byFreeTag && { byFreeTag }) };
}

export function isSameNote(one: FrameworkNote, other: FrameworkNote): boolean {
  const [a, b] = [one, other].map((note) => JSON.stringify(frameworkNote.parse(note)));

  return a === b;
}
