import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import {
  type ControlLevel,
  MalformedPolicy,
  noControls,
  type OrganizationControls,
  serviceControlPolicy,
} from '../functions/engines/iam/index.ts';
import { Failure } from './failure.ts';
import { whyUnreadable } from './why-unreadable.ts';

/**
 * Service control policies from files: each the document itself, or what `aws organizations
 * describe-policy` prints. An account is below all of them; one that only denies leaves the rest.
 *
 * @throws Failure when one is no policy.
 */
export async function savedControls(paths: readonly string[]): Promise<OrganizationControls> {
  const levels: ControlLevel[] = [];
  for (const path of paths) levels.push(await levelIn(path));

  return { ...noControls, levels };
}

async function levelIn(path: string): Promise<ControlLevel> {
  const { id, name, content } = documentIn(await read(path), path);

  try {
    const policy = serviceControlPolicy({ id, name, content });
    const allows = policy.statements.some(({ effect }) => effect === 'Allow');

    return { id: path, policies: allows ? [policy] : [fullAccess, policy] };
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new Failure(`${path}: ${error.message}`);
    throw error;
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${whyUnreadable(error)}`);
  }
}

const described = z.object({
  Policy: z.object({
    Content: z.string(),
    PolicySummary: z.object({ Id: z.string(), Name: z.string() }),
  }),
});

function documentIn(text: string, path: string) {
  const answer = described.safeParse(parsedJson(text));
  if (!answer.success) return { id: 'file', name: basename(path), content: text };
  const { Content, PolicySummary } = answer.data.Policy;

  return { id: PolicySummary.Id, name: PolicySummary.Name, content: Content };
}

/** What is no JSON is no policy either, and the parser of policies says so. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fullAccess = serviceControlPolicy({
  id: 'p-FullAWSAccess',
  name: 'FullAWSAccess',
  content: JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
});
