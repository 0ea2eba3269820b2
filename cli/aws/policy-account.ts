import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import { awsClients } from '../../functions/adapters/aws/aws-clients.ts';
import { auditedRegions, enabledRegions } from '../../functions/adapters/aws/enabled-regions.ts';
import { iamLastAccess } from '../../functions/adapters/aws/iam-last-access.ts';
import { iamRoles } from '../../functions/adapters/aws/iam-roles.ts';
import { lambdaInventory } from '../../functions/adapters/aws/lambda-inventory.ts';
import { platformConfiguration } from '../../functions/adapters/aws/platform-configuration.ts';
import { usableRegions } from '../../functions/adapters/aws/usable-regions.ts';
import { functionCalls } from '../../functions/adapters/tables/function-calls.ts';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import type { AccountRole } from '../../functions/app/account-readers.ts';
import { attempt } from '../../functions/app/collectors.ts';
import { observe } from '../../functions/app/observe.ts';
import type { Clock } from '../../functions/app/ports.ts';
import { daysBefore } from '../../functions/core/days-before.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import { type FunctionTarget, partitionOf } from '../../functions/core/target.ts';
import type { ScanSettings } from '../../functions/domain/settings/settings.ts';
import {
  type FunctionUse,
  type LastAccess,
  MOST_DAYS,
  type ServiceAccess,
} from '../../functions/engines/iam/index.ts';
import type { FunctionCalls } from '../../functions/facts/function-calls.ts';
import { codeScanner } from '../../functions/scanners/code-scanner.ts';
import { analyser } from '../analyser.ts';

/** Functions whose configuration is read at once. */
const CONCURRENCY = 5;

/** All functions of the account. */
export interface ListedFunctions {
  readonly functions: readonly FunctionTarget[];
  /** Why there may be more. */
  readonly unlisted: readonly string[];
}

/** What is known of a function for its policy. */
export interface ReadFunction {
  readonly target: FunctionTarget;
  readonly role: Known<AccountRole>;
  readonly use: FunctionUse;
  readonly lastAccess: LastAccess | undefined;
  /** What could not be read. */
  readonly unread: readonly string[];
}

/** Reads an account as the scanners do. */
export function policyAccount(settings: ScanSettings, clock: Clock) {
  const aws = awsClients({ perSecond: settings.apiRate });
  const lambda = aws.limitedIn(LambdaClient);
  const iam = aws.limited(IAMClient);
  const regions = enabledRegions(aws.unlimited(EC2Client));
  const inventory = lambdaInventory({
    lambda,
    regions: usableRegions(auditedRegions(settings, regions), lambda),
    withVersions: false,
  });

  return {
    async list(): Promise<ListedFunctions> {
      const { open } = await inventory.regions();
      const functions: FunctionTarget[] = [];
      const unlisted: string[] = [];

      for (const region of open) {
        const listed = await attempt(async () => {
          for await (const target of inventory.functions(region)) functions.push(target);
        });
        if (!listed.known) unlisted.push(`the functions of ${region}: ${listed.reason}`);
      }
      return { functions, unlisted };
    },

    async read(targets: readonly FunctionTarget[]): Promise<readonly ReadFunction[]> {
      const { roles } = await iamRoles(iam).read();
      const calls = await callsOf(targets, settings, clock);
      const arns = [...new Set(targets.map(({ roleArn }) => roleArn))];
      const access = await iamLastAccess({ client: iam }).read(arns);
      const configure = platformConfiguration(lambda);

      return pMap(
        targets,
        async (target) => {
          const platform = await attempt(() => configure(target));
          const { sdkCalls, variables } = calls.get(target.arn) ?? notRead;
          const role = roles.get(target.roleArn);
          const seen = access.get(target.roleArn) ?? unknown('IAM left it out');

          return {
            target,
            role: role ? { known: true, value: role } : unknown('IAM does not list it'),
            use: {
              name: target.name,
              place: placeOf(target),
              calls: sdkCalls,
              variables,
              platform: platform.known ? platform.value : { layers: target.layers },
            },
            lastAccess: lastAccessOf(seen, role, settings, clock),
            unread: [
              ...notes('its configuration', platform),
              ...notes('the values of its environment', variables),
              ...notes('when its role last used what it is allowed', seen),
            ],
          };
        },
        { concurrency: CONCURRENCY },
      );
    },
  };
}

const notRead: FunctionCalls = {
  sdkCalls: unknown('its code was not read'),
  variables: unknown('its code was not read'),
};

/** As the deployed code scanner reads them. */
async function callsOf(
  targets: readonly FunctionTarget[],
  settings: ScanSettings,
  clock: Clock,
): Promise<ReadonlyMap<string, FunctionCalls>> {
  const facts = inMemoryFacts();
  const findings = inMemoryFindings();
  const { targetState } = findings;
  const { observer } = codeScanner({ settings, facts, findings, targetState, clock, analyser });
  await observe(observer, targets);

  return functionCalls(facts)(targets.map(({ arn }) => arn));
}

function placeOf({ arn, region, account }: FunctionTarget) {
  return { partition: partitionOf(arn), region, account };
}

/** Of a role that is younger than the window, IAM has not seen enough. */
function lastAccessOf(
  seen: Known<readonly ServiceAccess[]>,
  role: AccountRole | undefined,
  { idleDays }: ScanSettings,
  clock: Clock,
): LastAccess | undefined {
  const days = Math.min(idleDays, MOST_DAYS);
  const since = daysBefore(clock().toISOString(), days);
  const createdAt = role?.createdAt.known ? role.createdAt.value : undefined;

  return seen.known && createdAt !== undefined && createdAt < since
    ? { days, since, services: seen.value, recent: [] }
    : undefined;
}

function notes(what: string, known: Known<unknown>): readonly string[] {
  return known.known ? [] : [`${what}: ${known.reason}`];
}
