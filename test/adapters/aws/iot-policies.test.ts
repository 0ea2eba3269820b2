import {
  GetPolicyCommand,
  IoTClient,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot';
import { beforeEach, describe, expect, it } from 'vitest';
import { iotPolicies } from '../../../functions/adapters/aws/iot-policies.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const iot = mockClient(IoTClient);
const clock = () => new Date('2026-11-30T02:00:00Z');
const reader = () => iotPolicies((region) => new IoTClient({ region }), clock);
const gone = new ResourceNotFoundException({ message: 'gone', $metadata: {} });
const document = (Resource: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'iot:Publish', Resource }] });

beforeEach(() => {
  iot.reset();
  iot.on(ListPoliciesCommand).resolves({ policies: [{ policyName: 'fleet' }] });
  iot.on(GetPolicyCommand).resolves({ policyDocument: document('*') });
  iot.on(ListTargetsForPolicyCommand).resolves({ targets: ['arn:aws:iot:x:1:cert/a'] });
});

describe('the policies of a region', () => {
  it('are read by all pages', async () => {
    iot
      .on(ListPoliciesCommand)
      .resolvesOnce({ policies: [{ policyName: 'fleet' }], nextMarker: 'a' })
      .resolves({ policies: [{ policyName: 'taps' }] });

    expect(await reader().all('eu-west-1')).toMatchObject([
      {
        name: 'fleet',
        permissions: { known: true, value: { policies: [{ name: expect.any(String) }] } },
      },
      { name: 'taps' },
    ]);
  });

  it.each<[string, () => void, object]>([
    [
      'is gone meanwhile',
      () => iot.on(GetPolicyCommand).rejects(gone),
      { known: true, value: undefined },
    ],
    ['may not be read', () => iot.on(GetPolicyCommand).rejects(accessDenied()), { known: false }],
    [
      'is damaged',
      () => iot.on(GetPolicyCommand).resolves({ policyDocument: '{' }),
      { known: false },
    ],
    ['has no text', () => iot.on(GetPolicyCommand).resolves({}), { known: false }],
  ])('has one that %s', async (_, given, permissions) => {
    given();

    expect(await reader().all('eu-west-1')).toMatchObject([{ name: 'fleet', permissions }]);
  });

  it('are not known where they cannot be listed, or are very many', async () => {
    iot.on(ListPoliciesCommand).rejectsOnce(accessDenied());
    await expect(reader().all('eu-west-1')).rejects.toThrow('not authorised');

    const policies = Array.from({ length: 201 }, (_, at) => ({ policyName: `p${at}` }));
    iot.on(ListPoliciesCommand).resolves({ policies });
    await expect(reader().all('eu-west-1')).rejects.toThrow('more than 200');
    expect(iot.commandCalls(GetPolicyCommand)).toHaveLength(0);
  });

  it('are asked for once a sweep', async () => {
    const { all, isAttached } = reader();
    for (const region of ['eu-west-1', 'eu-west-1']) {
      await all(region);
      await isAttached(region, 'fleet');
    }

    expect(iot.calls()).toHaveLength(3);
  });
});

describe('whether a policy is attached', () => {
  it.each<[string, () => void, boolean]>([
    ['is so by a target', () => undefined, true],
    [
      'is not without one',
      () => iot.on(ListTargetsForPolicyCommand).resolves({ targets: [] }),
      false,
    ],
    ['is not once it is gone', () => iot.on(ListTargetsForPolicyCommand).rejects(gone), false],
  ])('%s', async (_, given, expected) => {
    given();

    expect(await reader().isAttached('eu-west-1', 'fleet')).toBe(expected);
  });

  it.each([
    () => iot.on(ListTargetsForPolicyCommand).rejects(accessDenied()),
    () => iot.on(ListTargetsForPolicyCommand).resolves({}),
  ])('is not known where it cannot be read', async (given) => {
    given();

    await expect(reader().isAttached('eu-west-1', 'fleet')).rejects.toThrow();
  });
});
