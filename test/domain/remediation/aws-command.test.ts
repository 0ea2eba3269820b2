import { describe, expect, it } from 'vitest';
import { awsCommand, removePermission } from '../../../functions/domain/remediation/aws-command.ts';

describe('awsCommand', () => {
  it('leaves out what is not given', () => {
    expect(awsCommand('lambda', 'get-policy', { 'function-name': 'a', qualifier: undefined })).toBe(
      'aws lambda get-policy --function-name a',
    );
  });

  it('ties a value that looks like an option to its own, and names one without a value', () => {
    expect(awsCommand('iam', 'x', { name: '-v', 'set-as-default': true })).toBe(
      'aws iam x --name=-v --set-as-default',
    );
  });

  it.each([
    ['a space', 'Allow all', "'Allow all'"],
    ['a command', '$(rm -rf ~)', "'$(rm -rf ~)'"],
    ['a quote', "it's; ls", `'it'\\''s; ls'`],
    ['a wildcard', '*', "'*'"],
    ['nothing', '', "''"],
    ['a line', 'a\nb', "'a␊b'"],
  ])('lets a shell make nothing of %s', (_, value, quoted) => {
    expect(awsCommand('s3', 'x', { name: value })).toBe(`aws s3 x --name ${quoted}`);
  });
});

it('removePermission names the statement and whose policy it stands in', () => {
  expect(
    removePermission('arn:aws:lambda:eu-west-1:111122223333:function:orders', 'live', 'S'),
  ).toBe(
    'aws lambda remove-permission --function-name arn:aws:lambda:eu-west-1:111122223333:function:orders --qualifier live --region eu-west-1 --statement-id S',
  );
});
