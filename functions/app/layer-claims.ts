import * as z from 'zod/mini';
import { daysBefore } from '../core/days-before.ts';
import { deniedCallIn } from '../domain/denied-call.ts';
import { attempt } from './collectors.ts';
import type { FactStore, FindingsStore } from './ports.ts';
import { staleBefore } from './stale.ts';

export interface LayerClaimsProps {
  /** Facts of all accounts. */
  readonly facts: FactStore;
  readonly findings: Pick<FindingsStore, 'read'>;
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
 * a half, by which it is not used any more, or which cannot be entered, others take it over. So they do of
 * one to which AWS denied something of it, for its publisher shares a layer with each account by itself.
 */
export async function claimedLayers(
  props: LayerClaimsProps,
  layers: readonly string[],
): Promise<readonly string[]> {
  const { facts, scanner, account, sweep } = props;
  const idOf = (layer: string) => `${scanner} ${layer}`;
  const stored = await facts.read(KIND, layers.map(idOf));

  const claimOf = (layer: string) => schema.safeParse(stored.get(idOf(layer))).data;
  const claimed = layers.filter((layer) => isClaimed(claimOf(layer), props));

  const claims = claimed.map(async (layer): Promise<[string, Claim]> => {
    const before = claimOf(layer);
    const claim =
      before?.account === account
        ? await claimedAgain(before, layer, props)
        : { account, since: sweep, sweep, denied: deniedOf(before, props) };

    return [idOf(layer), claim];
  });
  await facts.write(KIND, new Map(await Promise.all(claims)));

  return claimed;
}

function isClaimed(claim: Claim | undefined, { account, sweep }: LayerClaimsProps): boolean {
  if (claim === undefined || claim.account === account) return true;

  const lately = staleBefore(new Date(sweep));
  // It lets the others try for a night.
  if (claim.denied.includes(account)) return claim.sweep < daysBefore(lately, 1);
  return claim.since >= sweep || claim.sweep < lately;
}

/** As it was where AWS denied something of the layer last: the account looks until another takes over. */
async function claimedAgain(
  claim: Claim,
  layer: string,
  { findings, scanner, account, sweep }: LayerClaimsProps,
): Promise<Claim> {
  const others = claim.denied.filter((one) => one !== account);
  const stored = await attempt(() => findings.read(scanner, layer));
  const gaps = stored.known ? (stored.value.coverage?.gaps ?? []) : [];
  const isDenied = gaps.some(({ reason }) => deniedCallIn(reason) !== undefined);

  return isDenied
    ? { ...claim, denied: [...others, account] }
    : { ...claim, sweep, denied: others };
}

/** Those that were denied it before; none once one of them tries again, after all others have. */
function deniedOf(before: Claim | undefined, { account }: LayerClaimsProps): readonly string[] {
  return before === undefined || before.denied.includes(account) ? [] : before.denied;
}

const KIND = 'layer claim';

const schema = z.object({
  account: z.string(),
  /** Since which sweep the account has it. */
  since: z.string(),
  /** In which it looked at it last, and nothing of it had been denied. */
  sweep: z.string(),
  /** Accounts to which AWS denied something of the layer. */
  denied: z._default(z.readonly(z.array(z.string())), []),
});
type Claim = z.infer<typeof schema>;
