import * as z from 'zod/mini';
import type { Mark, MarkedThing } from '../../core/mark.ts';
import { severities } from '../../core/severity.ts';
import { affectedVersions } from './affected.ts';

/** A known fault of one package. */
export type Advisory = Readonly<z.infer<typeof advisorySchema>>;

/** Reads an advisory back from storage. */
export const advisorySchema = z.object({
  /** As OSV names it: GHSA, PYSEC, MAL and others. */
  id: z.string(),
  /** What others call it, CVE among them. */
  aliases: z.readonly(z.array(z.string())),
  severity: z.enum(severities),
  /** False where it has no rating: it then counts as medium. */
  rated: z.boolean(),
  /** One line; empty where the record has none. */
  summary: z.string(),
  url: z.string(),
  /** By CISA. */
  knownExploited: z.boolean(),
  /** How likely it is to be exploited within thirty days, by EPSS. From 0 to 1. */
  likelihood: z.optional(z.number()),
  affected: affectedVersions,
  /** Classes of weaknesses that it is filed under: `CWE-502`. Absent where the record names none. */
  weaknesses: z.optional(z.readonly(z.array(z.string()))),
  /** What of a Go module is at fault; undefined where the record does not say. */
  imports: z.optional(
    z.readonly(
      z.array(z.readonly(z.object({ path: z.string(), symbols: z.readonly(z.array(z.string())) }))),
    ),
  ),
  /** Whether that is in the program; undefined where that is not known. */
  linked: z.optional(z.boolean()),
});

/** Whether the package itself is the attack. */
export function isMalicious(advisory: Pick<Advisory, 'id' | 'aliases'>): boolean {
  return namesOf(advisory).some((name) => name.startsWith('MAL-'));
}

/** All that it is called. */
export function namesOf({ id, aliases }: Pick<Advisory, 'id' | 'aliases'>): readonly string[] {
  return [id, ...aliases];
}

/** What a finding about them stands for: an advisory under any of its names, and that it is used. */
export function advisoryMark(advisories: readonly Advisory[]): Mark {
  const used = advisories.filter(
    ({ knownExploited, linked }) => knownExploited && linked !== false,
  );

  return [
    ...advisories.map(({ id, aliases }): MarkedThing => [id, ...aliases]),
    ...used.map(
      ({ id, aliases }): MarkedThing => [
        `attacks by ${id}`,
        ...aliases.map((alias) => `attacks by ${alias}`),
      ],
    ),
  ];
}

/** Its numbers in the list that most others refer to. */
export function cvesOf(advisory: Pick<Advisory, 'id' | 'aliases'>): readonly string[] {
  return namesOf(advisory).filter((name) => /^CVE-\d{4}-\d{4,}$/.test(name));
}
