import { describe, expect, it } from 'vitest';
import { privilegeEscalation } from '../../../functions/checks/permissions/privilege-escalation.ts';
import type { Verdict } from '../../../functions/domain/check.ts';
import type { RoleChain } from '../../../functions/engines/iam/role-chain.ts';
import { rolePermissionsOf } from '../../../functions/engines/iam/role-permissions.ts';
import { controlsOf, fullAccess } from '../../builders/controls-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const roles = 'arn:aws:iam::111122223333:role';
const own = `${roles}/orders`;
const run = { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'] };
const passRole = { Action: 'iam:PassRole' };
const attach = { Action: 'iam:AttachRolePolicy' };
const put = { Sid: 'Put', Action: 'iam:PutRolePolicy' };
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});
const over = when('DateLessThan', 'aws:CurrentTime', '2026-11-24T00:00:00Z');

describeCheck(privilegeEscalation, {
  passes: [
    passing('nothing of the kind', [[{ Action: ['s3:*', 'lambda:InvokeFunction'] }]]),
    passing('a role by name', [[run, { ...passRole, Resource: `${roles}/worker` }]]),
    passing('roles of a prefix', [[run, { ...passRole, Resource: `${roles}/app/*` }]]),
    passing('roles of another account', [
      [run, { ...passRole, Resource: 'arn:aws:iam::444455556666:role/*' }],
    ]),
    passing('roles of AWS itself', [
      [run, { ...passRole, Resource: `${roles}/aws-service-role/*` }],
    ]),
    passing('a role for another service', [
      [
        run,
        { ...passRole, ...when('StringEquals', 'iam:PassedToService', 'ecs-tasks.amazonaws.com') },
      ],
    ]),
    passing('a role for no service of a list', [
      [
        run,
        passRole,
        {
          ...passRole,
          Effect: 'Deny',
          ...when('StringNotEquals', 'iam:PassedToService', 'ecs-tasks.amazonaws.com'),
        },
      ],
    ]),
    passing('a step missing', [[passRole, { Action: 'lambda:CreateFunction' }]]),
    passing('a step denied', [[run, passRole, { Effect: 'Deny', Action: 'lambda:Create*' }]]),
    passing('a step denied in another policy', [
      [run, passRole],
      [{ ...passRole, Effect: 'Deny' }],
    ]),
    passing('a boundary without a step', [[run, passRole]], [run]),
    passing('a grant that is over', [[run, { ...passRole, ...over }]]),
    passing('a second factor', [
      [{ ...put, ...when('Bool', 'aws:MultiFactorAuthPresent', 'true') }],
    ]),
    passing("AWS's own policies", [
      [{ Action: 'iam:CreatePolicyVersion', Resource: 'arn:aws:iam::aws:policy/*' }],
    ]),
    passing('policies of another role', [[{ ...put, Resource: `${roles}/worker` }]]),
    passing('a policy that the role has not', [
      [{ Action: 'iam:CreatePolicyVersion', Resource: 'arn:aws:iam::111122223333:policy/other' }],
    ]),
    passing('one policy to attach', [
      [
        {
          ...attach,
          ...when('ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
        },
      ],
    ]),
    passing('roles under a boundary', [
      [
        {
          ...put,
          ...when('StringEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/b'),
        },
      ],
    ]),
    passing('one function', [
      [{ Action: 'lambda:UpdateFunctionCode', Resource: 'arn:aws:lambda:*:*:function:orders' }],
    ]),
    passing('functions of a tag', [
      [
        {
          Action: 'lambda:UpdateFunctionCode',
          ...when('StringEquals', 'aws:ResourceTag/app', 'orders'),
        },
      ],
    ]),
    passing('functions of another account, where it makes none', [
      [passRole, { ...run, Resource: 'arn:aws:lambda:*:444455556666:function:*' }],
    ]),
    passing('a role to become by name', [
      [{ Action: 'sts:AssumeRole', Resource: `${roles}/worker` }],
    ]),
    passing('a command that does one thing', [
      [
        {
          Action: 'ssm:SendCommand',
          Resource: [
            'arn:aws:ec2:*:*:instance/*',
            'arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot',
          ],
        },
      ],
    ]),
    passing('keys of the user itself, which a role is not', [
      [{ Action: 'iam:CreateAccessKey', Resource: `arn:aws:iam::*:user/\${aws:username}` }],
    ]),
    passing(
      'a role by name that it may make powerful and become, of which its account knows more',
      [[{ Action: ['iam:PutRolePolicy', 'sts:AssumeRole'], Resource: `${roles}/worker` }]],
    ),
    {
      name: 'an administrator that can become another',
      facts: { ...judgedRole([[{ Action: '*' }]]), onward: [onwardTo('administrator')] },
    },
    passing('an administrator, which is a finding already', [[{ Action: '*' }]]),
    passing('an administrator of IAM', [[{ Action: 'iam:*' }]]),
  ],
  fails: [
    failing('any role to a service', [[run, passRole]]),
    failing('any role of the account', [[run, { ...passRole, Resource: `${roles}/*` }]]),
    failing('any role for that service', [
      [
        run,
        { ...passRole, ...when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com') },
      ],
    ]),
    failing('functions of a prefix, for it may choose the name', [
      [passRole, { ...run, Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:app-*' }],
    ]),
    failing('steps in two policies, in another case', [[{ Action: 'IAM:passrole' }], [run]]),
    failing('a step by wildcard', [[{ Action: ['iam:Pass*', 'lambda:*'] }]]),
    failing('a Deny on other roles', [
      [run, passRole, { ...passRole, Effect: 'Deny', Resource: `${roles}/admin` }],
    ]),
    failing('a Deny that is over', [[run, passRole, { ...passRole, Effect: 'Deny', ...over }]]),
    failing('policies of its own role', [[{ ...put, Resource: own }]]),
    failing('policies of every role', [[attach]]),
    failing('any function', [
      [
        {
          Action: 'lambda:UpdateFunctionCode',
          Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:*',
        },
      ],
    ]),
    failing('any command on any instance', [
      [
        {
          Action: 'ssm:SendCommand',
          Resource: ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*:*:document/AWS-RunShellScript'],
        },
      ],
    ]),
    failing('any role to become', [[{ Action: 'sts:AssumeRole' }]]),
    failing('a condition that cannot be decided', [
      [{ ...put, ...when('StringEquals', 'aws:PrincipalTag/team', 'shop') }],
    ]),
    { name: 'nothing but what another role can', facts: chained([]), subjects: ['role'] },
    failing('NotAction', [[{ NotAction: ['s3:*'], Resource: own }]]),
  ],
});

const pipelines: Written = {
  Action: ['datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
};

describe('severity', () => {
  it.each<[string, string, Written[][], Written[]?]>([
    ['critical', 'an administrator by its own hand', [[put]]],
    [
      'high',
      'the same under a condition',
      [[{ ...put, ...when('StringEquals', 'aws:PrincipalTag/team', 'shop') }]],
    ],
    ['high', 'the same within a boundary', [[put]], [{ Action: '*' }]],
    [
      'critical',
      'the same within a boundary that it may take off',
      [[put, { Action: 'iam:DeleteRolePermissionsBoundary' }]],
      [{ Action: 'iam:*' }],
    ],
    [
      'high',
      'the same within a boundary that keeps itself on',
      [[put, { Action: 'iam:DeleteRolePermissionsBoundary' }]],
      [{ Action: 'iam:*' }, { Effect: 'Deny', Action: 'iam:DeleteRolePermissionsBoundary' }],
    ],
    ['high', 'a role that some service may take', [[run, passRole]]],
    ['medium', 'pipelines, of a service that takes no new customers', [[pipelines]]],
    ['high', 'the same beside a role that some service may take', [[pipelines, run, passRole]]],
  ])('is %s for %s', (severity, _, documents, boundary) => {
    expect(privilegeEscalation.evaluate(judgedRole(documents, boundary))).toMatchObject({
      details: [{ severity }],
    });
  });
});

describe('the finding', () => {
  it('says of a service that takes no new customers that it must be there', () => {
    const verdict = privilegeEscalation.evaluate(judgedRole([[pipelines]]));

    expect(verdict).toMatchObject({
      details: [
        {
          evidence: expect.arrayContaining([
            {
              text: 'AWS has closed datapipeline to new customers: this works where the account uses it',
            },
          ]),
        },
      ],
    });
  });

  it('shows the path step by step, and what opens each', () => {
    expect(
      privilegeEscalation.evaluate(judgedRole([[run], [{ ...passRole, Sid: 'Pass' }]])),
    ).toMatchObject({
      details: [
        {
          title: 'Privilege escalation: role can act as any role that the service can assume',
          summary:
            'The role can act as any role that the service can assume with iam:PassRole, then lambda:CreateFunction, then lambda:InvokeFunction',
          evidence: [
            {
              text: '1. hand a role to a service, any that it chooses (iam:PassRole, to lambda.amazonaws.com)',
            },
            { text: 'opened by inline policy p1, statement Pass, which allows iam:PassRole on *' },
            { text: '2. make a function that runs as that role (lambda:CreateFunction)' },
            {
              text: 'opened by inline policy p0, statement 1, which allows lambda:CreateFunction, lambda:InvokeFunction on *',
            },
            { text: '3. run it (lambda:InvokeFunction)' },
            { text: expect.stringContaining('opened by inline policy p0') },
          ],
        },
      ],
    });
  });

  it('names the conditions that it depends on', () => {
    const open = { ...put, ...when('StringEquals', 'aws:PrincipalTag/team', 'shop') };

    expect(privilegeEscalation.evaluate(judgedRole([[open]]))).toMatchObject({
      details: [
        {
          title: 'Privilege escalation: role can give itself permissions',
          summary: 'The role can give itself permissions with iam:PutRolePolicy, under conditions',
          evidence: [
            {
              text: '1. write a policy into a role, its own (iam:PutRolePolicy), if StringEquals aws:PrincipalTag/team',
            },
            { text: expect.stringContaining('opened by inline policy p0, statement Put') },
          ],
        },
      ],
    });
  });

  it('names all other ways, in lines that are stored whole', () => {
    const verdict = privilegeEscalation.evaluate(
      judgedRole([[put, passRole, { Action: ['ec2:*', 'lambda:*', 'glue:*'] }]]),
    );

    expect(verdict).toMatchObject({
      details: [
        {
          title: 'Privilege escalation: role can become an administrator',
          summary: 'The role can make itself an administrator with iam:PutRolePolicy',
        },
      ],
    });
    const lines = evidenceOf(verdict).filter((text) => /^(other escalations|and): /.test(text));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(500);
    expect(lines.join()).toContain('iam:PassRole + glue:CreateSession + glue:RunStatement');
    expect(lines.join()).not.toContain('more');
  });

  it('is of a policy of its own that it may rewrite', () => {
    const arn = 'arn:aws:iam::111122223333:policy/own';
    const { statements } = policyOf('own', [{ Action: 'iam:CreatePolicyVersion', Resource: arn }]);
    const permissions = rolePermissionsOf(
      [{ name: 'own', source: 'managed', arn, statements }],
      undefined,
    );

    expect(privilegeEscalation.evaluate({ ...judgedRole([]), permissions })).toMatchObject({
      details: [
        {
          severity: 'critical',
          summary: 'The role can make itself an administrator with iam:CreatePolicyVersion',
        },
      ],
    });
  });
});

describe("AWS's own policies that give nothing of the kind", () => {
  const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
  const network = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DeleteNetworkInterface',
  ];

  it.each<[string, Written[]]>([
    [
      'ReadOnlyAccess',
      [
        {
          Action: [
            ...[
              'apprunner:Describe*',
              'apprunner:List*',
              'autoscaling:Describe*',
              'batch:Describe*',
              'batch:List*',
            ],
            ...[
              'bedrock-agentcore:Get*',
              'bedrock-agentcore:List*',
              'cloudformation:Describe*',
              'cloudformation:Detect*',
            ],
            ...[
              'cloudformation:Get*',
              'codebuild:BatchGet*',
              'codebuild:List*',
              'codedeploy:BatchGet*',
              'codedeploy:Get*',
            ],
            ...[
              'cognito-identity:Get*',
              'datapipeline:Describe*',
              'datapipeline:EvaluateExpression',
              'dynamodb:BatchGet*',
            ],
            ...[
              'dynamodb:Get*',
              'dynamodb:Query',
              'dynamodb:Scan',
              'ec2:Describe*',
              'ec2:Get*',
              'ec2:SearchTransitGatewayRoutes',
            ],
            ...[
              'ecs:Describe*',
              'ecs:List*',
              'elasticmapreduce:Describe*',
              'gamelift:Get*',
              'glue:BatchGet*',
              'glue:Get*',
            ],
            ...[
              'iam:Generate*',
              'iam:Get*',
              'iam:List*',
              'iam:Simulate*',
              'imagebuilder:Get*',
              'lambda:Get*',
              'lambda:List*',
            ],
            ...[
              'omics:Get*',
              's3:Get*',
              's3:List*',
              'sagemaker:Describe*',
              'sagemaker:Search',
              'scheduler:Get*',
              'sso:Get*',
            ],
            ...[
              'ssm:Describe*',
              'ssm:Get*',
              'ssm:List*',
              'states:Describe*',
              'states:List*',
              'sts:GetCallerIdentity',
            ],
            ...[
              'sts:GetAccessKeyInfo',
              'sts:GetSessionToken',
              'tag:Get*',
              'xray:BatchGet*',
              'xray:Get*',
            ],
          ],
        },
      ],
    ],
    [
      'SecurityAudit',
      [
        {
          Action: [
            'iam:GenerateCredentialReport',
            'iam:Get*',
            'iam:List*',
            'lambda:GetPolicy',
            'ec2:Describe*',
            's3:GetBucket*',
            'ssm:DescribeDocument',
            'sts:GetCallerIdentity',
            'states:ListStateMachines',
          ],
        },
        {
          Action: 'apigateway:GET',
          Resource: ['arn:aws:apigateway:*::/apis', 'arn:aws:apigateway:*::/restapis'],
        },
      ],
    ],
    [
      'ViewOnlyAccess',
      [
        {
          Action: [
            'ec2:Describe*',
            'iam:List*',
            'lambda:List*',
            's3:ListBucket',
            'sagemaker:List*',
            'glue:ListCrawlers',
            'ecs:List*',
            'states:List*',
          ],
        },
      ],
    ],
    ['AWSLambdaBasicExecutionRole', [{ Action: logs }]],
    [
      'AWSLambdaVPCAccessExecutionRole',
      [
        {
          Action: [
            ...logs,
            ...network,
            'ec2:DescribeSubnets',
            'ec2:AssignPrivateIpAddresses',
            'ec2:UnassignPrivateIpAddresses',
          ],
        },
      ],
    ],
    ['AWSLambdaENIManagementAccess', [{ Action: network }]],
    [
      'AWSLambdaSQSQueueExecutionRole',
      [{ Action: [...logs, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] }],
    ],
    [
      'AWSLambdaKinesisExecutionRole',
      [
        {
          Action: [
            ...logs,
            'kinesis:DescribeStream',
            'kinesis:GetRecords',
            'kinesis:GetShardIterator',
            'kinesis:ListShards',
            'kinesis:SubscribeToShard',
          ],
        },
      ],
    ],
    [
      'AWSLambdaDynamoDBExecutionRole',
      [
        {
          Action: [
            ...logs,
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
        },
      ],
    ],
    [
      'AWSLambdaMSKExecutionRole',
      [
        {
          Action: [
            ...logs,
            ...network,
            'kafka:DescribeCluster',
            'kafka:GetBootstrapBrokers',
            'ec2:DescribeVpcs',
            'ec2:DescribeSecurityGroups',
          ],
        },
      ],
    ],
    [
      'AWSLambdaExecute',
      [
        { Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' },
        { Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::*' },
      ],
    ],
    ['AWSLambdaRole', [{ Action: 'lambda:InvokeFunction' }]],
    [
      'AWSXRayDaemonWriteAccess',
      [{ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules'] }],
    ],
    [
      'CloudWatchLambdaInsightsExecutionRolePolicy',
      [
        { Action: 'logs:CreateLogGroup' },
        { Action: logs, Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda-insights:*' },
      ],
    ],
  ])('%s', (_, statements) => {
    expect(privilegeEscalation.evaluate(judgedRole([statements]))).toEqual({ outcome: 'pass' });
  });
});

function passing(name: string, documents: Written[][], boundary?: Written[]) {
  return { name, facts: judgedRole(documents, boundary) };
}

function failing(name: string, documents: Written[][]) {
  return { ...passing(name, documents), subjects: ['role'] };
}

describe('a path over other roles', () => {
  const steps = [
    { action: 'sts:AssumeRole', on: `${roles}/deploy`, openedBy: ['p0'], conditions: [] },
  ];

  it.each<[string, RoleChain]>([
    ['critical', onwardTo('administrator')],
    ['critical', onwardTo('makes itself administrator')],
    ['high', { ...onwardTo('administrator'), isSure: false }],
    ['high', onwardTo('gains more')],
  ])('is %s', (severity, path) => {
    expect(privilegeEscalation.evaluate(chained([], path))).toMatchObject({
      details: [{ severity }],
    });
  });

  it('is shown step by step, each as the role that it has become, and what opens it', () => {
    const pass = {
      action: 'iam:PassRole',
      on: `${roles}/root`,
      passedTo: 'ec2.amazonaws.com',
      openedBy: ['p9'],
      conditions: ['StringEquals aws:PrincipalTag/team'],
    };
    const path: RoleChain = {
      hops: [
        { role: `${roles}/deploy`, steps },
        {
          role: `${roles}/root`,
          steps: [
            pass,
            { ...pass, action: 'ec2:RunInstances', on: undefined, passedTo: undefined },
          ],
        },
      ],
      more: 0,
      to: `${roles}/root`,
      end: { as: 'makes itself administrator', with: ['iam:PutRolePolicy'] },
      isSure: false,
    };

    expect(privilegeEscalation.evaluate(chained([], path))).toMatchObject({
      details: [
        {
          title: 'Privilege escalation: role can become an administrator',
          summary:
            'The role can become deploy, then root, which can make itself an administrator, ' +
            'with sts:AssumeRole, then iam:PassRole, then ec2:RunInstances, under conditions',
          evidence: [
            { text: `1. become a role (sts:AssumeRole): ${roles}/deploy` },
            { text: 'opened by p0' },
            {
              text: `2. as deploy, hand a role to a service (iam:PassRole, to ec2.amazonaws.com): ${roles}/root, if StringEquals aws:PrincipalTag/team`,
            },
            { text: 'opened by p9' },
            { text: expect.stringMatching(/^3. as deploy, call ec2:RunInstances/) },
            { text: 'opened by p9' },
            { text: 'root can make itself an administrator with iam:PutRolePolicy' },
          ],
        },
      ],
    });
  });

  it('is closed where the role itself opens it', () => {
    const up = { Action: 'sts:AssumeRole', Resource: `${roles}/deploy` };

    expect(privilegeEscalation.evaluate(chained([[up]]))).toMatchObject({
      details: [
        {
          remediation: expect.stringMatching(
            /^Remove sts:AssumeRole on .*\/deploy; if it has to stay/,
          ),
        },
      ],
    });
  });

  it('names the first of many roles, and how many there are', () => {
    const path = { ...onwardTo('administrator'), more: 3, to: `${roles}/root` };

    expect(privilegeEscalation.evaluate(chained([], path))).toMatchObject({
      details: [
        {
          summary: expect.stringContaining(
            'The role can become deploy, then 3 more, the last of them root, an',
          ),
          evidence: expect.arrayContaining([
            { text: `and so on, over 3 more roles, to ${roles}/root` },
            { text: 'root is an administrator' },
          ]),
        },
      ],
    });
  });

  it.each<[string, Written[][], RoleChain, RegExp]>([
    ['itself, by no more steps', [[put]], onwardTo('administrator'), /^The role can make itself/],
    [
      'others, with a certain end',
      [[run, passRole]],
      onwardTo('administrator'),
      /^The role can become/,
    ],
    [
      'itself, where others gain no more',
      [[run, passRole]],
      onwardTo('gains more'),
      /^The role can act/,
    ],
    ['itself, as an administrator', [[put]], onwardTo('gains more'), /^The role can make itself/],
  ])('comes after what the role can by %s', (_, documents, path, summary) => {
    const verdict = privilegeEscalation.evaluate(chained(documents, path));

    expect(verdict).toMatchObject({ details: [{ summary: expect.stringMatching(summary) }] });
    expect(JSON.stringify(verdict)).toMatch(/also: The role can become|other escalations: iam/);
  });
});

function onwardTo(as: RoleChain['end']['as']): RoleChain {
  const to = `${roles}/deploy`;
  const step = { action: 'sts:AssumeRole', on: to, openedBy: ['p0'], conditions: [] };

  return { hops: [{ role: to, steps: [step] }], more: 0, to, end: { as, with: [] }, isSure: true };
}

function chained(documents: Written[][], path = onwardTo('administrator')) {
  return { ...judgedRole(documents), onward: [path] };
}

describe('what is presumed', () => {
  const user = 'arn:aws:iam::111122223333:user/eve';
  const step = (action: string, on: string) => ({ action, on, openedBy: [], conditions: [] });
  const path = (presumes: RoleChain['presumes'], to: string, action: string): RoleChain => ({
    hops: [{ role: to, steps: [step(action, 'arn:x')] }],
    more: 0,
    to,
    end: { as: 'administrator', with: [] },
    isSure: true,
    presumes,
  });

  it.each<[string, string, RoleChain, string]>([
    [
      'high',
      'The role may be able to become worker, an administrator, with cloudformation:UpdateStack',
      path(
        { that: 'runs', service: 'cloudformation.amazonaws.com' },
        `${roles}/worker`,
        'cloudformation:UpdateStack',
      ),
      'not read: as which role that runs; of those that trust cloudformation.amazonaws.com, worker is the most powerful',
    ],
    [
      'medium',
      'The role can give permissions by way of user eve, and may be able to use them, with iam:PutUserPolicy',
      path({ that: 'credentials' }, user, 'iam:PutUserPolicy'),
      'not read: whether it can act as user eve',
    ],
    [
      'critical',
      'The role can become user eve, an administrator, with iam:CreateAccessKey',
      path(undefined, user, 'iam:CreateAccessKey'),
      'user eve is an administrator',
    ],
    [
      'medium',
      'The role may be able to become worker, an administrator, with ssm:StartSession, under conditions',
      {
        ...path(
          { that: 'runs', service: 'ec2.amazonaws.com' },
          `${roles}/worker`,
          'ssm:StartSession',
        ),
        isSure: false,
      },
      'worker is an administrator',
    ],
  ])('is %s: %s', (severity, summary, onward, line) => {
    const verdict = privilegeEscalation.evaluate({ ...judgedRole([]), onward: [onward] });

    const title = `Privilege escalation: role ${severity === 'critical' ? 'can' : 'may'} become an administrator`;
    expect(verdict).toMatchObject({ details: [{ severity, title, summary }] });
    expect(evidenceOf(verdict)).toContain(line);
  });

  it('gives way to what a role can do by itself', () => {
    const presumed = path(
      { that: 'runs', service: 'ec2.amazonaws.com' },
      `${roles}/w`,
      'ssm:StartSession',
    );

    expect(
      privilegeEscalation.evaluate({ ...judgedRole([[run, passRole]]), onward: [presumed] }),
    ).toMatchObject({ details: [{ summary: expect.stringContaining('iam:PassRole') }] });
  });
});

function evidenceOf(verdict: Verdict): readonly string[] {
  const details = verdict.outcome === 'fail' ? verdict.details : [];

  return details.flatMap(({ evidence }) => evidence.map(({ text }) => text));
}

describe('policies of the organization', () => {
  const facts = judgedRole([[put, run, passRole]]);
  const noIam = { Effect: 'Deny', Action: 'iam:*' };
  const noPut = { Sid: 'NoPut', Effect: 'Deny', Action: 'iam:Put*' };
  const linesOf = (verdict: Verdict) =>
    verdict.outcome === 'fail' ? verdict.details[0].evidence.map(({ text }) => text) : [];

  it('that block every escalation leave no finding', () => {
    const controls = controlsOf({ root: [fullAccess, [noIam]] });

    expect(privilegeEscalation.evaluate({ ...facts, controls })).toEqual({ outcome: 'pass' });
  });

  it('that block one are named beside what is left', () => {
    const controls = controlsOf({ root: [fullAccess, [noPut]] });

    expect(linesOf(privilegeEscalation.evaluate({ ...facts, controls }))).toContain(
      'blocked: iam:PutRolePolicy, by service control policy root-1 (p-root-1), statement NoPut, which denies iam:PutRolePolicy',
    );
  });

  it('that could not be read block nothing, and are named', () => {
    const controls = { ...controlsOf({}), unread: ['own (p-1): denied'] };
    const verdict = privilegeEscalation.evaluate({ ...facts, controls });

    expect(verdict).toMatchObject({ details: [{ severity: 'critical' }] });
    expect(linesOf(verdict)).toContain('not read, and may block it: own (p-1): denied');
  });
});

it('names what else its statements allow of IAM, which no other finding reports meanwhile', () => {
  const written = { Action: ['iam:AttachRolePolicy', 'iam:DeactivateMFADevice', 's3:PutObject'] };

  expect(privilegeEscalation.evaluate(judgedRole([[written]]))).toMatchObject({
    details: [
      {
        evidence: expect.arrayContaining([
          {
            text: 'besides, inline policy p0, statement 1 allows iam:DeactivateMFADevice on any user',
          },
        ]),
      },
    ],
  });
});

it('places every statement whose fault no other finding reports (attack S3)', () => {
  const documents = [
    [{ Sid: 'Attach', Action: 'iam:AttachRolePolicy' }],
    [{ Sid: 'Become', Action: 'sts:AssumeRole' }],
    [{ Sid: 'Again', Action: 'sts:AssumeRole' }],
  ];

  expect(privilegeEscalation.evaluate(judgedRole(documents))).toMatchObject({
    details: [
      {
        evidence: expect.arrayContaining([
          { text: 'besides, inline policy p1, statement Become allows sts:AssumeRole on any role' },
          { text: 'besides, inline policy p2, statement Again allows sts:AssumeRole on any role' },
        ]),
      },
    ],
  });
});
