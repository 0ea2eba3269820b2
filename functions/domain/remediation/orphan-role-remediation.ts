import { partitionOf, roleTarget } from '../../core/target.ts';
import type { OrphanRole } from '../orphan-role.ts';
import { awsCommand, type Options } from './aws-command.ts';
import { placeholder } from './placeholder.ts';
import { remediationText } from './remediation-text.ts';
import { shellWord } from './shell-word.ts';

/** How a role is deleted so that it could be made again. Names of policies hold nothing that a shell splits. */
export function orphanRoleRemediation(lead: string, { arn, managed }: OrphanRole): string {
  const { name } = roleTarget(arn);
  const role = { 'role-name': name };
  const iam = (operation: string, options: Options = {}) =>
    awsCommand('iam', operation, { ...role, ...options });
  const text = (query: string): Options => ({ query, output: 'text' });

  const trust = `${name}-trust.json`;
  const attached = iam('list-attached-role-policies', text('AttachedPolicies[].PolicyArn'));
  const inline = iam('list-role-policies', text('PolicyNames[]'));
  const each = (list: string, line: string) => `for policy in $(${list}); do ${line}; done`;
  const denial = `arn:${partitionOf(arn)}:iam::aws:policy/AWSDenyAll`;

  return remediationText(lead, [
    {
      title: 'Whether a stack created it: then remove it from the stack, and skip the rest',
      text: awsCommand('cloudformation', 'describe-stack-resources', {
        'physical-resource-id': name,
        query: 'StackResources[0].StackName',
        region: placeholder('region of the stack'),
      }),
    },
    {
      title: 'Keep a copy of it, to undo',
      text: [
        `${iam('get-role', { query: 'Role.AssumeRolePolicyDocument' })} > ${shellWord(trust)}`,
        `${attached} > ${shellWord(`${name}-managed.txt`)}`,
        each(
          inline,
          `${iam('get-role-policy', { query: 'PolicyDocument' })} --policy-name "$policy" > ${shellWord(name)}-"$policy".json`,
        ),
      ].join('\n'),
    },
    {
      title: 'Remove its permissions, and wait: the second line undoes that',
      text: [
        iam('attach-role-policy', { 'policy-arn': denial }),
        `# ${iam('detach-role-policy', { 'policy-arn': denial })}`,
      ].join('\n'),
    },
    {
      title: 'Delete it',
      text: [
        each(attached, `${iam('detach-role-policy')} --policy-arn "$policy"`),
        each(inline, `${iam('delete-role-policy')} --policy-name "$policy"`),
        iam('delete-role'),
      ].join('\n'),
    },
    {
      title: 'To undo',
      text: [
        iam('create-role', {
          path: pathOf(arn),
          'assume-role-policy-document': `file://${trust}`,
        }),
        ...managed.map((policy) => iam('attach-role-policy', { 'policy-arn': policy })),
        '# and for each inline policy that was kept:',
        iam('put-role-policy', {
          'policy-name': '<name>',
          'policy-document': `file://${name}-<name>.json`,
        }),
      ].join('\n'),
    },
  ]);
}

/** `/shop/`; undefined for a role without one. */
function pathOf(arn: string): string | undefined {
  const path = arn.split('/').slice(1, -1);

  return path.length > 0 ? `/${path.join('/')}/` : undefined;
}
