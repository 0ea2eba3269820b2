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
  /** As a role that has what is printed, and nothing else. */
  readonly printed: Run;
  /** As a role that has nothing. */
  readonly bare: Run;
}

/** Runs the handlers of templates of one language, twice each. */
export async function runTemplates(
  cloud: LocalCloud,
  templates: readonly PolicyTemplate[],
): Promise<readonly TemplateRuns[]> {
  const jobs = await Promise.all(
    templates.flatMap((template, index) => [
      jobOf(cloud, template, { RoleName: `printed-${index}`, hasPolicy: true }),
      jobOf(cloud, template, { RoleName: `bare-${index}`, hasPolicy: false }),
    ]),
  );
  const runs = await runsOf(cloud, jobs, templates[0]?.runtime.startsWith('python') === true);

  return templates.flatMap((_, index) => {
    const [printed, bare] = runs.slice(2 * index);
    return printed && bare ? [{ printed, bare }] : [];
  });
}

/** What the programs take that run handlers. */
interface Job {
  readonly code: string;
  readonly event: unknown;
  readonly env: Readonly<Record<string, string>>;
}

interface RunRole {
  readonly RoleName: string;
  readonly hasPolicy: boolean;
}

async function jobOf(cloud: LocalCloud, template: PolicyTemplate, role: RunRole): Promise<Job> {
  return {
    code: await runnableCode(template),
    event: template.event ?? {},
    env: { ...environmentOf(cloud, template), ...(await credentialsFor(cloud, template, role)) },
  };
}

async function runsOf(
  { bin, environment }: LocalCloud,
  jobs: readonly Job[],
  isPython: boolean,
): Promise<readonly Run[]> {
  const child = spawn(
    isPython ? join(bin, 'python') : process.execPath,
    [join(import.meta.dirname, `run-templates.${isPython ? 'py' : 'mjs'}`)],
    {
      env: { ...environment, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION },
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

/** Of a session of a new role. */
async function credentialsFor(
  { client, account }: LocalCloud,
  template: PolicyTemplate,
  { RoleName, hasPolicy }: RunRole,
): Promise<Readonly<Record<string, string>>> {
  const iam = new IAMClient(client);
  const name = `${RoleName}-${template.runtime.split('.')[0]}`;
  const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Statement: trust });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }),
  );
  if (hasPolicy) {
    const { statements } = await policyOfTemplate(template, roleOfTemplate(template));
    const PolicyDocument = policyText(statements.map(({ statement }) => statement));
    await iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: 'printed', PolicyDocument }),
    );
  }

  const { Credentials } = await new STSClient(client).send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: name }),
  );
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
}
