import { expect, it } from 'vitest';
import { escalationsOf } from '../../../functions/engines/iam/escalation.ts';
import { roleChainSummary } from '../../../functions/engines/iam/role-chain-words.ts';
import { roleChains } from '../../../functions/engines/iam/role-graph.ts';
import { accountOfRoles, arnOf, identitiesOf } from '../../builders/account-roles.ts';
import { type EscalationCase, escalationPairs, harmlessCases } from './escalation-corpus.ts';

const NOW = '2026-11-25T03:00:00.000Z';

/** As the check on privilege escalation puts it: by itself, or over others; nothing where there is no way. */
function waysOf({ roles, users = {}, groups = {} }: EscalationCase): readonly string[] {
  const account = accountOfRoles(roles);
  const chains = roleChains({ roles: account, identities: identitiesOf(users, groups) }, NOW);
  const found = chains.get(arnOf('a'));
  const [role] = account.filter(({ target }) => target.arn === arnOf('a'));
  const own = role?.permissions.known
    ? escalationsOf(role.permissions.value, role.target, NOW)
    : [];

  return [
    ...own.map(({ steps }) => steps.map(({ action }) => action).join(' ')),
    ...(found?.known ? found.value.map(roleChainSummary) : ['unknown']),
  ];
}

it.each(escalationPairs.map(({ fault }) => [fault.name, fault] as const))(
  'finds %s',
  (_, fault) => {
    expect(waysOf(fault)).not.toEqual([]);
  },
);

it.each(
  [...escalationPairs.map(({ twin }) => twin), ...harmlessCases].map(
    (each) => [each.name, each] as const,
  ),
)('is silent on %s', (_, twin) => {
  expect(waysOf(twin)).toEqual([]);
});
