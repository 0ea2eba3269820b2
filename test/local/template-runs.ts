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
export interface TemplateRun {
  readonly made: readonly string[];
  readonly refused: readonly string[];
}

interface RunOptions {
  /** @default true */
  readonly withPolicies?: boolean;
}

let roles = 0;

/** Runs the handlers of templates of one language, each as a role that has what is printed of it. */
export async function runTemplates(
  cloud: LocalCloud,
  templates: readonly PolicyTemplate[],
  { withPolicies = true }: RunOptions = {},
): Promise<readonly TemplateRun[]> {
  const jobs = await Promise.all(
    templates.map(async (template) => ({
      code: await runnableCode(template),
      event: template.event ?? {},
      env: {
        ...environmentOf(cloud, template),
        ...(await credentialsFor(cloud, template, withPolicies)),
      },
    })),
  );
  const isPython = templates[0]?.runtime.startsWith('python');
  const child = spawn(
    isPython ? join(cloud.bin, 'python') : process.execPath,
    [join(import.meta.dirname, `run-templates.${isPython ? 'py' : 'mjs'}`)],
    {
      env: { ...cloud.environment, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION },
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
  withPolicies: boolean,
): Promise<Readonly<Record<string, string>>> {
  roles += 1;
  const RoleName = `template-${roles}`;
  const iam = new IAMClient(client);
  const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Statement: trust }),
    }),
  );
  const { statements } = await policyOfTemplate(template, roleOfTemplate(template));
  if (withPolicies) {
    const PolicyDocument = policyText(statements.map(({ statement }) => statement));
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
