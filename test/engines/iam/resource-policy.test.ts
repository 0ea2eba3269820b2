import { expect, it } from 'vitest';
import {
  resourceStatements,
  statementName,
  statementSubject,
  statementTitle,
} from '../../../functions/engines/iam/resource-policy.ts';

const invoke = {
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: '*',
};
const from = (topic: string) => ({
  ...invoke,
  Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:111122223333:${topic}` } },
});

it('knows a statement by its name, whatever it says', () => {
  expect(namesOf([{ ...invoke, Sid: 'Topic' }])).toEqual(['Topic']);
  expect(namesOf([{ ...from('orders'), Sid: 'Topic' }])).toEqual(['Topic']);
});

it.each<[string, object, object]>([
  ['the values of a condition', from('orders'), from('mails')],
  ['whom they let in', invoke, { ...invoke, Principal: '*' }],
  ['what they allow', invoke, { ...invoke, Action: 'lambda:GetFunction' }],
  ['their effect', invoke, { ...invoke, Effect: 'Deny' }],
])('distinguishes two without a name by %s, in whichever order', (_, one, other) => {
  const names = namesOf([one, other]);

  expect(new Set(names).size).toBe(2);
  expect(namesOf([other, one])).toEqual(names.toReversed());
  expect(namesOf([one])).toEqual(names.slice(0, 1));
});

it('takes two that say the same for one', () => {
  expect(new Set(namesOf([invoke, invoke])).size).toBe(1);
});

it('says whose policy it stands in, and to a reader no more than he wants', () => {
  const [statement] = statementsOf([from('orders')]);
  if (!statement) throw new Error('there is no statement');

  const name = statementName(statement);
  expect(name).toMatch(/^statement on lambda:InvokeFunction ~[0-9a-f]{8}$/);
  expect(statementTitle(statement)).toBe('statement on lambda:InvokeFunction');
  expect(statementSubject(statement, { statements: [] })).toBe(`function/${name}`);
  expect(statementSubject(statement, { qualifier: 'live', statements: [] })).toBe(`live/${name}`);
});

function namesOf(statements: readonly object[]) {
  return statementsOf(statements).map(statementName);
}

function statementsOf(Statement: readonly object[]) {
  return resourceStatements(JSON.stringify({ Statement }), 'the policy');
}
