import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { transform } from 'esbuild';
import { policyText } from '../../functions/domain/remediation/statement-text.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';
import type { PolicyTemplate } from '../cli/policy-templates.ts';
import { policyOfTemplate, roleOfTemplate } from '../cli/template-policy.ts';

/** What a handler has called, and what it was refused. */
export interface Run {
  readonly made: readonly string[];
  readonly refused: readonly string[];
}

export interface TemplateRuns {
  /** Of the template. */
  readonly name: string;
  /** As a role that has what is printed, and nothing else. */
  readonly printed: Run;
  /** As a role that has nothing. */
  readonly bare: Run;
}

/** Runs the handlers of templates, twice each, both languages side by side. */
export async function runTemplates(
  cloud: LocalCloud,
  templates: readonly PolicyTemplate[],
): Promise<readonly TemplateRuns[]> {
  const byLanguage = Map.groupBy(templates, ({ runtime }) => runtime.startsWith('python'));
  const policies = await policiesOf(templates);
  const runs = await Promise.all(
    [...byLanguage].map(([isPython, some]) => runsIn(cloud, some, policies, isPython)),
  );

  return runs.flat();
}

/** One after the other, which takes one worker that analyses: each has all of the analyser to load. */
async function policiesOf(templates: readonly PolicyTemplate[]) {
  const policies = new Map<PolicyTemplate, string>();
  for (const template of templates) {
    const { statements } = await policyOfTemplate(template, roleOfTemplate(template));
    policies.set(template, policyText(statements.map(({ statement }) => statement)));
  }

  return policies;
}

async function runsIn(
  cloud: LocalCloud,
  templates: readonly PolicyTemplate[],
  policies: ReadonlyMap<PolicyTemplate, string>,
  isPython: boolean,
): Promise<readonly TemplateRuns[]> {
  const language = isPython ? 'python' : 'nodejs';
  const bare = await credentialsFor(cloud, `bare-${language}`);
  const jobs = await Promise.all(
    templates.map(async (template, index) => {
      const job = await jobOf(cloud, template);
      const name = `printed-${language}-${index}`;
      const printed = await credentialsFor(cloud, name, policies.get(template));
      return [printed, bare].map((credentials) => ({
        ...job,
        env: { ...job.env, ...credentials },
      }));
    }),
  );
  const runs = await runsOf(cloud, jobs.flat(), isPython);

  return templates.flatMap(({ name }, index) => {
    const [asPrinted, asBare] = runs.slice(2 * index);
    return asPrinted && asBare ? [{ name, printed: asPrinted, bare: asBare }] : [];
  });
}

/** What the programs take that run handlers. */
interface Job {
  readonly code: string;
  readonly event: unknown;
  readonly env: Readonly<Record<string, string>>;
}

async function jobOf(cloud: LocalCloud, template: PolicyTemplate): Promise<Job> {
  const code = await runnableCode(template);

  return { code, event: template.event ?? {}, env: environmentOf(cloud, template) };
}

async function runsOf(
  { bin, environment }: LocalCloud,
  jobs: readonly Job[],
  isPython: boolean,
): Promise<readonly Run[]> {
  const python = join(bin, 'python');
  const program = (ending: string) => join(import.meta.dirname, `run-templates.${ending}`);
  const child = spawn(
    isPython ? python : process.execPath,
    isPython ? [program('py')] : [program('mjs'), python],
    {
      env: {
        ...environment,
        AWS_REGION: REGION,
        AWS_DEFAULT_REGION: REGION,
        // Powertools asks for the context of Lambda.
        PYTHONWARNINGS: 'ignore',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  child.stdin.end(JSON.stringify(jobs));

  return JSON.parse(await text(child.stdout));
}

/** Templates name what is there. */
const REGION = 'eu-west-1';

/** A queue is called by its URL, which is that of AWS. */
function environmentOf({ endpoint }: LocalCloud, { env = {} }: PolicyTemplate) {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value.replace(`https://sqs.${REGION}.amazonaws.com`, endpoint),
    ]),
  );
}

async function runnableCode({ runtime, code }: PolicyTemplate): Promise<string> {
  if (runtime.startsWith('python')) return code;

  return (await transform(code, { format: 'cjs' })).code;
}

/** Of a session of a new role, with a policy or with none. */
async function credentialsFor(
  { client, account }: LocalCloud,
  RoleName: string,
  PolicyDocument?: string,
): Promise<Readonly<Record<string, string>>> {
  const iam = new IAMClient(client);
  const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Statement: trust });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (PolicyDocument !== undefined) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'printed', PolicyDocument }));
  }

  const { Credentials } = await new STSClient(client).send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: RoleName }),
  );
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
}
