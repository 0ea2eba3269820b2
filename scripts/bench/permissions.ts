import {
  contextOf,
  effectivePermissionsOf,
  escalationsOf,
  evaluatorOf,
  parseTrustPolicy,
  roleChains,
} from '../../functions/engines/iam/index.ts';
import { benchPermissionCalls } from './permission-calls.ts';
import { type ScannerStart, scannerStart } from './scanner-start.ts';
import { type JudgedRole, someRoles } from './some-roles.ts';
import { bestOf, type Timing, timed } from './timed.ts';

const ROLES = 1_000;
const NOW = '2026-11-25T03:00:00.000Z';

const FUNCTIONS = 1_000;

/** `npm run bench -- permissions`: the engine, the scanner's bundle, and what it asks AWS. */
export async function benchPermissions(): Promise<void> {
  const roles = someRoles(ROLES);

  console.info(`\nEngine, ${ROLES} roles`);
  // Cold comes first: nothing has read the catalogue before.
  printTime(
    'effective permissions, cold',
    timed(() => effective(roles)),
  );
  printTime(
    'effective permissions, warm',
    bestOf(5, () => effective(roles)),
  );
  printTime(
    'escalations',
    timed(() => escalating(roles)),
  );
  printTime(
    'role graph',
    timed(() => graphing(roles)),
  );
  printDecisions(roles);

  printStart(scannerStart('functions/handlers/scan-permissions.ts'));
  await benchPermissionCalls(FUNCTIONS);
}

function effective(roles: readonly JudgedRole[]): void {
  for (const { permissions, role } of roles) {
    effectivePermissionsOf(permissions, contextOf(role, NOW));
  }
}

function escalating(roles: readonly JudgedRole[]): void {
  for (const { permissions, role } of roles) escalationsOf(permissions, role, NOW);
}

/** All let in Lambda; one in ten its account as well. There are as many users, with the same policies. */
function graphing(judged: readonly JudgedRole[]): void {
  const roles = judged.map(({ permissions, role }, index) => ({
    target: role,
    permissions: known(permissions),
    trust: known(index % 10 === 0 ? openTrust : lambdaTrust),
    functions: known([`arn:aws:lambda:eu-west-1:111122223333:function:many-${index}`]),
  }));
  const users = judged.map(({ permissions, role }) => ({
    arn: role.arn.replace(':role/', ':user/'),
    permissions: known(permissions),
  }));

  roleChains({ roles, identities: known({ users, groups: [] }) }, NOW);
}

const lambdaTrust = trusting({ Service: 'lambda.amazonaws.com' });
const openTrust = trusting({ Service: 'lambda.amazonaws.com', AWS: '111122223333' });

function trusting(Principal: object) {
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };

  return parseTrustPolicy(JSON.stringify({ Statement }));
}

function known<T>(value: T) {
  return { known: true, value } as const;
}

const questions = [
  ['s3:GetObject', 'arn:aws:s3:::many-1/2026/1.pdf'],
  ['dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/many-1'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:many-1'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/many-1'],
  ['logs:PutLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/many-1'],
] as const;

function printDecisions(roles: readonly JudgedRole[]): void {
  const asked = roles.map(({ permissions, role }) => ({
    decide: evaluatorOf(permissions),
    context: contextOf(role, NOW),
  }));
  const rounds = 20;

  const { processor } = bestOf(3, () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const { decide, context } of asked) {
        for (const [action, resource] of questions) decide({ action, resource, context });
      }
    }
  });
  const decisions = rounds * asked.length * questions.length;
  console.info(`  ${((decisions / processor) * 1_000).toFixed(0)} decisions a second`);
}

function printTime(what: string, { processor, wall }: Timing): void {
  console.info(
    `  ${processor.toFixed(0).padStart(6)} ms  ${what} (${wall.toFixed(0)} on the clock)`,
  );
}

function printStart({ bytes, packed, milliseconds }: ScannerStart) {
  console.info('\nBundle of scan-permissions');
  console.info(`  ${(bytes / 1_024).toFixed(0)} kB, ${(packed / 1_024).toFixed(0)} kB compressed`);
  console.info(`  ${milliseconds.toFixed(0)} ms of a cold start are its own`);
}
