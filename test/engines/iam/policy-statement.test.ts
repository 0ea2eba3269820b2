import { expect, it } from 'vitest';
import {
  isWideByDesign,
  statementsOf,
  subjectOf,
} from '../../../functions/engines/iam/policy-statement.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const read = { Action: 's3:GetObject' };
const reads = Array.from({ length: 6 }, (_, index) => `s3:Get${index}`);
const of = (team: string) => ({
  ...read,
  Condition: { StringEquals: { 'aws:PrincipalTag/team': team } },
});

it('knows a statement by its name, or by what it says', () => {
  expect(subjectsOf([{ ...read, Sid: 'Read' }, read])).toEqual(['p/Read', 'p/s3:GetObject on *']);
});

it('distinguishes two that say the same, and knows each again wherever it stands', () => {
  const subjects = subjectsOf([read, { Action: 's3:*' }, read]);

  expect(subjects).toEqual(['p/s3:GetObject on *', 'p/s3:* on *', 'p/s3:GetObject on * (copy 2)']);
  expect(subjectsOf([{ Action: 's3:*' }, read, read]).toSorted()).toEqual(subjects.toSorted());
});

it.each<[string, Written, Written]>([
  ['the value of a condition', of('shop'), of('bank')],
  ['the last of many actions', { Action: reads }, { Action: reads.with(5, 's3:PutObject') }],
])('distinguishes two by %s, in whichever order', (_, one, other) => {
  const subjects = subjectsOf([one, other]);

  expect(new Set(subjects).size).toBe(2);
  expect(subjectsOf([other, one])).toEqual(subjects.toReversed());
  expect(subjectsOf([one])).toEqual(subjects.slice(0, 1));
});

it('distinguishes policies of one name by their owner', () => {
  const inline = policyOf('p', [{ ...read, Sid: 'Read' }]);
  const managed = (owner: string) => ({
    ...inline,
    source: 'managed' as const,
    arn: `arn:aws:iam::${owner}:policy/p`,
  });

  expect(
    [inline, managed('111122223333'), managed('aws')].flatMap(statementsOf).map(subjectOf),
  ).toEqual(['p/Read', 'p (managed)/Read', 'p (managed by AWS)/Read']);
});

it.each([
  ['ReadOnlyAccess', true],
  ['SecurityAudit', true],
  ['job-function/ViewOnlyAccess', true],
  ['service-role/AWSLambdaBasicExecutionRole', true],
  ['AWSLambdaInvocation-DynamoDB', true],
  ['AWSLambda_FullAccess', false],
  ['AWSLambda_ReadOnlyAccess', false],
  ['AmazonS3ReadOnlyAccess', false],
  ['job-function/DataScientist', false],
])('knows whether the width of %s is what it is for: %s', (name, expected) => {
  const named = (arn: string) => isWideByDesign({ ...policyOf('p', []), source: 'managed', arn });

  expect(named(`arn:aws-cn:iam::aws:policy/${name}`)).toBe(expected);
  expect(named(`arn:aws:iam::111122223333:policy/${name}`)).toBe(false);
});

function subjectsOf(statements: readonly Written[]) {
  return statementsOf(policyOf('p', statements)).map(subjectOf);
}
