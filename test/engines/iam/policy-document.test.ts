import { describe, expect, it } from 'vitest';
import {
  describeSelection,
  MalformedPolicy,
  parsePolicy,
  selectsAction,
} from '../../../functions/engines/iam/policy-document.ts';
import { parseResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { fc, property } from '../../property.ts';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const normal = {
  effect: 'Allow',
  actions: { scope: 'only', patterns: ['s3:GetObject'] },
  resources: { scope: 'only', patterns: ['*'] },
  conditions: [],
};

describe('parsePolicy', () => {
  it.each([
    ['one statement without a list', textOf(allow)],
    ['a list', textOf([allow])],
    ['a URL-encoded document', encodeURIComponent(textOf([allow]))],
    ['one that is encoded as forms are', formEncoded(textOf(allow, 2))],
    ['white space around it', `\n ${textOf([allow])}\n`],
    ['a list for its resource (case 9)', textOf([{ ...allow, Resource: ['*'] }])],
    ['white space in an action', textOf([{ ...allow, Action: ' s3:GetObject\n' }])],
  ])('reads %s', (_, document) => {
    expect(parsePolicy(document, 'p')).toEqual([normal]);
  });

  it('leaves a percent sign in a plain document alone', () => {
    const [statement] = parsePolicy(textOf({ ...allow, Resource: 'arn:aws:s3:::a%2Ab' }), 'p');

    expect(statement?.resources.patterns).toEqual(['arn:aws:s3:::a%2Ab']);
  });

  it('reads on after a statement without Action (case 8)', () => {
    const { Action: _, ...rest } = allow;

    const statements = parsePolicy(textOf([{ ...rest, NotAction: 'iam:*' }, allow]), 'p');

    expect(statements.map(({ actions }) => actions)).toEqual([
      { scope: 'all but', patterns: ['iam:*'] },
      normal.actions,
    ]);
  });

  it('makes conditions a list, and their values texts', () => {
    const Condition = { Bool: { 'aws:SecureTransport': true }, StringLike: { k: ['a', 'b'] } };

    const [statement] = parsePolicy(textOf({ ...allow, Condition }), 'p');

    expect(statement?.conditions).toEqual([
      { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] },
      { operator: 'StringLike', key: 'k', values: ['a', 'b'] },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['what is not JSON', 'Statement'],
    ['a broken encoding', '%7B%'],
    ['another document', '{}'],
    ['a list', '[]'],
    ['a statement that is none', textOf(['*'])],
    ['an effect in another case', textOf({ ...allow, Effect: 'allow' })],
    ['no action', textOf({ Effect: 'Allow', Resource: '*' })],
    ['no resource', textOf({ Effect: 'Allow', Action: '*' })],
    ['Action and NotAction', textOf({ ...allow, NotAction: 'iam:*' })],
    ['Resource and NotResource', textOf({ ...allow, NotResource: 'x' })],
    ['a principal', textOf({ ...allow, Principal: '*' })],
    ['an element in another case', textOf({ ...allow, condition: {} })],
    ['a condition that is none', textOf({ ...allow, Condition: { Bool: 'x' } })],
    ['a prototype', textOf(allow).replace('}', ',"Condition":{"__proto__":{"k":"v"}}}')],
    ['depth', '['.repeat(200_000)],
    ['depth in a statement', `{"Statement":${'['.repeat(9_000)}${']'.repeat(9_000)}}`],
    ['more than a policy can be', textOf({ ...allow, Sid: 'x'.repeat(2 ** 20) })],
  ])('refuses %s, and names the policy', (_, document) => {
    expect(() => parsePolicy(document, 'policy p')).toThrow(MalformedPolicy);
    expect(() => parsePolicy(document, 'policy p')).toThrow('policy p');
  });

  it('says where the fault is, without the text', () => {
    const document = textOf([allow, { ...allow, Effect: 'hush' }]);

    expect(() => parsePolicy(document, 'p')).toThrow(/statement 2 has no valid Effect$/);
  });

  property.prop([
    fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"Statement":${json}}`),
    ),
  ])('throws nothing but its own error, whatever it reads', (document) => {
    for (const parse of [parsePolicy, parseResourcePolicy]) {
      try {
        parse(document, 'p');
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedPolicy);
      }
    }
  });
});

describe('selectsAction', () => {
  it.each([
    ['only', ['S3:getobject'], true],
    ['only', ['s3:Put*'], false],
    ['only', [], false],
    ['all but', ['s3:get*'], false],
    ['all but', ['s3:Put*'], true],
    ['all but', [], true],
  ] as const)('%s %s on s3:GetObject: %s', (scope, patterns, expected) => {
    expect(selectsAction({ scope, patterns }, 's3:GetObject')).toBe(expected);
  });
});

describe('describeSelection', () => {
  it('shows the first of many', () => {
    const patterns = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

    expect(describeSelection({ scope: 'all but', patterns })).toBe(
      'all but a, b, c, d, e and 2 more',
    );
  });
});

/** With a plus for each space. */
function formEncoded(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}

function textOf(Statement: unknown, indent = 0): string {
  return JSON.stringify({ Version: '2012-10-17', Statement }, undefined, indent);
}
