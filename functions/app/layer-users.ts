import * as z from 'zod/mini';
import { regionOf } from '../core/target.ts';
import type { FactStore } from './ports.ts';
import type { FunctionsOf, SweptResources } from './surveys.ts';

/**
 * A layer version is one target, whichever accounts use it. So each account stores which functions
 * use which, and reads what the others have stored: none says that a layer is unused that another
 * account uses.
 */
export interface LayerUsers {
  /** Of the layers of a region that could not be listed, as it was last listed. */
  readonly functionsOfLayer: FunctionsOf;
  /** Why there may be more users in the account. */
  readonly unlisted: readonly string[];
  /** Whether each of its regions was listed at some time: else it may use any layer. */
  readonly isWhole: boolean;
}

/** Stores what a sweep of an account has met. */
export async function noteLayerUsers(
  facts: FactStore,
  account: string,
  { functionsOfLayer, complete }: Pick<SweptResources, 'functionsOfLayer' | 'complete'>,
  unlisted: readonly string[],
): Promise<void> {
  const isListed = unlisted.length === 0;
  const before = isListed ? undefined : (await layerUsersOf(facts, [account])).get(account);
  const kept = [...(before?.functionsOfLayer ?? [])].filter(
    ([layer]) => !complete.has(regionOf(layer)),
  );
  const users = Object.fromEntries([...kept, ...functionsOfLayer]);
  const isWhole = isListed || before?.isWhole === true;

  await facts.write(KIND, new Map([[account, { users, unlisted, isWhole }]]));
}

/** By account; one that has never been swept is absent. */
export async function layerUsersOf(
  facts: FactStore,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, LayerUsers>> {
  const stored = await facts.read(KIND, accounts);

  return new Map(
    [...stored].flatMap(([account, value]) => {
      const parsed = schema.safeParse(value);
      if (!parsed.success) return [];

      const { users, ...rest } = parsed.data;
      return [[account, { functionsOfLayer: new Map(Object.entries(users)), ...rest }] as const];
    }),
  );
}

/**
 * ARNs of the layer versions that functions of an account use, from any publisher; undefined where
 * the account may use others too, or was never swept.
 */
export async function layersUsedBy(
  account: string,
  facts: FactStore,
): Promise<ReadonlySet<string> | undefined> {
  const users = (await layerUsersOf(facts, [account])).get(account);

  return users && users.unlisted.length === 0 && users.isWhole
    ? new Set(users.functionsOfLayer.keys())
    : undefined;
}

const KIND = 'layer users';

const schema = z.object({
  users: z.record(z.string(), z.array(z.string())),
  unlisted: z.array(z.string()),
  isWhole: z.boolean(),
});
