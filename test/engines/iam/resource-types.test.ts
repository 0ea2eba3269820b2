import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { resourceTypeLines } from '../../../functions/data/iam-resource-types.ts';
import { actionsMatching } from '../../../functions/engines/iam/action-catalogue.ts';
import { namingOf, resourceTypesOf } from '../../../functions/engines/iam/resource-types.ts';

describe('the types of resources of an action', () => {
  it.each<[string, readonly string[]]>([
    ['dynamodb:GetItem', ['table: arn:*:dynamodb:*:*:table/*']],
    ['DynamoDB:getitem', ['table: arn:*:dynamodb:*:*:table/*']],
    ['s3:ListBucket', ['bucket: arn:*:s3:::*', 'accesspoint: arn:*:s3:*:*:accesspoint/*']],
    ['iam:PassRole', ['role: arn:*:iam::*:role/*']],
    ['states:StartExecution', ['state machine: arn:*:states:*:*:stateMachine:*']],
    ['sts:GetCallerIdentity', []],
    ['sqs:Nonesuch', []],
    ['nonesuch:Nonesuch', []],
    ['', []],
  ])('of %s', (action, types) => {
    const said = resourceTypesOf(action).map(({ name, arns }) => `${name}: ${arns.join(' or ')}`);

    expect(said.toSorted()).toEqual(types.toSorted());
  });

  it('may have two ARNs', () => {
    expect(resourceTypesOf('lex:DeleteBot')[0]?.arns).toEqual([
      'arn:*:lex:*:*:bot/*',
      'arn:*:lex:*:*:bot:*',
    ]);
  });

  it('adds at most 45 kB to a packed bundle', () => {
    expect(gzipSync(resourceTypeLines).length).toBeLessThan(45_000);
  });
});

describe('what a policy has to name', () => {
  it.each<[string, string | undefined]>([
    ['sqs:SendMessage', 'each of queue'],
    ['ec2:CreateTags', 'any of'],
    ['s3:DeleteObject', 'any of accesspointobject, object'],
    ['s3:GetBucketAcl', 'any of accesspoint, bucket'],
    ['events:PutEvents', 'any of event bus, event busv2'],
    ['events:PutTargets', 'any of rule on custom event bus, rule on default event bus'],
    ['redshift-data:ExecuteStatement', 'any of'],
    ['ssm:StartSession', 'any of'],
    ['sns:TagResource', 'any of topic'],
    ['lambda:ListTags', 'any of'],
    ['translate:TranslateText', undefined],
    ['translate:TranslateDocument', undefined],
    ['translate:DeleteTerminology', 'any of terminology'],
    ['polly:SynthesizeSpeech', undefined],
    ['comprehend:DetectEntities', undefined],
    ['cloudwatch:PutMetricData', undefined],
    ['ce:GetCostAndUsage', undefined],
    ['cloudformation:DescribeStacks', undefined],
    ['account:CloseAccount', undefined],
    ['securityhub:GetFindings', undefined],
    ['s3:ListAllMyBuckets', undefined],
  ])('for %s: %s', (name, expected) => {
    const [action] = actionsMatching(name);
    const naming = action && namingOf(action);
    const said = naming && `${naming.of} of ${naming.types.map((type) => type.name).join(', ')}`;

    expect(action).toBeDefined();
    if (expected === undefined) expect(said).toBeUndefined();
    else expect(said?.startsWith(expected)).toBe(true);
  });

  it('counts a part as the whole', () => {
    const [query] = actionsMatching('dynamodb:Query');

    expect(query && namingOf(query)?.types[0]?.arns).toEqual([
      'arn:*:dynamodb:*:*:table/*',
      'arn:*:dynamodb:*:*:table/*/index/*',
    ]);
  });
});
