import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import type { OnCall } from '../../functions/adapters/aws/observed-calls.ts';
import { observedCalls } from '../../functions/adapters/aws/observed-calls.ts';
import { dynamoFacts } from '../../functions/adapters/tables/dynamo-facts.ts';
import {
  type FindingsQueries,
  findingsQueries,
} from '../../functions/adapters/tables/findings-queries.ts';
import { nightReader } from '../../functions/adapters/tables/night-ledger.ts';
import { layersUsedBy } from '../../functions/app/layer-users.ts';
import type { NightReader } from '../../functions/app/ports.ts';
import { storedAccounts } from '../../functions/app/watched-accounts.ts';
import { accountOf, accountTarget, regionOf, type Target } from '../../functions/core/target.ts';
import {
  DESCRIPTION_OF_MEMBERS,
  DESCRIPTION_OF_PARTS,
  type DeployedMembers,
  type DeployedParts,
  deployedMembers,
  deployedParts,
} from '../../functions/domain/deployed-parts.ts';
import { deployCommand } from '../../functions/domain/vigil-command.ts';
import type { WatchedAccount } from '../../functions/domain/watched-account.ts';
import { Failure } from '../failure.ts';

/** The deployed product. */
export interface Deployment extends DeployedParts {
  readonly account: Target<'account'>;
  readonly region: string;
  readonly findings: FindingsQueries;
  /** How far scanners have come. @throws where the deployed version does not say it. */
  readonly readNight: NightReader;
  /** The accounts that are watched beside its own, as they were last listed. */
  readonly otherAccounts: () => Promise<readonly WatchedAccount[]>;
  /** ARNs of the layers that an account uses, from any publisher; undefined where that is not known. */
  readonly layersOf: (account: string) => Promise<ReadonlySet<string> | undefined>;
}

/** @throws Failure when the stack is not where the credentials and the region point to. */
export async function deployment(stack: string, onCall?: OnCall): Promise<Deployment> {
  const client = observedCalls(new CloudFormationClient({}), onCall);
  const { id, outputs } = await describe(client, stack);
  const found = partsIn(outputs, stack);
  const [, partition = 'aws'] = id.split(':');
  const dynamo = observedCalls(new DynamoDBClient({}), onCall);
  const facts =
    found.factsTable === undefined
      ? undefined
      : dynamoFacts(dynamo, found.factsTable, () => new Date());

  return {
    ...found,
    account: accountTarget(accountOf(id), partition),
    region: regionOf(id),
    findings: findingsQueries(dynamo, found.findingsTable),
    readNight: nightOf(dynamo, found),
    otherAccounts: async () => (facts ? storedAccounts(facts) : []),
    layersOf: async (account) => facts && layersUsedBy(account, facts),
  };
}

/** What the roles in accounts that are named are made of. @throws Failure where none are named. */
export async function deployedMembersOf(stack: string): Promise<DeployedMembers> {
  const { outputs } = await describe(new CloudFormationClient({}), stack);
  const output = outputs.find(({ Description }) => Description === DESCRIPTION_OF_MEMBERS);
  partsIn(outputs, stack);
  if (output?.OutputValue !== undefined) return parsed(deployedMembers, output.OutputValue, stack);

  throw new Failure(
    `the stack ${stack} audits no account that is named: deploy it with ${deployCommand('-c accounts=…')}; in those of an organization a stack set makes the roles`,
  );
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

function partsIn(outputs: readonly Output[], stack: string): DeployedParts {
  const output = outputs.find(({ Description }) => Description === DESCRIPTION_OF_PARTS);
  if (output?.OutputValue !== undefined) return parsed(deployedParts, output.OutputValue, stack);

  throw new Failure(
    `the stack ${stack} is there, but is not of lambda-vigil: name the right one with --stack, or update it with ${deployCommand()}`,
  );
}

function parsed<T>(schema: z.ZodMiniType<T>, value: string, stack: string): T {
  try {
    return schema.parse(JSON.parse(value));
  } catch {
    throw new Failure(
      `the stack ${stack} is of another version of lambda-vigil: update it with ${deployCommand()}`,
    );
  }
}

const output = z.object({
  Description: z.optional(z.string()),
  OutputValue: z.optional(z.string()),
});

type Output = z.infer<typeof output>;

const described = z.object({ StackId: z.string(), Outputs: z.optional(z.array(output)) });
