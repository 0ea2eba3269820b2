import { describe, expect, it } from 'vitest';
import { changeId, findingId } from '../../functions/domain/finding-id.ts';
import { findingJson } from '../../functions/domain/finding-json.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { findingOf } from './notification/samples.ts';

describe('findingJson', () => {
  it('holds what is shown of a finding, and neither history nor suppression', () => {
    const finding = findingOf({ cwe: 'CWE-732', evidence: [{ text: 'a', path: 'b.js', line: 3 }] });

    expect(findingJson(finding)).toEqual({
      id: findingId(finding),
      target: {
        kind: 'function',
        arn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
        name: 'orders',
        region: 'eu-west-1',
        account: '111122223333',
      },
      check: 'permissions/public-resource-policy',
      subject: 'function/AllowAll',
      fault: findingId(finding),
      consoleUrl:
        'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/orders',
      severity: 'critical',
      title: 'Public resource policy',
      summary: 'AllowAll allows lambda:InvokeFunction to everyone',
      evidence: [{ text: 'a', path: 'b.js', line: 3 }],
      cwe: 'CWE-732',
      remediation: 'Name the callers.',
      status: 'open',
      firstSeenAt: '2026-11-25T02:00:00.000Z',
      changedAt: '2026-11-25T02:00:00.000Z',
    });
    expect(findingJson(findingOf())).not.toHaveProperty('cwe');
  });
});

describe('findingJson of owners', () => {
  it.each([
    { owner: 'shop', stack: 'live', application: 'shop' },
    { owners: ['post', 'shop'], stacks: ['a', 'b'], applications: ['x', 'y'] },
  ])('holds %o', (owned) => {
    expect(findingJson(findingOf(owned))).toMatchObject(owned);
  });
});

describe('identityOf', () => {
  it.each([
    ['arn:aws:lambda:eu-west-1:111122223333:function:a', 'function', 'a', 'eu-west-1'],
    ['arn:aws-cn:iam::111122223333:role/service-role/deep/r', 'role', 'r', 'global'],
    ['arn:aws:iam::111122223333:role/plain', 'role', 'plain', 'global'],
    ['arn:aws:lambda:eu-west-1:111122223333:layer:common:3', 'layer', 'common:3', 'eu-west-1'],
    ['arn:aws:iam::111122223333:root', 'account', '111122223333', 'global'],
  ])('reads %s', (arn, kind, name, region) => {
    expect(identityOf(arn)).toEqual({ kind, arn, name, region, account: '111122223333' });
  });

  it.each(['', 'arn:aws:s3:::bucket', 'arn:aws:iam::111122223333:user/u'])('refuses %j', (arn) => {
    expect(() => identityOf(arn)).toThrow('is the ARN of no function, role, layer or account');
  });

  it.each(['common', 'common:', 'common:0', 'common:$LATEST'])('refuses layer %j', (layer) => {
    expect(() => identityOf(`arn:aws:lambda:eu-west-1:111122223333:layer:${layer}`)).toThrow(
      'is the ARN of no layer version',
    );
  });
});

describe('findingId', () => {
  it('is of target, check and subject, and of nothing else', () => {
    const id = findingId(findingOf());

    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(findingId(findingOf({ severity: 'low', summary: 'other' }))).toBe(id);
    expect(findingId(findingOf({ subject: 'other' }))).not.toBe(id);
    expect(findingId(findingOf({ check: 'a/b' }))).not.toBe(id);
    expect(findingId(findingOf({ target: 'other' }))).not.toBe(id);
  });

  it('distinguishes the changes of a finding', () => {
    const ids = [
      changeId(findingOf(), { kind: 'opened', at: '1' }),
      changeId(findingOf(), { kind: 'resolved', at: '1' }),
      changeId(findingOf(), { kind: 'opened', at: '2' }),
      changeId(findingOf({ subject: 'b' }), { kind: 'opened', at: '1' }),
    ];

    expect(new Set(ids).size).toBe(4);
  });
});
