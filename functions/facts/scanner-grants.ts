import { type TargetKind, targetKinds } from '../core/target.ts';
import {
  engineGrants,
  type Grant,
  lookGrants,
  memberGrants,
  platformGrants,
  type Resource,
  regionGrants,
} from '../domain/grants.ts';
import { type AnyCheck, checksAbout, needsOf } from '../domain/registry.ts';
import { siblingResources } from '../domain/sibling-resources.ts';
import { deploymentSurveyGrants } from './deployment-survey.ts';
import { ownershipSurveyGrants } from './function/ownership.ts';
import { facts } from './index.ts';

/** The scanner that reads for all whose functions are, for it is the first one of a night. */
export const SURVEYS_OWNERS = 'code';

/** All that a scanner with these checks may do: read facts, sweep, record, and run on Lambda. */
export function grantsFor(
  checks: readonly AnyCheck[],
  {
    regions,
    decryptWith = [],
    nvdKeySecret,
    accounts = [],
    organization = [],
    surveysOwners = false,
    watchesChanges = false,
  }: Narrowing,
): readonly Grant[] {
  const { sweep, receive, pace, night, record } = engineGrants;
  const listing = regions.length > 0 ? [] : regionGrants;

  const all = [
    ...factGrants(checks),
    ...listing,
    ...(surveysOwners ? [...ownershipSurveyGrants, ...deploymentSurveyGrants] : []),
    ...(watchesChanges ? lookGrants : []),
    ...sweep,
    ...receive,
    ...pace,
    ...night,
    ...record,
    ...memberGrants,
    ...platformGrants,
  ];

  const isNamed: Readonly<Partial<Record<Resource, boolean>>> = {
    'named keys': decryptWith.length > 0,
    'NVD key secret': nvdKeySecret !== undefined,
    'member roles': accounts.length > 0,
    'member roles of the organization': organization.length > 0,
    'any part of the organization': organization.length > 0,
  };
  return distinct(all.filter(({ on }) => isNamed[on] ?? true));
}

/** What it may do in another account: what it may do to siblings here, and nothing with what is ours. */
export function grantsInMembers(
  checks: readonly AnyCheck[],
  { regions, decryptWith = [], surveysOwners = false, watchesChanges = false }: Narrowing,
): readonly Grant[] {
  return grantsFor(checks, { regions, decryptWith, surveysOwners, watchesChanges }).filter(
    ({ on }) => on in siblingResources || on === 'named keys',
  );
}

/** Settings that decide what a scanner is granted. */
interface Narrowing {
  readonly regions: readonly string[];
  /** ARNs of keys that it may decrypt with. @default none */
  readonly decryptWith?: readonly string[];
  /** Name or ARN of the secret with the key that the NVD is asked with. @default none */
  readonly nvdKeySecret?: string | undefined;
  /** Ids of other accounts that it audits. @default none */
  readonly accounts?: readonly string[];
  /** Ids of units whose accounts it audits. @default none */
  readonly organization?: readonly string[];
  /** Whether it reads the tags of all functions and who deployed them, for itself and the others. @default no */
  readonly surveysOwners?: boolean;
  /** Whether it looks at functions when they are changed. @default no */
  readonly watchesChanges?: boolean;
}

/** What it takes to read every fact that these checks need. */
export function factGrants(checks: readonly AnyCheck[]): readonly Grant[] {
  return distinct(targetKinds.flatMap((kind) => factGrantsAbout(kind, checks)));
}

function factGrantsAbout(kind: TargetKind, checks: readonly AnyCheck[]): readonly Grant[] {
  return needsOf(checksAbout(kind, checks)).flatMap((need) => grantsOf(kind, need));
}

/** @throws when there is no such fact: a role that lacks its grants would only show at night. */
function grantsOf(kind: TargetKind, need: string): readonly Grant[] {
  const fact = facts.find(({ key, about }) => key === need && about.some((one) => one === kind));
  if (!fact) throw new Error(`there is no fact ${need} about a ${kind}: list it in facts/index.ts`);

  return fact.grants;
}

function distinct(grants: readonly Grant[]): readonly Grant[] {
  return [...new Map(grants.map((grant) => [`${grant.action} ${grant.on}`, grant])).values()];
}
