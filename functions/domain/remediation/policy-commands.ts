import type { Target } from '../../core/target.ts';
import { isOfAws, type NamedPolicy } from '../../engines/iam/index.ts';
import { awsCommand } from './aws-command.ts';

/**
 * The lines that change a policy of a role. Its document is fetched, edited and put back, so that
 * whatever else is in it, its Version included, stays as it is.
 */
export function policyChange(policy: NamedPolicy, { name }: Target<'role'>): readonly string[] {
  const { arn } = policy;
  if (arn === undefined) return inlineChange(policy.name, name);

  return isOfAws(policy) ? replacement(policy.name, arn, name) : managedChange(arn);
}

/** The line that takes a policy away from a role: of a managed one, others may have it still. */
export function policyRemoval({ name, arn }: NamedPolicy, role: Target<'role'>): string {
  const named = { 'role-name': role.name };

  return arn === undefined
    ? awsCommand('iam', 'delete-role-policy', { ...named, 'policy-name': name })
    : awsCommand('iam', 'detach-role-policy', { ...named, 'policy-arn': arn });
}

const FILE = 'file://policy.json';
const EDIT = '# in policy.json, write the statement as it should be in the place of what it is';

function inlineChange(policy: string, role: string): readonly string[] {
  const named = { 'role-name': role, 'policy-name': policy };

  return [
    `${awsCommand('iam', 'get-role-policy', { ...named, query: 'PolicyDocument' })} > policy.json`,
    EDIT,
    awsCommand('iam', 'put-role-policy', { ...named, 'policy-document': FILE }),
  ];
}

/** IAM keeps five versions of a managed policy, and all that it is attached to gets the new one too. */
function managedChange(arn: string): readonly string[] {
  const named = { 'policy-arn': arn };
  const version = awsCommand('iam', 'get-policy', {
    ...named,
    query: 'Policy.DefaultVersionId',
    output: 'text',
  });
  const read = awsCommand('iam', 'get-policy-version', {
    ...named,
    query: 'PolicyVersion.Document',
  });

  return [
    '# what else it is attached to, and would be changed with it:',
    awsCommand('iam', 'list-entities-for-policy', named),
    `${read} --version-id "$(${version})" > policy.json`,
    EDIT,
    awsCommand('iam', 'create-policy-version', {
      ...named,
      'policy-document': FILE,
      'set-as-default': true,
    }),
  ];
}

function replacement(policy: string, arn: string, role: string): readonly string[] {
  return [
    '# policy.json: { "Version": "2012-10-17", "Statement": [ the statement as it should be, and',
    `# of the others in ${commentOf(policy)} those that the functions need ] }`,
    awsCommand('iam', 'put-role-policy', {
      'role-name': role,
      'policy-name': `own-${policy}`.slice(0, MOST_NAME),
      'policy-document': FILE,
    }),
    awsCommand('iam', 'detach-role-policy', { 'role-name': role, 'policy-arn': arn }),
  ];
}

/** Characters of the name of an inline policy. */
const MOST_NAME = 128;

/** A comment ends with its line. */
function commentOf(name: string): string {
  return name.replaceAll(/[^\w+=,.@-]/g, '?');
}
