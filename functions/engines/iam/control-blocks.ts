import type { Target } from '../../core/target.ts';
import { type Escalation, escalationsOf } from './escalation.ts';
import type { NamedPolicy } from './named-policy.ts';
import {
  type ControlLevel,
  noControls,
  type OrganizationControls,
} from './organization-controls.ts';
import { selectsAction } from './policy-document.ts';
import { type PolicyStatement, placeOf, statementsOf } from './policy-statement.ts';
import { withControls } from './principal-controls.ts';
import type { RolePermissions } from './role-permissions.ts';

/** A way to more permissions that a role has by its own policies, and that its organization blocks. */
export interface BlockedEscalation {
  readonly actions: readonly string[];
  /** For the reader: the policies that block it. */
  readonly by: string;
}

/**
 * The escalations of a role that are none because of its organization's policies, worst first.
 *
 * @param now ISO 8601 in UTC.
 */
export function blockedEscalations(
  permissions: RolePermissions,
  controls: OrganizationControls,
  role: Target<'role'>,
  now: string,
): readonly BlockedEscalation[] {
  const limited = withControls(permissions, controls, role);
  if (!limited.controls) return [];
  const within = limited.controls;
  const waysIn = (controls: OrganizationControls) =>
    new Set(escalationsOf({ ...permissions, controls }, role, now).map(nameOf));
  const left = waysIn(within);
  const blocked = escalationsOf(permissions, role, now).filter((way) => !left.has(nameOf(way)));
  if (blocked.length === 0) return [];

  const blocks = partsOf(within).map((part) => ({ ...part, left: waysIn(part.controls) }));
  return blocked.map((way) => {
    const actions = way.steps.map(({ action }) => action);
    const [first] = blocks.filter((part) => !part.left.has(nameOf(way)));

    return { actions, by: first?.words(actions) ?? TOGETHER };
  });
}

const TOGETHER = 'the service control policies of its organization together';

function nameOf({ steps }: Escalation): string {
  return steps.map(({ action }) => action).join(' + ');
}

/** A statement that denies, or a level that allows too little, as if there were no other. */
interface Part {
  readonly controls: OrganizationControls;
  readonly words: (actions: readonly string[]) => string;
}

function partsOf({ levels, resources }: OrganizationControls): readonly Part[] {
  const denials = levels
    .flatMap(({ policies }) => policies.flatMap(statementsOf))
    .filter(isDeny)
    .map((origin) => ({
      controls: {
        ...noControls,
        levels: [{ id: '', policies: [alone(origin)], isIncomplete: true }],
      },
      words: denialWords(origin),
    }));
  const guards = resources
    .flatMap(statementsOf)
    .filter(isDeny)
    .map((origin) => ({
      controls: { ...noControls, resources: [alone(origin)] },
      words: denialWords(origin),
    }));

  return [
    ...denials,
    ...guards,
    ...levels.map((level) => ({
      controls: { ...noControls, levels: [level] },
      words: closedWords(level),
    })),
  ];
}

function isDeny({ statement: { effect, actions } }: PolicyStatement): boolean {
  return effect === 'Deny' && (actions.scope === 'all but' || actions.patterns.length > 0);
}

function alone({ policy, statement }: PolicyStatement): NamedPolicy {
  return { ...policy, statements: [statement] };
}

function denialWords(origin: PolicyStatement): Part['words'] {
  return (actions) => {
    const denied = actions.find((action) => selectsAction(origin.statement.actions, action));

    return `${placeOf(origin)}, which denies ${denied ?? 'it'}`;
  };
}

function closedWords({ id, policies }: ControlLevel): Part['words'] {
  const names = policies.map(({ name }) => name).join(', ');
  const allowing = policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === 'Allow');

  return (actions) => {
    const closed = actions.find(
      (action) => !allowing.some((statement) => selectsAction(statement.actions, action)),
    );

    return `the service control policies of ${id} (${names}), of which none allows ${closed ?? 'it'}`;
  };
}
