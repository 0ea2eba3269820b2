import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import { deadFunctionRemediation } from '../../../functions/domain/remediation/dead-function-remediation.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', {
  roleArn: 'arn:aws:iam::111122223333:role/shop/orders-role',
});

const CHECK = 'usage/idle-function';

/** The operations of the AWS CLI, in order. */
function operationsIn(remedy: string): readonly string[] {
  return [...remedy.matchAll(/aws (?:lambda|iam|logs) ([a-z-]+) --/g)].map(([, name = '']) => name);
}

describe('how to put a function away', () => {
  it('is safe in its order: off, a copy, the function, its role, its logs', () => {
    const remedy = deadFunctionRemediation('If it is dead.', orders, CHECK);
    const places = [
      'put-function-concurrency',
      'for what in get-function get-policy list-aliases ',
      'get-policy --function-name',
      'list-tags',
      'curl',
      'delete-event-source-mapping',
      'delete-function ',
      'list-functions',
      'detach-role-policy',
      'delete-role-policy',
      'delete-role ',
      'delete-log-group',
    ].map((text) => remedy.indexOf(text));

    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('says how to undo each step', () => {
    const remedy = deadFunctionRemediation('If it is dead.', orders, CHECK);

    expect(operationsIn(remedy)[0]).toBe('get-function-concurrency');
    expect(operationsIn(remedy)).toContain('delete-function-concurrency');
    expect(remedy.match(/# to undo/g)).toHaveLength(3);
  });

  it('fits into what a finding keeps, for the longest of names', () => {
    const longest = functionNamed('x'.repeat(64), {
      region: 'ap-southeast-7',
      roleArn: `arn:aws-us-gov:iam::111122223333:role/${'r'.repeat(64)}`,
    });

    expect(deadFunctionRemediation('l'.repeat(250), longest, CHECK)).toContain(
      'aws logs delete-log-group',
    );
  });

  it('names the role without its path, and the log group that it has', () => {
    const remedy = deadFunctionRemediation('x', { ...orders, logGroup: '/shop/all' }, CHECK);

    expect(remedy).toContain('delete-role --role-name orders-role\n');
    expect(remedy).toContain('delete-log-group --log-group-name /shop/all --region eu-west-1');
    expect(deadFunctionRemediation('x', orders, CHECK)).toContain(
      '--log-group-name /aws/lambda/orders ',
    );
  });

  it('names the command that lets a yearly job stand until a day', () => {
    expect(deadFunctionRemediation('x', orders, CHECK)).toContain(
      `npx --no-install vigil suppress ${orders.arn} usage/idle-function function --reason 'runs once a year' --until YYYY-MM-DD`,
    );
  });

  it('downloads no code of an image', () => {
    const remedy = deadFunctionRemediation('x', { ...orders, packageType: 'Image' }, CHECK);

    expect(remedy).not.toContain('curl');
    expect(remedy).toContain('its code is an image');
  });

  it.each([
    "o'; touch /tmp/owned; '",
    '$(touch /tmp/owned)',
    '`touch /tmp/owned`',
    '"; touch /tmp/owned; "',
    '-rf\n# x',
  ])('does nothing with a name such as %j', (name) => {
    const hostile: FunctionTarget = {
      ...orders,
      arn: `arn:aws:lambda:eu-west-1:111122223333:function:${name}`,
      name,
      logGroup: name,
      roleArn: `arn:aws:iam::111122223333:role/${name}`,
    };
    const commands = deadFunctionRemediation('x', hostile, CHECK)
      .split('\n')
      .filter(isCommand)
      .join('\n');

    // `aws` and `curl` say what they were given; what else ran would say nothing, or fail.
    const stubs =
      'set -e; aws() { :; }; curl() { :; }; npx() { :; }; touch() { echo owned; }; cd "$(mktemp -d)"';
    expect(execFileSync('bash', ['-c', `${stubs}\n${commands}`]).toString()).toBe('');
  });
});

function isCommand(line: string): boolean {
  return /^(?:aws|for|curl|npx) /.test(line);
}
