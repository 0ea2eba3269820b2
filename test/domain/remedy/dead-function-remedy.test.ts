import { expect, it } from 'vitest';
import { deadFunctionRemedy } from '../../../functions/domain/remedy/dead-function-remedy.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const remedy = (more = {}) =>
  deadFunctionRemedy('Delete it.', { ...orders, ...more }, 'usage/idle-function').split('\n');

it('is a sequence of commands, of which the last cannot be taken back', () => {
  const commands = remedy().filter((line) => line.startsWith('aws '));

  expect(commands.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'lambda get-function',
    'lambda get-function',
    'lambda put-function-concurrency',
    'lambda delete-function-concurrency',
    'lambda delete-function',
    'logs delete-log-group',
    'iam list-attached-role-policies',
  ]);
  expect(commands[2]).toBe(
    `aws lambda put-function-concurrency --function-name ${orders.arn} --region eu-west-1 --reserved-concurrent-executions 0`,
  );
});

it('names the log group and the role that it has', () => {
  expect(remedy().join('\n')).toContain('--log-group-name /aws/lambda/orders ');
  expect(remedy({ logGroup: '/shop/all' }).join('\n')).toContain('--log-group-name /shop/all ');
  expect(remedy().join('\n')).toContain('--role-name orders');
});

it('names the command that lets a yearly job stand until a day', () => {
  expect(remedy()).toContain(
    `npx vigil suppress ${orders.arn} usage/idle-function function --reason 'runs once a year' --until YYYY-MM-DD`,
  );
});

it('lets no name do anything in a shell', () => {
  const hostile = functionNamed("x'; rm -rf / #");

  for (const line of remedy(hostile).filter((each) => /^(aws|npx)/.test(each))) {
    expect(line.replaceAll("'\\''", '').replaceAll(/'[^']*'/g, '')).not.toMatch(/[;#]|rm /);
  }
});
