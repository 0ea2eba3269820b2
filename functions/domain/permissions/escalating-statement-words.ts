import { firstOf } from '../../core/evidence.ts';
import type { Target } from '../../core/target.ts';
import {
  besideEscalation,
  type Escalation,
  escalatingActions,
  type OrganizationControls,
  placeOf,
  type RolePermissions,
  type StatementFaults,
  statementFaults,
} from '../../engines/iam/index.ts';
import { anyOf, serviceInWords, shortened, worstFirst } from './fault-words.ts';

/**
 * For the reader of a privilege escalation: what its statements allow that no other finding reports while
 * this one is open, less the steps that it shows with their places.
 *
 * @param shown the escalation of which it shows the steps, if it is one of the role by itself.
 * @param now ISO 8601 in UTC.
 */
export function escalatingStatementLines(
  permissions: RolePermissions,
  controls: OrganizationControls,
  role: Target<'role'>,
  now: string,
  shown: Escalation | undefined,
): readonly string[] {
  const escalating = escalatingActions(permissions, controls, role, now);
  const texts = statementFaults(permissions, role, now).flatMap((found) => {
    const rest = besideEscalation(found, escalating);
    return rest === found ? [] : linesOf(found, rest, stepsBy(found, shown));
  });

  return firstOf(texts, MOST_STATEMENTS);
}

const MOST_STATEMENTS = 15;

/** Actions of the steps that a statement opens. */
function stepsBy({ origin }: StatementFaults, shown: Escalation | undefined): ReadonlySet<string> {
  const opened = (shown?.steps ?? []).filter(({ decision }) =>
    decision.deciding.some(({ statement }) => statement === origin.statement),
  );

  return new Set(opened.map(({ action }) => action));
}

/** @param steps actions that the finding shows as steps of this statement. */
function linesOf(
  found: StatementFaults,
  rest: StatementFaults,
  steps: ReadonlySet<string>,
): readonly string[] {
  const isMore = ({ name }: { readonly name: string }) => !steps.has(name);
  const services = found.services.filter((each) => !rest.services.includes(each));
  const unlimited = found.unlimited.filter(
    (each) => !rest.unlimited.includes(each) && isMore(each),
  );
  const wide = found.wide.filter((each) => !rest.wide.includes(each) && isMore(each.action));
  const said = [
    ...services.map((each) => `every action of ${serviceInWords(each)}`),
    ...(unlimited.length > 0 ? [shortened(unlimited.map(({ name }) => name))] : []),
    ...(wide.length > 0
      ? [`${shortened(worstFirst(wide).map(({ action }) => action.name))} on ${anyOf(wide)}`]
      : []),
  ];

  return said.length > 0 ? [`besides, ${placeOf(found.origin)} allows ${said.join('; ')}`] : [];
}
