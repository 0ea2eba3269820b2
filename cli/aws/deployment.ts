import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import type { OnCall } from '../../functions/adapters/aws/observed-calls.ts';
import { observedCalls } from '../../functions/adapters/aws/observed-calls.ts';
import {
  type FindingsQueries,
  findingsQueries,
} from '../../functions/adapters/tables/findings-queries.ts';
import { nightReader } from '../../functions/adapters/tables/night-ledger.ts';
import type { NightReader } from '../../functions/app/ports.ts';
import { accountOf, accountTarget, regionOf, type Target } from '../../functions/core/target.ts';
import {
  DESCRIPTION_OF_PARTS,
  type DeployedParts,
  deployedParts,
} from '../../functions/domain/deployed-parts.ts';
import { deployCommand } from '../../functions/domain/vigil-command.ts';
import { Failure } from '../failure.ts';

/** The deployed product. */
export interface Deployment extends DeployedParts {
  readonly account: Target<'account'>;
  readonly region: string;
  readonly findings: FindingsQueries;
  /** How far scanners have come. @throws where the deployed version does not say it. */
  readonly readNight: NightReader;
}

/** @throws Failure when the stack is not where the credentials and the region point to. */
export async function deployment(stack: string, onCall?: OnCall): Promise<Deployment> {
  const client = observedCalls(new CloudFormationClient({}), onCall);
  const { id, outputs } = await describe(client, stack);
  const output = outputs.find(({ Description }) => Description === DESCRIPTION_OF_PARTS);

  if (output?.OutputValue === undefined) {
    throw new Failure(
      `the stack ${stack} is there, but is not of lambda-vigil: name the right one with --stack, or update it with ${deployCommand()}`,
    );
  }
  const found = partsIn(output.OutputValue, stack);
  const [, partition = 'aws'] = id.split(':');
  const dynamo = observedCalls(new DynamoDBClient({}), onCall);

  return {
    ...found,
    account: accountTarget(accountOf(id), partition),
    region: regionOf(id),
    findings: findingsQueries(dynamo, found.findingsTable),
    readNight: nightOf(dynamo, found),
  };
}

function nightOf(client: DynamoDBClient, { factsTable }: DeployedParts): NightReader {
  if (factsTable !== undefined) return nightReader(client, factsTable);

  return async () => {
    throw new Failure('the deployed version is older than this command: npm run deploy updates it');
  };
}

async function describe(client: CloudFormationClient, StackName: string) {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const { StackId, Outputs } = described.parse(Stacks?.[0]);

    return { id: StackId, outputs: Outputs ?? [] };
  } catch (error) {
    if (!(error instanceof Error && isAbsence(error))) throw error;

    throw new Failure(
      `there is no stack ${StackName} in ${await placeOf(client)}: deploy it with ${deployCommand()}, or choose another --stack, AWS_REGION or AWS_PROFILE`,
    );
  }
}

function isAbsence({ name, message }: Error): boolean {
  return name === 'ValidationError' && message.includes('does not exist');
}

/** For an error message, which goes without the account rather than not at all. */
async function placeOf(client: CloudFormationClient): Promise<string> {
  const region = await client.config.region();

  try {
    const { Account } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
    return `${region} of account ${Account}`;
  } catch {
    return region;
  }
}

function partsIn(value: string, stack: string): DeployedParts {
  try {
    return deployedParts.parse(JSON.parse(value));
  } catch {
    throw new Failure(
      `the stack ${stack} is of another version of lambda-vigil: update it with ${deployCommand()}`,
    );
  }
}

const described = z.object({
  StackId: z.string(),
  Outputs: z.optional(
    z.array(z.object({ Description: z.optional(z.string()), OutputValue: z.optional(z.string()) })),
  ),
});
