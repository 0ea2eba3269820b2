import { firstOf } from '../../core/evidence.ts';
import type { Target } from '../../core/target.ts';
import {
  besideEscalation,
  escalatingActions,
  type OrganizationControls,
  placeOf,
  type RolePermissions,
  type StatementFaults,
  statementFaults,
} from '../../engines/iam/index.ts';
import { anyOf, serviceInWords, shortened } from './fault-words.ts';

/**
 * For the reader of a privilege escalation: what else its statements allow that no other finding
 * reports while this one is open.
 *
 * @param now ISO 8601 in UTC.
 */
export function escalatingStatementLines(
  permissions: RolePermissions,
  controls: OrganizationControls,
  role: Target<'role'>,
  now: string,
): readonly string[] {
  const escalating = escalatingActions(permissions, controls, role, now);
  const texts = statementFaults(permissions, role, now).flatMap((found) => {
    const steps = escalating.get(found.origin.statement) ?? new Set();
    const rest = besideEscalation(found, escalating);
    return rest === found ? [] : linesOf(found, rest, steps);
  });

  return firstOf(texts, MOST_LINES);
}

const MOST_LINES = 5;

/** @param steps actions that the finding names as steps. */
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
      ? [`${shortened(wide.map(({ action }) => action.name))} on ${anyOf(wide)}`]
      : []),
  ];

  return said.length > 0 ? [`besides, ${placeOf(found.origin)} allows ${said.join('; ')}`] : [];
}
