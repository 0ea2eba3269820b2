import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { conditionKeyLines } from '../../../functions/data/iam-condition-keys.ts';
import { wholeCatalogue } from '../../../functions/engines/iam/action-catalogue.ts';
import {
  conditionKeysOf,
  mayHaveKey,
} from '../../../functions/engines/iam/action-condition-keys.ts';

describe('the condition keys of an action', () => {
  it.each([
    ['iam:PassRole', 'iam:PassedToService'],
    ['IAM:passrole', 'iam:passedtoservice'],
    ['s3:ListBucket', 's3:prefix'],
    ['lambda:CreateFunction', 'lambda:Layer'],
    ['sqs:CreateQueue', 'aws:RequestTag/team'],
    ['dynamodb:GetItem', 'dynamodb:LeadingKeys'],
    ['s3:GetObject', 's3:ExistingObjectTag/team'],
  ])('of %s include %s', (action, key) => {
    expect(mayHaveKey(action, key)).toBe(true);
  });

  it.each([
    ['s3:GetObject', 's3:prefix'],
    ['iam:GetRole', 'iam:PassedToService'],
    ['sqs:CreateQueue', 'aws:RequestTag'],
    ['sqs:Nonesuch', 'sqs:anything'],
  ])('of %s do not include %s', (action, key) => {
    expect(mayHaveKey(action, key)).toBe(false);
  });

  it('may be none', () => {
    expect(conditionKeysOf('sts:GetCallerIdentity')).toEqual([]);
  });

  it.each(['sqs:Nonesuch', 'nonesuch:*', 'sqs:Get*', ''])('are not known of %j', (action) => {
    expect(conditionKeysOf(action)).toBeUndefined();
  });

  it('are known of every action of the catalogue', () => {
    const unknown = wholeCatalogue().filter(({ name }) => conditionKeysOf(name) === undefined);

    expect(unknown).toEqual([]);
  });

  it('add at most 30 kB to a packed bundle', () => {
    expect(gzipSync(conditionKeyLines).length).toBeLessThan(30_000);
  });
});
