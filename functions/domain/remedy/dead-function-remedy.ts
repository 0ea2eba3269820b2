import type { FunctionTarget } from '../target.ts';
import { awsCommand, functionOptions } from './aws-command.ts';
import { remedyText } from './remedy-text.ts';
import { shellWord } from './shell-word.ts';

/** What of a function the commands name. */
export type DeadFunction = Pick<FunctionTarget, 'arn' | 'name' | 'region' | 'roleArn' | 'logGroup'>;

/**
 * The safe way to be rid of a function that nobody seems to use: in steps, of which all but the last
 * have a way back.
 *
 * @param check whose finding is suppressed where the function waits for something rare.
 */
export function deadFunctionRemedy(lead: string, of: DeadFunction, check: string): string {
  const { arn, name, region, roleArn, logGroup = `/aws/lambda/${name}` } = of;
  const lambda = (operation: string, more = {}) =>
    awsCommand('lambda', operation, { ...functionOptions(arn, undefined), ...more });

  return remedyText(lead, [
    {
      title: 'First, keep its configuration and its code',
      text: [
        `${lambda('get-function', { query: 'Configuration' })} > ${shellWord(`${name}.json`)}`,
        `${lambda('get-function', { query: 'Code.Location', output: 'text' })} | xargs curl -o ${shellWord(`${name}.zip`)}`,
      ].join('\n'),
    },
    {
      title: 'Then switch it off, and wait until you are sure that nobody misses it',
      text: lambda('put-function-concurrency', { 'reserved-concurrent-executions': '0' }),
    },
    {
      title: 'The way back: it is on again at once',
      text: lambda('delete-function-concurrency'),
    },
    {
      title: 'At last delete it and its logs; its role too, once nothing else uses it',
      text: [
        lambda('delete-function'),
        awsCommand('logs', 'delete-log-group', { 'log-group-name': logGroup, region }),
        awsCommand('iam', 'list-attached-role-policies', {
          'role-name': roleArn.split('/').at(-1) ?? '',
        }),
      ].join('\n'),
    },
    {
      title: 'If it waits for something rare, such as the end of a year, say so until when',
      text: `npx vigil suppress ${[arn, check, 'function'].map(shellWord).join(' ')} --reason 'runs once a year' --until YYYY-MM-DD`,
    },
  ]);
}
