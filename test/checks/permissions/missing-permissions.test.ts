import { expect, it } from 'vitest';
import { missingPermissions } from '../../../functions/checks/permissions/missing-permissions.ts';
import type { SdkCall } from '../../../functions/core/sdk-calls.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { call, useOf } from '../../builders/function-use.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import type { Written } from '../../builders/role-of.ts';

const start = call('stepfunctions.StartExecution', { stateMachineArn: '?' }, 3);
const parameter = call('ssm.GetParameter', { Name: '/shop/key' }, 7);

describeCheck(missingPermissions, {
  passes: [
    about('what is allowed', { Action: 'ssm:GetParameter' }, [parameter]),
    about('what a wildcard allows', { Action: 'states:*' }, [start]),
    about(
      'what is allowed on some of it',
      { Action: 'ssm:GetParameter', Resource: 'arn:aws:ssm:*:*:parameter/other' },
      [parameter],
    ),
    about('what the policy of a bucket may allow', {}, [
      call('s3.GetObject', { Bucket: 'orders' }),
    ]),
    about('what the policy of a table may allow', {}, [call('dynamodb.PutItem')]),
    about('what another role may be allowed', {}, [parameter, call('sts.AssumeRole')]),
    about('what needs no permission', {}, [call('sts.GetCallerIdentity')]),
    about('what AWS does not have', {}, [call('ssm.GetParametre')]),
    about('what an administrator calls', { Action: '*' }, [parameter]),
    about('no call at all', {}, []),
  ],
  fails: [
    failing('what nothing allows', { Action: 's3:*' }, [parameter]),
    failing(
      'what is denied',
      [{ Action: 'ssm:*' }, { Action: 'ssm:*', Effect: 'Deny' }],
      [parameter],
    ),
    failing('what another action of the service does not allow', { Action: 'states:List*' }, [
      start,
    ]),
  ],
});

it('says where it is called, and what would allow it', () => {
  const { facts } = about('', { Action: 's3:*' }, [start, parameter]);

  expect(missingPermissions.evaluate(facts)).toMatchObject({
    details: [
      {
        mark: ['states:StartExecution', 'ssm:GetParameter'],
        summary:
          'The code calls states:StartExecution, ssm:GetParameter, which no policy of the role allows',
        evidence: [
          { text: 'states:StartExecution', path: 'index.mjs', line: 3 },
          { text: 'ssm:GetParameter', path: 'index.mjs', line: 7 },
        ],
        remediation: expect.stringContaining(
          'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key',
        ),
      },
    ],
  });
});

function about(name: string, written: Written | readonly Written[], calls: readonly SdkCall[]) {
  const statements = [written].flat().filter((each) => Object.keys(each).length > 0);

  return {
    name,
    facts: { ...judgedRole(statements.length > 0 ? [statements] : []), codeUse: [useOf(calls)] },
  };
}

function failing(...given: Parameters<typeof about>) {
  return { ...about(...given), subjects: ['role'] };
}
