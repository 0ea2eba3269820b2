import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { coverageItem, findingItem } from '../../functions/adapters/tables/finding-items.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import type { Coverage, Finding } from '../../functions/domain/finding.ts';
import { mockClient } from '../fakes/mock-client.ts';

interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly subject?: string;
  readonly check?: string;
  readonly openSeverity?: string;
  readonly changedAt?: string;
  readonly status?: string;
}

/** As an older version has deployed them. */
export const deployedParts = {
  findingsTable: 'findings',
  scanners: Object.fromEntries(
    scannerNames.map((name) => [
      name,
      { functionName: `scan-${name}`, queueUrl: `q/${name}`, deadLettersUrl: `dead/${name}` },
    ]),
  ),
  digestFunction: 'digest',
};

/** Whose credentials the commands have. */
export const caller = 'arn:aws:sts::111122223333:assumed-role/ops/ada';

/** A deployed stack whose findings table is in memory. Its clients are those of the SDK, mocked. */
export function deployedStack() {
  const cloudformation = mockClient(CloudFormationClient);
  const table = mockClient(DynamoDBDocumentClient);
  const sts = mockClient(STSClient);
  const items = new Map<string, Item>();
  const put = (item: Item) => items.set(`${item.pk} ${item.sk}`, item);
  const where = (test: (item: Item) => boolean) => ({ Items: [...items.values()].filter(test) });

  let beforePut = () => {};

  return {
    cloudformation,
    sts,
    table,
    items,
    put,

    /** What another caller does just before each write. */
    beforePut(action: () => void): void {
      beforePut = action;
    },

    /** To be called before each test. */
    reset({
      findings = [],
      coverage = [],
      output = JSON.stringify(deployedParts),
    }: {
      readonly findings?: readonly Finding[];
      readonly coverage?: readonly Coverage[];
      readonly output?: string;
    }): void {
      cloudformation.reset();
      table.reset();
      sts.reset();
      sts
        .on(GetCallerIdentityCommand)
        .resolves({ Account: '111122223333', Arn: caller, UserId: 'A:ada' });
      items.clear();
      beforePut = () => {};
      for (const finding of findings) put(findingItem({ kind: 'opened', finding }));
      for (const one of coverage) put(coverageItem(one));

      cloudformation.on(DescribeStacksCommand).resolves({
        Stacks: [
          {
            StackName: 'LambdaVigil',
            StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/LambdaVigil/1',
            CreationTime: new Date(0),
            StackStatus: 'CREATE_COMPLETE',
            Outputs: [
              { Description: 'of another owner', OutputValue: '{}' },
              {
                Description: 'lambda-vigil: where the command line finds its parts',
                OutputValue: output,
              },
            ],
          },
        ],
      });
      table.on(ScanCommand).callsFake(() => where((item) => 'subject' in item));
      table.on(GetCommand).callsFake(({ Key }) => ({ Item: items.get(`${Key.pk} ${Key.sk}`) }));
      table
        .on(QueryCommand)
        .callsFake(({ IndexName, ExpressionAttributeValues: values }) =>
          IndexName === 'open'
            ? where(({ openSeverity }) => openSeverity === values[':severity'])
            : where(({ check }) => check === values[':check']),
        );
      table.on(PutCommand).callsFake(({ Item, ExpressionAttributeValues: values }) => {
        beforePut();
        if (items.get(`${Item.pk} ${Item.sk}`)?.changedAt !== values[':before']) {
          throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
        }
        put(Item);
        return {};
      });
    },
  };
}
