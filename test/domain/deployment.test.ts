import { describe, expect, it } from 'vitest';
import { deployerOf, deploymentIn, deploymentInWords } from '../../functions/domain/deployment.ts';
import { functionNamed } from '../fakes/targets.ts';

const { arn } = functionNamed('shop');
const role = 'arn:aws:iam::111122223333:role/ci/ci-deploy';
const session = 'arn:aws:sts::111122223333:assumed-role/ci-deploy/alice';
const issued = { sessionContext: { sessionIssuer: { type: 'Role', arn: role } } };
const key = 'AKIAQ3EGTZVL7MNRW2YX';

describe('who deployed, by a record of CloudTrail', () => {
  it.each<[string, object, object]>([
    [
      'is the role of a session, with its path, and the session',
      { type: 'AssumedRole', arn: session, ...issued, accessKeyId: key },
      { by: role, session: 'alice' },
    ],
    [
      'is the role by its name, where the record has no more',
      { arn: session },
      { by: 'arn:aws:iam::111122223333:role/ci-deploy', session: 'alice' },
    ],
    [
      'is a user',
      { type: 'IAMUser', arn: `${role}-user`, accessKeyId: key },
      { by: `${role}-user` },
    ],
    [
      'is who asked for a federated session',
      { arn: 'arn:aws:sts::111122223333:federated-user/bob' },
      { by: 'arn:aws:sts::111122223333:federated-user', session: 'bob' },
    ],
    [
      'is the root user',
      { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
      { by: 'arn:aws:iam::111122223333:root' },
    ],
    [
      'is a service in its own name',
      { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
      { by: 'cloudformation.amazonaws.com' },
    ],
    [
      'is an account of which CloudTrail says no more',
      { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROA' },
      { by: 'account 444455556666' },
    ],
    [
      'has no secret in its name',
      { arn: session.replace('alice', key), ...issued },
      { by: role, session: expect.not.stringContaining(key.slice(8)) },
    ],
    [
      'is cut where it is far too long',
      { arn: session.replace('alice', 'a'.repeat(5_000)), ...issued },
      { by: role, session: 'a'.repeat(128) },
    ],
  ])('%s', (_, userIdentity, expected) => {
    expect(deploymentIn(call({ userIdentity }))).toEqual({
      at: '2026-11-28T10:31:00Z',
      ...expected,
    });
  });

  it.each<[string, object]>([
    ['an operation that deploys nothing', { eventName: 'AddPermission20150331v2' }],
    ['a dry run', { requestParameters: { dryRun: true } }],
    ['no time', { eventTime: 'yesterday' }],
    ['no identity', { userIdentity: undefined }],
    ['an identity that says nothing', { userIdentity: { type: 'Unknown' } }],
    ['an account that is none', { userIdentity: { accountId: 'ANONYMOUS' } }],
    ['an ARN that is none', { userIdentity: { arn: 'alice' } }],
    ['a service that is none', { userIdentity: { invokedBy: 'evil.example' } }],
    ['an identity of another form', { userIdentity: { arn: { a: 1 } } }],
  ])('is not there: %s', (_, more) => {
    expect(deploymentIn(call(more))).toBeUndefined();
  });
});

describe('a deployment in words', () => {
  it('names the role, the session and the minute', () => {
    const deployment = { at: '2026-11-28T10:31:00Z', by: role, session: 'alice' };

    expect(deploymentInWords(deployment, arn)).toBe(
      'Last deployed by role/ci/ci-deploy (session alice) on 2026-11-28 10:31 UTC, code or configuration',
    );
  });

  it('names the account of a principal that is of another one', () => {
    const by = role.replace('111122223333', '444455556666');

    expect(deployerOf({ at: '', by }, arn)).toBe('role/ci/ci-deploy of 444455556666');
  });
});

function call(more: object) {
  return {
    eventName: 'UpdateFunctionCode20150331v2',
    eventTime: '2026-11-28T10:31:00Z',
    userIdentity: { arn: session },
    requestParameters: {},
    ...more,
  };
}
