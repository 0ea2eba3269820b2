import { actionsMatching } from '../action-catalogue.ts';
import { isWithin } from '../last-access.ts';
import { isOfPlatform, isPermissionOnly } from '../platform-actions.ts';
import { type Statement, selectsAction } from '../policy-document.ts';
import { areApart, contains } from '../resource-overlap.ts';
import { isTracked } from '../tracked-actions.ts';
import { hasWildcard, matches } from '../wildcard.ts';
import type { Piece, SizedStatement } from './composed-statements.ts';
import type { UnseenCalls } from './function-use.ts';
import type { Granted } from './granted-parts.ts';
import { serviceIn } from './service-in.ts';
import type { SizedRole } from './sized-role.ts';

/**
 * What stays of today's grants where no code shows what is needed of them: as it is written, less the
 * services and actions that IAM would have seen used, and did not.
 */
export function keptPieces(
  unseen: readonly UnseenCalls[],
  { lastAccess }: Pick<SizedRole, 'lastAccess'>,
  { allows }: Granted,
): readonly Piece[] {
  const why = new Map(unseen.map((each) => [each.service, each.why]));
  const isUnused = unusedBy(lastAccess);

  return allows.flatMap(({ statement }) =>
    [...why].flatMap(([service, reason]) =>
      // Any service takes in each of the others.
      service !== '*' && why.has('*')
        ? []
        : patternsOf(statement, service)
            .filter((pattern) => !isUnused(pattern))
            .map((action) => ({
              action,
              resources: statement.resources,
              conditions: statement.conditions,
              reason: { because: 'undecided' as const, why: reason },
            })),
    ),
  );
}

/** What a statement allows of a service, in its own words where these are about that service alone. */
function patternsOf({ actions }: Statement, service: string): readonly string[] {
  if (service === '*') return actions.scope === 'only' ? actions.patterns : [];

  const own = actions.patterns.filter((pattern) => serviceIn(pattern) === service);
  const isWider =
    actions.scope === 'all but' ||
    actions.patterns.some(
      (pattern) => hasWildcard(serviceIn(pattern)) && matches(serviceIn(pattern), service),
    );
  return isWider ? allowedOf(actions, service) : own;
}

/** One by one, where it does not surely allow all of them, whatever AWS will add. */
function allowedOf(actions: Statement['actions'], service: string): readonly string[] {
  const whole = `${service}:*`;
  const lower = actions.patterns.map((pattern) => pattern.toLowerCase());
  const isWhole =
    actions.scope === 'only'
      ? lower.some((pattern) => contains(pattern, whole))
      : lower.every((spared) => areApart(spared, whole));

  return isWhole
    ? [whole]
    : actionsMatching(whole).flatMap(({ name }) => (selectsAction(actions, name) ? [name] : []));
}

/** Statements that stay as they are: they allow all but what they name, and nothing is known of it. */
export function keptStatements(
  unseen: readonly UnseenCalls[],
  { allows }: Granted,
): readonly SizedStatement[] {
  const why = unseen.find(({ service }) => service === '*')?.why;
  if (why === undefined) return [];

  return allows
    .filter(({ statement }) => statement.actions.scope === 'all but')
    .map(({ statement }, index) => ({
      statement: { ...statement, sid: `UndecidedAllBut${index + 1}` },
      reasons: [{ action: '*', reason: { because: 'undecided', why } }],
    }));
}

/** Whether IAM would have seen it used within the window, and did not. */
function unusedBy(lastAccess: SizedRole['lastAccess']): (pattern: string) => boolean {
  if (!lastAccess) return () => false;
  const recent = new Set(lastAccess.recent);
  const services = new Map(
    lastAccess.services.map((access) => [access.service.toLowerCase(), access]),
  );

  return (pattern) => {
    if (isOfPlatform(pattern) || isPermissionOnly(pattern)) return false;
    const service = serviceIn(pattern);
    const access = services.get(service);
    if (!access || recent.has(service) || recent.has('*')) return false;
    if (!isWithin(access.lastAt, lastAccess)) return true;

    const name = pattern.toLowerCase();
    const reported = access.actions.find((action) => action.name.toLowerCase() === name);
    return isTracked(name) && !isWithin(reported?.lastAt, lastAccess);
  };
}
