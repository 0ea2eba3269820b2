import { describe, expect, it } from 'vitest';
import { keptMark, newIn } from '../../../functions/core/mark.ts';
import { statementMark } from '../../../functions/domain/permissions/statement-mark.ts';
import { resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';

const base = {
  Sid: 'S',
  Effect: 'Allow',
  Principal: { AWS: ['111111111111', '222222222222'] },
  Action: ['lambda:InvokeFunction', 'lambda:GetFunction'],
  Resource: ['arn:aws:lambda:eu-west-1:1:function:a', 'arn:aws:lambda:eu-west-1:1:function:a:*'],
};
const limited = { ...base, ...when('StringEquals', 'aws:SourceVpc', ['vpc-1', 'vpc-2']) };

describe('what a statement grants', () => {
  it.each([
    ['in another order', { ...base, Action: base.Action.toReversed() }, base],
    ['in another case', { ...base, Action: ['LAMBDA:invokefunction', 'lambda:GetFunction'] }, base],
    ['under another name', { ...base, Sid: 'T' }, base],
    ['less', { ...base, Action: 'lambda:GetFunction', Resource: '*' }, { ...base, Resource: '*' }],
    ['to fewer', { ...base, Principal: { AWS: '222222222222' } }, base],
    [
      'under the same condition in another order',
      { ...base, ...when('StringEquals', 'AWS:SourceVpc', ['vpc-2', 'vpc-1']) },
      limited,
    ],
  ])('is nothing new %s', (_, now, before) => {
    expect(added(now, before)).toEqual([]);
  });

  it.each([
    ['an action', { ...base, Action: [...base.Action, 'lambda:*'] }, base],
    ['a resource', { ...base, Resource: [...base.Resource, '*'] }, base],
    ['a principal', { ...base, Principal: { AWS: [...base.Principal.AWS, '*'] } }, base],
    ['a pair', { ...base, Action: 'b:C', Resource: '*' }, { ...base, Action: 'b:C' }],
    ['a condition that is lost', base, limited],
    [
      'the value of a condition',
      { ...limited, ...when('StringEquals', 'aws:SourceVpc', 'v') },
      limited,
    ],
    [
      'one exception fewer',
      { ...base, Action: undefined, NotAction: ['a:B'] },
      { ...base, Action: undefined, NotAction: ['a:B', 'c:D'] },
    ],
  ])('is new by %s', (_, now, before) => {
    expect(added(now, before)).not.toEqual([]);
  });

  it('shows no value of a condition', () => {
    const hidden = statementMark(statementOf({ ...base, ...when('StringEquals', 'k', 'hunter2') }));

    expect(JSON.stringify(hidden)).not.toContain('hunter2');
    expect(hidden[0]).toMatch(/ when stringequals k ~[0-9a-f]{20}$/);
  });

  it('of very many grants is one thing', () => {
    const Action = Array.from({ length: 60 }, (_, index) => `s3:A${index}`);
    const Resource = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::b${index}`);
    const many = { ...base, Action, Resource };

    expect(statementMark(statementOf(many))).toHaveLength(1);
    expect(added({ ...many, Action: Action.toReversed() }, many)).toEqual([]);
    expect(added({ ...many, Action: [...Action, 's3:*'] }, many)).toHaveLength(1);
  });
});

function added(now: object, before: object): readonly string[] {
  return newIn(statementMark(statementOf(now)), keptMark(statementMark(statementOf(before))));
}

function statementOf(written: object) {
  const [statement] = resourcePolicyOf([written]).statements;
  if (!statement) throw new Error('no statement');

  return statement;
}
