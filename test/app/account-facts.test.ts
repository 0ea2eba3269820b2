import { expect, it } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import { accountFacts } from '../../functions/app/account-facts.ts';
import { type FactKind, factKinds } from '../../functions/domain/fact-kinds.ts';

// The cast adds back the names that Object.keys takes away.
const kinds = Object.keys(factKinds) as readonly FactKind[];

it.each(kinds)('what is stored as %s is shared by accounts, or it is not', async (kind) => {
  const table = inMemoryFacts();
  const [a, b] = ['111111111111', '222222222222'].map((account) => accountFacts(table, account));

  await table.write(kind, new Map([['id', 'of the hub']]));
  await a?.write(kind, new Map([['id', 'of a']]));
  await b?.write(kind, new Map([['id', 'of b']]));

  const read = await Promise.all(
    [table, a, b].map(async (store) => store?.read(kind, ['id', 'x'])),
  );
  expect(read.map((values) => [...(values ?? [])])).toEqual(
    factKinds[kind] === 'account'
      ? [[['id', 'of the hub']], [['id', 'of a']], [['id', 'of b']]]
      : [[['id', 'of b']], [['id', 'of b']], [['id', 'of b']]],
  );
});

it('keeps apart what is known by no account of its own', () => {
  expect(kinds.filter((kind) => factKinds[kind] === 'account').toSorted()).toEqual([
    'api-routes',
    'appsync-apis',
    'balancer-rules',
    'carriers',
    'change-candidates',
    'changers',
    'controls',
    'deployments of region',
    'event-sources',
    'everlasting-logs',
    'functions of region',
    'guest-roles',
    'kept tables',
    'layer-sharers',
    'log-groups',
    'orphan-log-groups',
    'orphan-roles',
    'region listed',
    'region listing',
    'role survey',
    'role-powers',
    'sweep',
    'tags-of-region',
    'usage-plans',
  ]);
});
