import { describe, expect, it } from 'vitest';
import { actionsMatching, changesThings } from '../../../functions/engines/iam/action-catalogue.ts';

describe('the catalogue', () => {
  it.each<[string, string, boolean]>([
    ['s3:GetObject', 'read', true],
    ['s3:ListAllMyBuckets', 'list', false],
    ['sqs:SendMessage', 'write', true],
    ['xray:PutTraceSegments', 'write', false],
    ['iam:PutRolePolicy', 'permissions management', true],
    ['lambda:TagResource', 'tagging', true],
    ['sts:GetCallerIdentity', 'read', false],
  ])('has %s: %s, takes a resource: %s', (name, access, takesResource) => {
    expect(actionsMatching(name)).toEqual([{ name, access, takesResource }]);
  });

  it.each([
    ['S3:getobject', ['s3:GetObject']],
    ['sqs:Get*', ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl']],
    ['sq?:SendMessage', ['sqs:SendMessage']],
    ['s3:Nonesuch', []],
    ['nonesuch:*', []],
    ['', []],
    ['__proto__:*', []],
  ])('reads %s as %j', (pattern, names) => {
    expect(actionsMatching(pattern).map(({ name }) => name)).toEqual(names);
  });

  it('knows some 22,000 actions', () => {
    expect(actionsMatching('*').length).toBeGreaterThan(20_000);
    expect(actionsMatching('*:*')).toEqual(actionsMatching('*'));
  });

  it('finds each action by its name, in whichever case', () => {
    const names = actionsMatching('*').map(({ name }) => name);

    expect(names.flatMap((name) => actionsMatching(name.toUpperCase()))).toEqual(
      actionsMatching('*'),
    );
  });

  it('knows what changes things', () => {
    const changing = actionsMatching('sqs:*').filter(changesThings);

    expect(changing.map(({ name }) => name)).toContain('sqs:AddPermission');
    expect(changing.map(({ name }) => name)).not.toContain('sqs:GetQueueUrl');
  });
});
