import type { Target } from '../../core/target.ts';
import { administration } from './administrator.ts';
import {
  boundlessStatements,
  type GrantedService,
  grantedServices,
  namedServices,
} from './granted-actions.ts';
import { isWithin, type LastAccess, type ServiceAccess } from './last-access.ts';
import { isOfPlatform, isPermissionOnly } from './platform-actions.ts';
import type { PolicyStatement } from './policy-statement.ts';
import type { RolePermissions } from './role-permissions.ts';
import { isTracked } from './tracked-actions.ts';

/** What a role is allowed of a service and has not used, and when it last used any of it. */
export interface Unused extends GrantedService {
  /** ISO 8601; undefined: never. */
  readonly lastAt?: string | undefined;
}

/** A role under judgement. */
export interface AccessFacts {
  readonly permissions: RolePermissions;
  readonly configuration: Target<'role'>;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly lastAccess: LastAccess;
}

/**
 * Whether anything that a role is allowed could turn out to be unused. Of an administrator that is
 * no question: another check reports it. Where nothing could be, IAM is not called.
 */
export function couldBeUnused(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): boolean {
  if (role.arn.includes(':role/aws-service-role/') || administration(permissions)) return false;

  return (
    boundlessStatements(permissions).length > 0 ||
    grantedServices(permissions, role, now).some(({ actions }) =>
      actions.some((action) => !isOfPlatform(action) && !isPermissionOnly(action)),
    )
  );
}

/**
 * Services that a role may use and did not within the window. One of which it may do something that
 * IAM would not see, or that the platform may do for it, may be in use all the same.
 */
export function unusedServices(facts: AccessFacts): readonly Unused[] {
  return judgedServices(facts).flatMap(({ granted, access }) =>
    isWithin(access.lastAt, facts.lastAccess) || mayBeUsedUnseen(granted)
      ? []
      : [{ ...granted, lastAt: access.lastAt }],
  );
}

/** What statements that name no service come to. */
export interface Boundless {
  readonly origins: readonly PolicyStatement[];
  /** Services in use, and those that are not. */
  readonly used: readonly string[];
  readonly unused: readonly string[];
}

/** Of services that no statement names, those in use and those not; undefined: all are in use. */
export function unusedOfAll(facts: AccessFacts): Boundless | undefined {
  const { permissions, lastAccess } = facts;
  const origins = boundlessStatements(permissions);
  if (origins.length === 0 || lastAccess.recent.includes('*')) return undefined;

  const named = namedServices(permissions);
  const unnamed = lastAccess.services.filter(({ service }) => !named.has(service.toLowerCase()));
  const isUsed = ({ lastAt }: ServiceAccess) => isWithin(lastAt, lastAccess);
  const unused = unnamed.filter((access) => !isUsed(access)).map(({ service }) => service);
  const used = unnamed.filter(isUsed).map(({ service }) => service);

  return unused.length > 0 ? { origins, used: used.sort(), unused: unused.sort() } : undefined;
}

/** Of services that are in use, actions that IAM tracks and that were not used within the window. */
export function unusedActions(facts: AccessFacts): readonly Unused[] {
  const { lastAccess } = facts;

  return judgedServices(facts).flatMap(({ granted, access }) => {
    if (!isWithin(access.lastAt, lastAccess)) return [];

    const reported = new Map(
      access.actions.map(({ name, lastAt }) => [name.toLowerCase(), lastAt]),
    );
    const actions = granted.actions.filter((action) => {
      const name = action.toLowerCase();
      const isSeen = isTracked(name) || reported.has(name);

      return isSeen && !isOfPlatform(name) && !isWithin(reported.get(name), lastAccess);
    });
    return actions.length > 0 ? [{ ...granted, actions, lastAt: access.lastAt }] : [];
  });
}

/**
 * Whether a later report could show anything in use that this one does not. Where it could not, all that
 * the role is allowed and IAM sees is in use, and stays so until the window has moved on.
 */
export function couldShowMore(facts: AccessFacts): boolean {
  const { permissions, configuration, now, lastAccess } = facts;
  const { services } = lastAccess;
  const isUnseen = ({ lastAt }: { readonly lastAt?: string | undefined }) =>
    !isWithin(lastAt, lastAccess);
  if (services.some((access) => isUnseen(access) || access.actions.some(isUnseen))) return true;

  const seen = new Set(
    services.flatMap(({ service, actions }) =>
      [service, ...actions.map(({ name }) => name)].map((name) => name.toLowerCase()),
    ),
  );
  return grantedServices(permissions, configuration, now).some(
    ({ service, actions }) =>
      !seen.has(service) ||
      actions.some((action) => isTracked(action) && !seen.has(action.toLowerCase())),
  );
}

/** Those that IAM tracks, and that the role has been allowed for the whole of the window. */
function judgedServices({ permissions, configuration, now, lastAccess }: AccessFacts) {
  const tracked = new Map<string, ServiceAccess>(
    lastAccess.services.map((access) => [access.service.toLowerCase(), access]),
  );
  const recent = new Set(lastAccess.recent);

  return grantedServices(permissions, configuration, now).flatMap((granted) => {
    const access = tracked.get(granted.service);
    return access && !recent.has(granted.service) ? [{ granted, access }] : [];
  });
}

/** What a wildcard happens to take in was not granted for the platform. */
function mayBeUsedUnseen({ actions, origins }: GrantedService): boolean {
  const spelt = new Set(
    origins.flatMap(({ statement }) =>
      statement.actions.patterns.map((name) => name.toLowerCase()),
    ),
  );
  const isUnseen = (action: string) =>
    isPermissionOnly(action) || (isOfPlatform(action) && spelt.has(action.toLowerCase()));

  return actions.some(isUnseen) || actions.every(isOfPlatform);
}
