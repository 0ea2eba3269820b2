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
import { regionOf, type Target } from '../core/target.ts';
import { type FrameworkFunction, frameworkFunctionOf } from '../domain/framework-function.ts';
import { type Owned, type OwnedNow, type OwnerKeys, ownedTogether } from '../domain/ownership.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { FOLDING_CHECK, storedFrameworkNotes } from './framework-notes.ts';
import { owning, surveyedTags } from './function/ownership.ts';

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
  // What the account has no finding of stays one of each function.
  const isFolded = !props.settings.disabledChecks.includes(FOLDING_CHECK);

  return {
    owners: {
      function: perChunkKnown((targets: readonly Target<'function'>[]) => owners(targets)),
      ...(ofRoles && { role: shared(ofRoles, owners) }),
      ...(ofLayers && { layer: shared(ofLayers, owners) }),
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

type OwnersOf = (
  functions: readonly { readonly arn: string; readonly region: string }[],
) => Promise<ReadonlyMap<string, Known<OwnedNow>>>;

function functionOwners(tagsOf: TagsOf, keys: OwnerKeys): OwnersOf {
  return async (functions) => {
    const tags = await tagsOf(functions);

    return new Map([...tags].map(([arn, found]) => [arn, owning(found, keys)]));
  };
}

/** Each function is read once for the whole chunk, however many of its targets it uses. */
function shared<T extends Target>(sharersOf: Sharers<T>, owners: OwnersOf): Collector<T, Owned> {
  return async (targets) => {
    const sharers = await sharersOf(targets);
    const users = new Set([...sharers.values()].flatMap((each) => (each.known ? each.value : [])));
    const owned = await attempt(() =>
      owners([...users].map((arn) => ({ arn, region: regionOf(arn) }))),
    );

    return new Map(
      targets.map(({ arn }) => [
        arn,
        owned.known ? together(sharers.get(arn), owned.value) : owned,
      ]),
    );
  };
}

/** Known only where it is of each of them: else one owner might be dropped who is stored. */
function together(
  sharers: Known<readonly string[]> | undefined,
  owned: ReadonlyMap<string, Known<Owned>>,
): Known<Owned> {
  if (!sharers?.known) return sharers ?? unknown('nothing says which functions share it');

  const each = sharers.value.map((arn) => owned.get(arn) ?? unknown(`nothing is known of ${arn}`));
  const missing = each.find((one) => !one.known);
  if (missing) return missing;

  return {
    known: true,
    value: ownedTogether(each.flatMap((one) => (one.known ? [one.value] : []))),
  };
}
