import * as z from 'zod/mini';
import type { FactStore } from './ports.ts';
import { staleBefore } from './stale.ts';

export interface LayerClaimsProps {
  /** Facts of all accounts. */
  readonly facts: FactStore;
  /** Each scanner has claims of its own: one that cannot enter an account claims nothing there. */
  readonly scanner: string;
  /** Twelve digits. */
  readonly account: string;
  /** When the sweep began, for all accounts at once. ISO 8601 in UTC. */
  readonly sweep: string;
}

/**
 * Of the layers that an account uses, those that its sweep looks at. A layer version is one target for
 * all accounts that use it, and what is asked about it is who uses it in all of them: were it looked at
 * for each of them, the work of a night would grow with the square of the accounts.
 *
 * So the account that looked at it in an earlier sweep does so again, and in the sweep in which one is
 * first met, each: who is the last sees all users. Of an account that has not claimed it for a night and
 * a half, by which it is not used any more, or which cannot be entered, others take it over.
 */
export async function claimedLayers(
  { facts, scanner, account, sweep }: LayerClaimsProps,
  layers: readonly string[],
): Promise<readonly string[]> {
  const idOf = (layer: string) => `${scanner} ${layer}`;
  const stored = await facts.read(KIND, layers.map(idOf));
  const lately = staleBefore(new Date(sweep));

  const claimOf = (layer: string) => schema.safeParse(stored.get(idOf(layer))).data;

  const claimed = layers.filter((layer) => {
    const claim = claimOf(layer);
    if (claim === undefined || claim.account === account) return true;

    return claim.since >= sweep || claim.sweep < lately;
  });
  const claims = claimed.map((layer): [string, Claim] => {
    const before = claimOf(layer);
    const since = before?.account === account ? before.since : sweep;

    return [idOf(layer), { account, since, sweep }];
  });
  await facts.write(KIND, new Map(claims));

  return claimed;
}

const KIND = 'layer claim';

/** Since which sweep the account has it, and in which it looked at it last. */
const schema = z.object({ account: z.string(), since: z.string(), sweep: z.string() });
type Claim = z.infer<typeof schema>;
