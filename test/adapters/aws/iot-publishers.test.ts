import { describe, expect, it, vi } from 'vitest';
import type { IotPolicies } from '../../../functions/adapters/aws/iot-policies.ts';
import { iotPublisherReader } from '../../../functions/adapters/aws/iot-publishers.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import { noControls } from '../../../functions/engines/iam/organization-controls.ts';
import { iotPolicy } from '../../../functions/engines/iam/topic-publishing.ts';
import type { GuestRole } from '../../../functions/facts/guest-roles.ts';
import { controlsOf } from '../../builders/controls-of.ts';
import { roleOf } from '../../builders/role-of.ts';

const here = 'eu-west-1:111122223333';
const rule = `arn:aws:iot:${here}:rule/daily`;
const role = 'arn:aws:iam::111122223333:role/guests';
const pool = 'eu-west-1:a1';
const variable = ['$', '{iot:ClientId}'].join('');
const known = <T>(value: T) => ({ known: true, value }) as const;
const policyOn = (name: string, resource: string) => ({
  name,
  permissions: known(
    iotPolicy(
      JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Action: 'iot:Publish',
          Resource: resource === '*' ? '*' : `arn:aws:iot:${here}:topic/${resource}`,
        },
      }),
      name,
    ),
  ),
});
const guests = (some: Partial<GuestRole> = {}): GuestRole => ({
  role,
  pools: [pool],
  isOfAny: false,
  permissions: roleOf([[{ Action: 'iot:Publish' }]]),
  ...some,
});

describe('devices publish by a policy that', () => {
  it.each([
    ['names the topic', 'orders/a', [{ name: 'p' }]],
    ['names topics of the client', `orders/${variable}`, [{ name: 'p' }]],
    ['names all', '*', [{ name: 'p', isForAll: true }]],
    ['names the rule', '$aws/rules/daily/a', [{ name: 'p' }]],
    ['names another rule', '$aws/rules/weekly/a', []],
    ['names another topic', 'alarms/a', []],
  ])('%s', async (_, resource, policies) => {
    const { read } = reading({ policies: [policyOn('p', resource)] });

    expect(await read(rule, 'orders/+')).toEqual(known({ guests: [], policies }));
  });

  it.each([
    ['$aws/things/+/shadow/update/accepted', '$aws/things/a/shadow/update', true],
    ['$aws/things/+/shadow/update/accepted', '$aws/things/a/shadow/get', false],
    ['$aws/things/+/shadow/update/accepted', '$aws/things/a/shadow/update/accepted', false],
    ['$aws/things/+/shadow/get/rejected', '$aws/things/a/shadow/get', true],
    ['$aws/things/+/shadow/#', '$aws/things/a/shadow/update', true],
    ['$aws/things/+/shadow/name/+/update/delta', '$aws/things/a/shadow/name/b/update', true],
    ['$aws/things/+/shadow/name/b/update/delta', '$aws/things/a/shadow/update', false],
    ['$aws/things/+/jobs/notify', '$aws/things/a/jobs/notify', false],
    ['$aws/events/presence/connected/+', '$aws/events/presence/connected/a', false],
  ])('has the service publish to %s by naming %s: %s', async (topic, resource, isAllowed) => {
    const { read } = reading({ policies: [policyOn('p', resource)] });
    const policies = isAllowed ? [{ name: 'p' }] : [];

    expect(await read(rule, topic)).toEqual(known({ guests: [], policies }));
  });

  it('is attached, and asks no more than it has to know', async () => {
    const { read, isAttached } = reading({
      policies: [
        policyOn('own', 'orders/a'),
        policyOn('idle', '*'),
        policyOn('all', '*'),
        policyOn('more', 'orders/b'),
      ],
      attached: ['own', 'all', 'more'],
    });

    expect(await read(rule, 'orders/+')).toEqual(
      known({ guests: [], policies: [{ name: 'all', isForAll: true }] }),
    );
    expect(isAttached.mock.calls.map(([, name]) => name)).toEqual(['idle', 'all']);
  });

  it('is said by one name where none is for all', async () => {
    const { read } = reading({
      policies: [
        policyOn('idle', 'orders/a'),
        policyOn('own', 'orders/b'),
        policyOn('more', 'orders/c'),
      ],
      attached: ['own', 'more'],
    });

    expect(await read(rule, 'orders/+')).toEqual(
      known({ guests: [], policies: [{ name: 'own' }] }),
    );
  });

  it.each<[string, Partial<Given>, string]>([
    ['cannot be listed', { policies: undefined }, 'the policies of AWS IoT: denied'],
    [
      'cannot be read',
      { policies: [{ name: 'p', permissions: unknown('damaged') }] },
      'the policies of AWS IoT: p (damaged)',
    ],
    [
      'may be attached to nothing',
      { attached: undefined },
      'the policies of AWS IoT: whether p is attached (denied)',
    ],
  ])('%s, which is said', async (_, given, incomplete) => {
    const { read } = reading({ policies: [policyOn('p', '*')], ...given });

    expect(await read(rule, 'orders/+')).toEqual({
      ...known({ guests: [], policies: [] }),
      incomplete,
    });
  });
});

describe('anyone publishes by a role of guests', () => {
  it.each<[string, Partial<Given>, readonly object[]]>([
    ['that a pool hands out', {}, [{ role, pool }]],
    ['that no pool hands out', { isGuest: false }, []],
    ['of any pool', { roles: [guests({ pools: [], isOfAny: true })] }, [{ role }]],
    [
      'that may publish elsewhere',
      {
        roles: [
          guests({
            permissions: roleOf([
              [{ Action: 'iot:Publish', Resource: `arn:aws:iot:${here}:topic/chat/*` }],
            ]),
          }),
        ],
      },
      [],
    ],
    [
      'that may publish to the rule',
      {
        roles: [
          guests({
            permissions: roleOf([
              [{ Action: 'iot:Publish', Resource: `arn:aws:iot:${here}:topic/orders/*` }],
            ]),
          }),
        ],
      },
      [{ role, pool }],
    ],
    [
      'that may publish on a condition',
      {
        roles: [
          guests({
            permissions: roleOf([
              [
                {
                  Action: 'iot:Publish',
                  Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
                },
              ],
            ]),
          }),
        ],
      },
      [],
    ],
    [
      'which the organization denies it',
      {
        controls: controlsOf({ account: [[{ Action: '*' }, { Effect: 'Deny', Action: 'iot:*' }]] }),
      },
      [],
    ],
  ])('%s', async (_, given, expected) => {
    const { read } = reading({ roles: [guests()], ...given });

    expect(await read(rule, 'orders/+')).toEqual(known({ guests: expected, policies: [] }));
  });

  it.each<[string, Partial<Given>, string]>([
    ['its pool', { isGuest: undefined }, `the identity pools and their roles: ${pool} (denied)`],
    ['the roles', { roles: undefined }, 'the roles of identity pools: denied'],
  ])('is not known without %s', async (_, given, incomplete) => {
    const { read } = reading({ roles: [guests()], ...given });

    expect(await read(rule, 'orders/+')).toEqual({
      ...known({ guests: [], policies: [] }),
      incomplete,
    });
  });

  it('asks no pool of a role that may not', async () => {
    const { read, isGuest } = reading({
      roles: [guests({ permissions: roleOf([[{ Action: 's3:*' }]]) })],
    });
    await read(rule, 'orders/+');

    expect(isGuest).not.toHaveBeenCalled();
  });
});

describe('clients of custom authorizers publish by what is not read, which is said', () => {
  it.each<[string, readonly string[] | undefined, string | undefined]>([
    ['none is active', [], undefined],
    [
      'one is active',
      [`arn:aws:iot:${here}:authorizer/tokens`],
      'whom custom authorizers of AWS IoT let publish is not read: tokens',
    ],
    ['they cannot be listed', undefined, 'whom custom authorizers of AWS IoT let publish: denied'],
  ])('%s', async (_, authorizers, understated) => {
    const { read } = reading({ authorizers });

    expect(await read(rule, 'orders/+')).toEqual({
      ...known({ guests: [], policies: [] }),
      understated,
    });
  });
});

interface Given {
  /** Undefined where they cannot be listed. */
  readonly authorizers: readonly string[] | undefined;
  /** Undefined where they cannot be listed. */
  readonly policies: Awaited<ReturnType<IotPolicies['all']>> | undefined;
  /** Names; undefined where that cannot be read. */
  readonly attached: readonly string[] | undefined;
  readonly roles: readonly GuestRole[] | undefined;
  readonly isGuest: boolean | undefined;
  readonly controls: typeof noControls;
}

function reading(given: Partial<Given>) {
  const { policies, authorizers, attached, roles, isGuest, controls } = {
    authorizers: [],
    policies: [],
    attached: ['p'],
    roles: [],
    isGuest: true,
    controls: noControls,
    ...given,
  };
  const isAttached = vi.fn(async (_: string, name: string) => orDenied(attached).includes(name));
  const asked = vi.fn(async () => orDenied(isGuest));
  const guestRoles = async (): Promise<Known<readonly GuestRole[]>> =>
    roles ? known(roles) : unknown('denied');
  const read = iotPublisherReader({
    policies: { all: async () => orDenied(policies), isAttached },
    authorizers: async () => orDenied(authorizers),
    guestRoles,
    isGuest: asked,
    controls: async () => controls,
    clock: () => new Date('2026-11-30T02:00:00Z'),
  });

  return { read, isAttached, isGuest: asked };
}

function orDenied<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('denied');
  return value;
}
