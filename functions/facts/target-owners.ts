import { attempt, oncePerChunk, perChunkKnown } from '../app/collectors.ts';
import type {
  Clock,
  Collector,
  FactStore,
  FrameworkNotes,
  FrameworksByKind,
  OwnersByKind,
} from '../app/ports.ts';
import type { WatchedBy } from '../app/watched-accounts.ts';
import { type Known, unknown } from '../core/known.ts';
import { accountOf, regionOf, type Target } from '../core/target.ts';
import type { Deployment } from '../domain/deployment.ts';
import { type FrameworkFunction, frameworkFunctionOf } from '../domain/framework-function.ts';
import { type Owned, type OwnedNow, type OwnerKeys, ownedTogether } from '../domain/ownership.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { FOLDING_CHECK, storedFrameworkNotes } from './framework-notes.ts';
import { owning, surveyedTags } from './function/ownership.ts';
import { lastDeployments } from './last-deployment.ts';
import {
  type LayerOwners,
  layerOwners,
  type OwnersOf,
  type UsersOfAccount,
} from './layer-owners.ts';

export interface TargetOwnersProps {
  /** The name of the scanner that asks. */
  readonly scanner: string;
  readonly facts: FactStore;
  readonly clock: Clock;
  readonly settings: Pick<ScanSettings, 'disabledChecks'> & OwnerKeys;
  /** ARNs of the functions that share a role, where roles are audited. */
  readonly ofRoles?: Sharers<Target<'role'>>;
  /** The same of a layer version. */
  readonly ofLayers?: Sharers<Target<'layer'>>;
  /** Where several accounts are, any of which may use a layer. */
  readonly watched?: WatchedBy | undefined;
}

type Sharers<T extends Target> = Collector<T, readonly string[]>;

/**
 * Whose targets are: functions by their tags, roles and layers by the functions that use them. What is
 * not known keeps the owner that is stored. An account is no one team's. And which functions no team
 * wrote, by the same tags, which are read once.
 */
export function targetOwners(props: TargetOwnersProps): {
  readonly owners: OwnersByKind;
  readonly frameworks: FrameworksByKind;
  readonly frameworkNotes?: FrameworkNotes;
} {
  const tags = oncePerChunk(surveyedTags(props.facts, props.clock, props.watched));
  const owners = functionOwners(tags, props.settings);
  const { ofRoles, ofLayers } = props;
  const noted = layerNotes(props, owners)?.noted;
  // What the account has no finding of stays one of each function.
  const isFolded = !props.settings.disabledChecks.includes(FOLDING_CHECK);

  return {
    owners: {
      function: deployed(owners, lastDeployments(props.facts, props.clock)),
      ...(ofRoles && { role: shared(ofRoles, owners) }),
      ...(ofLayers && { layer: shared(ofLayers, owners, noted) }),
    },
    frameworks: { function: frameworkFunctions(tags) },
    ...(isFolded && { frameworkNotes: storedFrameworkNotes(props) }),
  };
}

type TagsOf = ReturnType<typeof surveyedTags>;

function frameworkFunctions(
  tagsOf: TagsOf,
): Collector<Target<'function'>, FrameworkFunction | undefined> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const tags = await tagsOf(targets);

    return new Map(
      targets.map((target) => {
        const found = tags.get(target.arn) ?? unknown('nothing is known of its tags');
        return [
          target.arn,
          found.known ? { ...found, value: frameworkFunctionOf(target, found.value) } : found,
        ];
      }),
    );
  });
}

/** Notes of whose layers are, for all scanners. Undefined where there is one account: it looks at a layer once. */
export function layerOwnersSurvey(
  props: Pick<TargetOwnersProps, 'facts' | 'clock' | 'settings' | 'watched'>,
): LayerOwners['survey'] | undefined {
  const tags = surveyedTags(props.facts, props.clock, props.watched);

  return layerNotes(props, functionOwners(tags, props.settings))?.survey;
}

function layerNotes(
  { watched, clock, settings }: Pick<TargetOwnersProps, 'watched' | 'clock' | 'settings'>,
  ownersOf: OwnersOf,
): LayerOwners | undefined {
  return watched && layerOwners({ watched, clock, keys: settings, ownersOf });
}

/** The same, with who deployed each function last. */
function deployed(
  ownersOf: (
    functions: readonly Target<'function'>[],
  ) => Promise<ReadonlyMap<string, Known<OwnedNow>>>,
  deploymentsOf: ReturnType<typeof lastDeployments>,
): Collector<Target<'function'>, OwnedNow> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const [owners, deployments] = await Promise.all([ownersOf(targets), deploymentsOf(targets)]);

    return new Map(
      [...owners].map(([arn, owned]) => [arn, deployedLast(owned, deployments.get(arn))]),
    );
  });
}

/** Where it cannot be read, the owner is known all the same, and what is stored of it stays. */
function deployedLast(
  owned: Known<OwnedNow>,
  deployment: Known<Deployment | undefined> = unknown('nothing is known of its deployments'),
): Known<OwnedNow> {
  if (!owned.known) return owned;
  if (!deployment.known) {
    return { ...owned, value: { ...owned.value, isDeploymentUnread: true } };
  }
  const { value: lastDeployment } = deployment;

  return { ...owned, value: { ...owned.value, ...(lastDeployment && { lastDeployment }) } };
}

function functionOwners(
  tagsOf: TagsOf,
  keys: OwnerKeys,
): (...functions: Parameters<OwnersOf>) => Promise<ReadonlyMap<string, Known<OwnedNow>>> {
  return async (functions) => {
    const tags = await tagsOf(functions);

    return new Map([...tags].map(([arn, found]) => [arn, owning(found, keys)]));
  };
}

/**
 * Each function is read once for the whole chunk, however many of its targets it uses; of an account whose
 * users are noted together, none.
 */
function shared<T extends Target>(
  sharersOf: Sharers<T>,
  owners: OwnersOf,
  noted: LayerOwners['noted'] = async () => new Map(),
): Collector<T, Owned> {
  return async (targets) => {
    const sharers = await sharersOf(targets);
    const parts = new Map(targets.map(({ arn }) => [arn, byAccount(arn, sharers.get(arn))]));
    const all = [...parts.values()].flat();
    const owned = await attempt(async () => {
      const notes = await noted(all);
      const users = new Set(all.flatMap((part) => (notes.has(part) ? [] : part.users)));
      const each = await owners([...users].map((arn) => ({ arn, region: regionOf(arn) })));

      return (part: UsersOfAccount) => ownersIn(part, notes, each);
    });

    return new Map(
      targets.map(({ arn }) => [
        arn,
        owned.known
          ? together(sharers.get(arn), (parts.get(arn) ?? []).flatMap(owned.value))
          : owned,
      ]),
    );
  };
}

function byAccount(
  layer: string,
  sharers: Known<readonly string[]> | undefined,
): readonly UsersOfAccount[] {
  const users = sharers?.known ? sharers.value : [];

  return [...Map.groupBy(users, accountOf).values()].map((some) => ({ layer, users: some }));
}

function ownersIn(
  part: UsersOfAccount,
  notes: ReadonlyMap<UsersOfAccount, Owned>,
  owned: ReadonlyMap<string, Known<Owned>>,
): readonly Known<Owned>[] {
  const note = notes.get(part);
  if (note) return [{ known: true, value: note }];

  return part.users.map((arn) => owned.get(arn) ?? unknown(`nothing is known of ${arn}`));
}

/** Known only where it is of each of them: else one owner might be dropped who is stored. */
function together(
  sharers: Known<readonly string[]> | undefined,
  owners: readonly Known<Owned>[],
): Known<Owned> {
  if (!sharers?.known) return sharers ?? unknown('nothing says which functions share it');

  const missing = owners.find((one) => !one.known);
  if (missing) return missing;

  return {
    known: true,
    value: ownedTogether(owners.flatMap((one) => (one.known ? [one.value] : []))),
  };
}
