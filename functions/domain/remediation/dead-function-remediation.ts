import { accountOf, type FunctionTarget, roleTarget } from '../../core/target.ts';
import { vigilCommand } from '../vigil-command.ts';
import {
  awsCommand,
  functionOptions,
  type Options,
  resumeFunction,
  stopFunction,
} from './aws-command.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { shellWord } from './shell-word.ts';

/**
 * How to retire an idle function, in an order in which nothing is lost that may be wanted back: off,
 * a while of silence, a copy, and only then gone. Each step says how to undo it.
 *
 * @param check whose finding is suppressed where the function waits for something rare.
 */
export function deadFunctionRemediation(
  lead: string,
  target: FunctionTarget,
  check: string,
): string {
  return remediationText(lead, [
    off(target),
    copy(target),
    gone(target),
    role(target),
    logs(target),
    waiting(target, check),
  ]);
}

function off({ arn }: FunctionTarget): RemediationPart {
  return {
    title:
      '1. Turn it off, and wait past the rarest event that may invoke it: a month, a quarter, a year. This takes no concurrency from others',
    text: [
      '# what it has reserved now; no output means nothing',
      lambda('get-function-concurrency', arn),
      stopFunction(arn),
      '# to undo: put what it had, or where it had none',
      resumeFunction(arn),
    ].join('\n'),
  };
}

function copy({ arn, region, packageType }: FunctionTarget): RemediationPart {
  const aliases = lambda('list-aliases', arn, { query: 'Aliases[].Name', output: 'text' });
  const location = lambda('get-function', arn, { query: 'Code.Location', output: 'text' });

  return {
    title:
      '2. Keep a copy of it, in an empty folder. get-function.json holds its environment: keep it as you keep secrets. What it does not have returns an error',
    text: [
      `for what in ${listings.join(' ')}; do ${lambda('$what', arn)} > "$what.json"; done`,
      `for alias in $(${aliases}); do ${lambda('get-policy', arn)} --qualifier "$alias" > "policy-$alias.json"; done`,
      `${awsCommand('lambda', 'list-tags', { resource: arn, region })} > tags.json`,
      ...(packageType === 'Image'
        ? ['# its code is an image: keep it in its repository']
        : [
            '# the address of its code is valid for ten minutes',
            `curl --output code.zip "$(${location})"`,
          ]),
    ].join('\n'),
  };
}

/** Operations that need the name of a function alone. */
const listings = [
  'get-function',
  'get-policy',
  'list-aliases',
  'list-versions-by-function',
  'list-function-url-configs',
  'list-function-event-invoke-configs',
  'list-event-source-mappings',
];

function gone({ arn, region }: FunctionTarget): RemediationPart {
  const mappings = lambda('list-event-source-mappings', arn, {
    query: 'EventSourceMappings[].UUID',
    output: 'text',
  });
  const unmap = awsCommand('lambda', 'delete-event-source-mapping', { region });

  return {
    title:
      '3. If it is not missed, delete it, with its versions, aliases, URLs and policies. Triggers that name it (notifications of buckets, subscriptions, rules, API routes: see get-policy.json) are deleted where they are',
    text: [
      `for uuid in $(${mappings}); do ${unmap} --uuid "$uuid"; done`,
      lambda('delete-function', arn),
      '# to undo: create-function, with code.zip and what get-function.json says',
    ].join('\n'),
  };
}

function role({ roleArn, region }: FunctionTarget): RemediationPart {
  const named = { 'role-name': roleTarget(roleArn).name };
  const sharers = awsCommand('lambda', 'list-functions', {
    region,
    query: `Functions[?Role=='${roleArn}'].FunctionArn`,
  });
  const each = (operation: string, query: string) =>
    awsCommand('iam', operation, { ...named, query, output: 'text' });
  const attached = each('list-attached-role-policies', 'AttachedPolicies[].PolicyArn');
  const inline = each('list-role-policies', 'PolicyNames[]');

  return {
    title: `4. Then its role, but only if no other function runs as it, in any region, and nothing else assumes it (account ${accountOf(roleArn)})`,
    text: [
      sharers,
      awsCommand('iam', 'get-account-authorization-details', {
        filter: 'Role',
        query: `RoleDetailList[?Arn=='${roleArn}']`,
      }).concat(' > role.json'),
      `for arn in $(${attached}); do ${awsCommand('iam', 'detach-role-policy', named)} --policy-arn "$arn"; done`,
      `for name in $(${inline}); do ${awsCommand('iam', 'delete-role-policy', named)} --policy-name "$name"; done`,
      awsCommand('iam', 'delete-role', named),
      '# to undo: role.json has its trust policy and its policies',
    ].join('\n'),
  };
}

function logs({ name, logGroup = `/aws/lambda/${name}`, region }: FunctionTarget): RemediationPart {
  return {
    title: '5. Last its logs, if nothing else writes there and they need not be kept',
    text: awsCommand('logs', 'delete-log-group', { 'log-group-name': logGroup, region }),
  };
}

function waiting({ arn }: FunctionTarget, check: string): RemediationPart {
  return {
    title:
      'If it waits for a rare event, such as the end of a year, suppress the finding until then',
    text: vigilCommand(
      'suppress',
      ...[arn, check, 'function'].map(shellWord),
      "--reason 'runs once a year' --until YYYY-MM-DD",
    ),
    isBackground: true,
  };
}

function lambda(operation: string, arn: string, options: Options = {}): string {
  return awsCommand('lambda', operation, { ...functionOptions(arn, undefined), ...options });
}
