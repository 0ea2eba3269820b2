import * as z from 'zod/mini';
import type { Clock } from '../app/ports.ts';
import type { FunctionsOf, Survey } from '../app/surveys.ts';
import type { WatchedBy } from '../app/watched-accounts.ts';
import { fingerprint } from '../core/fingerprint.ts';
import type { Known } from '../core/known.ts';
import { accountOf, regionOf } from '../core/target.ts';
import { ownedFields } from '../domain/owned-schema.ts';
import { type Owned, type OwnerKeys, ownedByPart } from '../domain/ownership.ts';
import { type TaggedFunction, tagsReadAt } from './function/ownership.ts';

/** Whose functions are, by ARN. @throws when the table cannot be read. */
export type OwnersOf = (
  functions: readonly TaggedFunction[],
) => Promise<ReadonlyMap<string, Known<Owned>>>;

/** The functions of one account that use a layer version. */
export interface UsersOfAccount {
  readonly layer: string;
  readonly users: readonly string[];
}

export interface LayerOwners {
  /** Once a sweep of an account, when the tags of its regions were read. */
  readonly survey: Survey<FunctionsOf>;
  /** Whose all of them are together, by what is asked; what is not known that way is absent. */
  readonly noted: (asked: readonly UsersOfAccount[]) => Promise<ReadonlyMap<UsersOfAccount, Owned>>;
}

export interface LayerOwnersProps {
  readonly watched: WatchedBy;
  readonly clock: Clock;
  readonly keys: OwnerKeys;
  /** By the tags of each. */
  readonly ownersOf: OwnersOf;
}

const KIND = 'layer owners';

/** Functions whose tags are held at once. */
const TAGS_AT_ONCE = 500;

/**
 * Notes of each account whose the functions are that use a layer version, all together. Without them a look
 * at the version reads the tags of its users in all accounts, and in a first night each of these accounts
 * looks at it. A note counts for the users, the settings and the reading of tags that it was made of:
 * then it says what the tags would say. There is none where one of the users is not known.
 */
export function layerOwners({ watched, clock, keys, ownersOf }: LayerOwnersProps): LayerOwners {
  const { facts, factsOf } = watched;
  const readTimes = (regions: readonly string[], account: string) =>
    tagsReadAt(regions, factsOf(account), clock);

  return {
    survey: {
      async survey(functionsOfLayer) {
        const [account] = [...functionsOfLayer.values()].flat().map(accountOf);
        if (account === undefined) return;
        // Before the tags, so that what is read anew in between makes a note too old, and not too young.
        const readAt = await readTimes(regionsOf(functionsOfLayer.keys()), account);
        const owned = await ownedByLayer(functionsOfLayer, ownersOf);

        const notes = [...functionsOfLayer].flatMap(([layer, users]): [string, Note][] => {
          const [at, together] = [readAt.get(regionOf(layer)), owned.get(layer)];
          const asked = { layer, users };
          if (at === undefined || together === undefined) return [];

          return [[idOf(asked), { mark: markOf(asked, keys), readAt: at, owned: together }]];
        });
        await facts.write(KIND, new Map(notes));
      },
    },

    async noted(asked) {
      const stored = await facts.read(KIND, asked.map(idOf));
      const found = asked.flatMap((each): [UsersOfAccount, Note][] => {
        const { data } = note.safeParse(stored.get(idOf(each)));
        return data?.mark === markOf(each, keys) ? [[each, data]] : [];
      });

      const known = await Promise.all(
        found.map(async ([each, { readAt, owned }]) => {
          const region = regionOf(each.layer);
          const times = await readTimes([region], accountOf(each.users[0] ?? ''));
          return times.get(region) === readAt ? ([each, owned] as const) : undefined;
        }),
      );
      return new Map(known.filter((each) => each !== undefined));
    },
  };
}

/** Of the layers all of whose users are known. */
async function ownedByLayer(
  functionsOfLayer: FunctionsOf,
  ownersOf: OwnersOf,
): Promise<ReadonlyMap<string, Owned>> {
  const uses = [...functionsOfLayer].flatMap(([layer, users]) =>
    users.map((user) => ({ layer, user })),
  );
  const layersOf = Map.groupBy(uses, ({ user }) => user);
  const users = [...layersOf.keys()];
  const owned = new Map<string, Owned>();
  const unknown = new Set<string>();

  for (let from = 0; from < users.length; from += TAGS_AT_ONCE) {
    const some = users.slice(from, from + TAGS_AT_ONCE);
    const owners = await ownersOf(some.map((arn) => ({ arn, region: regionOf(arn) })));

    const chunk = Map.groupBy(
      some.flatMap((arn) => layersOf.get(arn) ?? []),
      ({ layer }) => layer,
    );
    for (const [layer, users] of chunk) {
      const known = users.flatMap(({ user }) => knownOf(owners.get(user)));
      if (known.length < users.length) unknown.add(layer);
      owned.set(layer, ownedByPart([owned.get(layer) ?? {}, ...known]));
    }
  }
  return new Map([...owned].filter(([layer]) => !unknown.has(layer)));
}

/** Nothing of one that is not known, or of which there may be more. */
function knownOf(owned: Known<Owned> | undefined): readonly Owned[] {
  return owned?.known && owned.incomplete === undefined ? [owned.value] : [];
}

function regionsOf(arns: Iterable<string>): readonly string[] {
  return [...new Set([...arns].map(regionOf))];
}

function idOf({ layer, users: [first = ''] }: UsersOfAccount): string {
  return `${accountOf(first)} ${layer}`;
}

function markOf({ users }: UsersOfAccount, { ownerTags, keptTags = [] }: OwnerKeys): string {
  return fingerprint(JSON.stringify([ownerTags, keptTags]), ...users.toSorted());
}

interface Note {
  /** Of the users, and of the settings that say which tags name an owner. */
  readonly mark: string;
  /** When the tags of the region were read. ISO 8601 in UTC. */
  readonly readAt: string;
  readonly owned: Owned;
}

const note: z.ZodMiniType<Note> = z.object({
  mark: z.string(),
  readAt: z.string(),
  owned: z.object(ownedFields),
});
