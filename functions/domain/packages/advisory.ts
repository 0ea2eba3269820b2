import * as z from 'zod/mini';
import { severities } from '../check.ts';
import { affectedVersions } from './affected.ts';

/** A known fault of one package. */
export type Advisory = z.infer<typeof advisorySchema>;

export const advisorySchema = z.object({
  /** As OSV names it: GHSA, PYSEC, MAL and others. */
  id: z.string(),
  /** What others call it, CVE among them. */
  aliases: z.readonly(z.array(z.string())),
  severity: z.enum(severities),
  /** False where nobody has rated it: it then counts as medium. */
  rated: z.boolean(),
  /** One line; empty where the record has none. */
  summary: z.string(),
  url: z.string(),
  /** By CISA. */
  knownExploited: z.boolean(),
  affected: affectedVersions,
});

/** Whether the package itself is the attack. */
export function isMalicious({ id, aliases }: Advisory): boolean {
  return [id, ...aliases].some((name) => name.startsWith('MAL-'));
}

/** That it is known to be exploited outweighs any rating, and the want of one. */
export function markExploited(advisory: Advisory, exploited: ReadonlySet<string>): Advisory {
  const isExploited = [advisory.id, ...advisory.aliases].some((name) => exploited.has(name));

  return isExploited
    ? { ...advisory, knownExploited: true, severity: 'critical', rated: true }
    : advisory;
}
