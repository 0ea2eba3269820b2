import type { WrittenIdentity, WrittenRole } from '../../builders/account-roles.ts';
import { account, arnOf, functionArn, groupArn, userArn } from '../../builders/account-roles.ts';
import type { Written } from '../../builders/role-of.ts';

/** An account in which the role `a` is asked for. */
export interface EscalationCase {
  readonly name: string;
  readonly roles: Readonly<Record<string, WrittenRole>>;
  readonly users?: Readonly<Record<string, WrittenIdentity>> | undefined;
  readonly groups?: Readonly<Record<string, WrittenIdentity>> | undefined;
}

/** A way to more permissions, and the nearest account in which there is none. */
export interface EscalationPair {
  readonly fault: EscalationCase;
  readonly twin: EscalationCase;
}

const region = 'eu-west-1';
const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${account}:${name}`;
const policyArn = `arn:aws:iam::${account}:policy/team`;
const all: Written = { Action: '*' };
const harmless: Written = { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::shop' };
const on = (Resource: string | readonly string[], ...Action: readonly string[]): Written => ({
  Action,
  Resource,
});
const any = (...Action: readonly string[]): Written => ({ Action });
const trusts = (...services: readonly string[]): readonly Written[] =>
  services.map((service) => ({ Principal: { Service: `${service}.amazonaws.com` } }));
const byAccount: Written = { Principal: { AWS: `arn:aws:iam::${account}:root` } };
const byA: Written = { Principal: { AWS: arnOf('a') } };

/** What exists and runs as a role of its own: the service, what it takes, on what. */
const compute: readonly (readonly [string, string, readonly Written[]])[] = [
  [
    'a command on an instance',
    'ec2',
    [
      on(
        [arn('ec2', 'instance/i-1'), `arn:aws:ssm:${region}::document/AWS-RunShellScript`],
        'ssm:SendCommand',
      ),
    ],
  ],
  ['a session on an instance', 'ec2', [on(arn('ec2', 'instance/i-1'), 'ssm:StartSession')]],
  [
    'a key on an instance',
    'ec2',
    [on(arn('ec2', 'instance/i-1'), 'ec2-instance-connect:SendSSHPublicKey')],
  ],
  [
    'a key for the serial console of an instance',
    'ec2',
    [on(arn('ec2', 'instance/i-1'), 'ec2-instance-connect:SendSerialConsoleSSHPublicKey')],
  ],
  [
    'user data of an instance',
    'ec2',
    [
      on(
        arn('ec2', 'instance/i-1'),
        'ec2:ModifyInstanceAttribute',
        'ec2:StopInstances',
        'ec2:StartInstances',
      ),
    ],
  ],
  [
    'a launch template of a group',
    'ec2',
    [
      on(
        arn('ec2', 'launch-template/lt-1'),
        'ec2:CreateLaunchTemplateVersion',
        'ec2:ModifyLaunchTemplate',
      ),
    ],
  ],
  [
    'a command in a container',
    'ecs-tasks',
    [on([arn('ecs', 'cluster/shop'), arn('ecs', 'task/shop/*')], 'ecs:ExecuteCommand')],
  ],
  [
    'a command in a container that it looks up',
    'ecs-tasks',
    [
      on(
        [arn('ecs', 'cluster/shop'), arn('ecs', 'task/shop/*')],
        'ecs:ExecuteCommand',
        'ecs:DescribeTasks',
      ),
    ],
  ],
  [
    'a batch job with a command of its own',
    'ecs-tasks',
    [on([arn('batch', 'job-queue/q'), arn('batch', 'job-definition/d:1')], 'batch:SubmitJob')],
  ],
  [
    'an update of a stack',
    'cloudformation',
    [on(arn('cloudformation', 'stack/shop-*'), 'cloudformation:UpdateStack')],
  ],
  [
    'a change set of a stack',
    'cloudformation',
    [
      on(
        arn('cloudformation', 'stack/shop/*'),
        'cloudformation:CreateChangeSet',
        'cloudformation:ExecuteChangeSet',
      ),
    ],
  ],
  [
    'a build with commands of its own',
    'codebuild',
    [on(arn('codebuild', 'project/shop'), 'codebuild:StartBuild')],
  ],
  [
    'a batch of builds',
    'codebuild',
    [on(arn('codebuild', 'project/shop'), 'codebuild:StartBuildBatch')],
  ],
  [
    'a changed build project',
    'codebuild',
    [on(arn('codebuild', 'project/shop'), 'codebuild:UpdateProject', 'codebuild:StartBuild')],
  ],
  [
    'a notebook that is opened',
    'sagemaker',
    [on(arn('sagemaker', 'notebook-instance/n'), 'sagemaker:CreatePresignedNotebookInstanceUrl')],
  ],
  [
    'a studio that is opened',
    'sagemaker',
    [on(arn('sagemaker', 'user-profile/d-1/anna'), 'sagemaker:CreatePresignedDomainUrl')],
  ],
  [
    'a notebook that runs a script when it starts',
    'sagemaker',
    [
      on(
        [
          arn('sagemaker', 'notebook-instance/n'),
          arn('sagemaker', 'notebook-instance-lifecycle-config/c'),
        ],
        'sagemaker:CreateNotebookInstanceLifecycleConfig',
        'sagemaker:StopNotebookInstance',
        'sagemaker:UpdateNotebookInstance',
        'sagemaker:StartNotebookInstance',
      ),
    ],
  ],
  [
    'a script that a notebook runs already',
    'sagemaker',
    [
      on(
        [
          arn('sagemaker', 'notebook-instance/n'),
          arn('sagemaker', 'notebook-instance-lifecycle-config/c'),
        ],
        'sagemaker:UpdateNotebookInstanceLifecycleConfig',
        'sagemaker:StopNotebookInstance',
        'sagemaker:StartNotebookInstance',
      ),
    ],
  ],
  [
    'a key on a development endpoint',
    'glue',
    [on(arn('glue', 'devEndpoint/e'), 'glue:UpdateDevEndpoint')],
  ],
  ['a statement in a session of Glue', 'glue', [on(arn('glue', 'session/s'), 'glue:RunStatement')]],
  [
    'a state machine that is changed and run',
    'states',
    [on(arn('states', 'stateMachine:shop'), 'states:UpdateStateMachine', 'states:StartExecution')],
  ],
  [
    'a pipeline of data that is rewritten',
    'datapipeline',
    [
      on(
        arn('datapipeline', 'pipeline/df-1'),
        'datapipeline:PutPipelineDefinition',
        'datapipeline:ActivatePipeline',
      ),
    ],
  ],
  [
    'a service of App Runner',
    'tasks.apprunner',
    [on(arn('apprunner', 'service/shop/1'), 'apprunner:UpdateService')],
  ],
  [
    'a code interpreter',
    'bedrock-agentcore',
    [
      on(
        arn('bedrock-agentcore', 'code-interpreter-custom/c'),
        'bedrock-agentcore:StartCodeInterpreterSession',
        'bedrock-agentcore:InvokeCodeInterpreter',
      ),
    ],
  ],
  [
    'a command in an agent runtime',
    'bedrock-agentcore',
    [on(arn('bedrock-agentcore', 'runtime/r*'), 'bedrock-agentcore:InvokeAgentRuntimeCommand')],
  ],
  [
    'a revision on instances',
    'ec2',
    [
      on(
        [
          arn('codedeploy', 'application:shop'),
          arn('codedeploy', 'deploymentgroup:shop/all'),
          arn('codedeploy', 'deploymentconfig:*'),
        ],
        'codedeploy:CreateDeployment',
        'codedeploy:GetDeploymentConfig',
        'codedeploy:RegisterApplicationRevision',
      ),
    ],
  ],
  [
    'access to the pods of a cluster',
    'pods.eks',
    [
      on(
        [arn('eks', 'cluster/shop'), arn('eks', 'access-entry/shop/*')],
        'eks:CreateAccessEntry',
        'eks:AssociateAccessPolicy',
      ),
    ],
  ],
];

function computePair([what, service, may]: (typeof compute)[number]): EscalationPair {
  const ops = { may: [all], trusts: [...trusts(service)] };

  return {
    fault: { name: what, roles: { a: { may }, ops } },
    twin: {
      name: `${what}, where no powerful role trusts its service`,
      roles: {
        a: { may },
        app: { may: [harmless], trusts: trusts(service) },
        ops: { may: [all], trusts: [byAccount] },
      },
    },
  };
}

/** Functions are read: as whom a named one runs is known. */
const functionCases: readonly EscalationPair[] = (
  [
    ['code of a function', ['lambda:UpdateFunctionCode']],
    ['a layer of a function', ['lambda:UpdateFunctionConfiguration']],
    ['code of a function, and a call', ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']],
  ] as const
).map(([name, actions]) => ({
  fault: {
    name,
    roles: { a: { may: [on(functionArn('f'), ...actions)] }, ops: { may: [all], runs: ['f'] } },
  },
  twin: {
    name: `${name} that runs as another role`,
    roles: {
      a: { may: [on(functionArn('f'), ...actions)] },
      app: { may: [harmless], runs: ['f'] },
      ops: { may: [all], runs: ['g'] },
    },
  },
}));

/** A user that is named. */
const keys: readonly (readonly [string, readonly string[]])[] = [
  ['an access key', ['iam:CreateAccessKey']],
  ['an access key in the place of an old one', ['iam:CreateAccessKey', 'iam:DeleteAccessKey']],
  ['a first password', ['iam:CreateLoginProfile']],
  ['another password', ['iam:UpdateLoginProfile']],
];

const userCases: readonly EscalationPair[] = [
  ...keys.map(([name, actions]) => ({
    fault: {
      name: `${name} of an administrator`,
      roles: { a: { may: [on(userArn('boss'), ...actions)] } },
      users: { boss: { may: [all] } },
    },
    twin: {
      name: `${name} of a user who is none`,
      roles: { a: { may: [on(userArn('anna'), ...actions)] } },
      users: { boss: { may: [all] }, anna: { may: [harmless] } },
    },
  })),
  {
    fault: {
      name: 'an access key of a user who is an administrator by a group',
      roles: { a: { may: [on(userArn('boss'), 'iam:CreateAccessKey')] } },
      users: { boss: { may: [all], in: ['admins'] } },
      groups: { admins: { may: [all] } },
    },
    twin: {
      name: 'an access key of an administrator whose boundary leaves little',
      roles: { a: { may: [on(userArn('boss'), 'iam:CreateAccessKey')] } },
      users: { boss: { may: [all], boundary: [harmless] } },
    },
  },
  {
    fault: {
      name: 'an access key of a user who may assume an administrator',
      roles: {
        a: { may: [on(userArn('anna'), 'iam:CreateAccessKey')] },
        ops: { may: [all], trusts: [byAccount] },
      },
      users: { anna: { may: [on(arnOf('ops'), 'sts:AssumeRole')] } },
    },
    twin: {
      name: 'an access key of a user who may assume a role that asks for a second factor',
      roles: {
        a: { may: [on(userArn('anna'), 'iam:CreateAccessKey')] },
        ops: {
          may: [all],
          trusts: [{ ...byAccount, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
        },
      },
      users: { anna: { may: [on(arnOf('ops'), 'sts:AssumeRole')] } },
    },
  },
  ...(['iam:PutUserPolicy', 'iam:AttachUserPolicy'] as const).map((grant) => ({
    fault: {
      name: `${grant} and a key of the same user`,
      roles: { a: { may: [on(userArn('anna'), grant, 'iam:CreateAccessKey')] } },
      users: { anna: { may: [harmless] } },
    },
    twin: {
      name: `${grant} of a user who has a boundary, and a key`,
      roles: { a: { may: [on(userArn('anna'), grant, 'iam:CreateAccessKey')] } },
      users: { anna: { may: [harmless], boundary: [harmless] } },
    },
  })),
  {
    fault: {
      name: 'a user who joins a group of administrators, and a key of it',
      roles: {
        a: {
          may: [
            on(groupArn('admins'), 'iam:AddUserToGroup'),
            on(userArn('anna'), 'iam:CreateAccessKey'),
          ],
        },
      },
      users: { anna: { may: [harmless] } },
      groups: { admins: { may: [all] } },
    },
    twin: {
      name: 'a user who joins a group that may do little, and a key of it',
      roles: {
        a: {
          may: [
            on(groupArn('readers'), 'iam:AddUserToGroup'),
            on(userArn('anna'), 'iam:CreateAccessKey'),
          ],
        },
      },
      users: { anna: { may: [harmless] } },
      groups: { readers: { may: [harmless] }, admins: { may: [all] } },
    },
  },
  {
    fault: {
      name: 'a user who joins a group of administrators',
      roles: { a: { may: [on(groupArn('admins'), 'iam:AddUserToGroup')] } },
      users: { anna: { may: [harmless] } },
      groups: { admins: { may: [all] } },
    },
    twin: {
      name: 'a user who leaves a group of administrators',
      roles: { a: { may: [on(groupArn('admins'), 'iam:RemoveUserFromGroup')] } },
      users: { anna: { may: [harmless] } },
      groups: { admins: { may: [all] } },
    },
  },
  ...(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'] as const).map((grant) => ({
    fault: {
      name: `${grant} of a group with members`,
      roles: { a: { may: [on(groupArn('readers'), grant)] } },
      users: { anna: { may: [harmless], in: ['readers'] } },
      groups: { readers: { may: [harmless] } },
    },
    twin: {
      name: `${grant} of a group without members`,
      roles: { a: { may: [on(groupArn('empty'), grant)] } },
      users: { anna: { may: [harmless], in: ['readers'] } },
      groups: { readers: { may: [harmless] }, empty: { may: [harmless] } },
    },
  })),
  {
    fault: {
      name: 'a policy into a group, and a key of one of its members',
      roles: {
        a: {
          may: [
            on(groupArn('readers'), 'iam:PutGroupPolicy'),
            on(userArn('anna'), 'iam:CreateAccessKey'),
          ],
        },
      },
      users: { anna: { may: [harmless], in: ['readers'] } },
      groups: { readers: { may: [harmless] } },
    },
    twin: {
      name: 'a policy read from a group, and a key of one of its members',
      roles: {
        a: {
          may: [
            on(groupArn('readers'), 'iam:GetGroupPolicy'),
            on(userArn('anna'), 'iam:CreateAccessKey'),
          ],
        },
      },
      users: { anna: { may: [harmless], in: ['readers'] } },
      groups: { readers: { may: [harmless] } },
    },
  },
  ...(['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'] as const).map((rewrite) => ({
    fault: {
      name: `${rewrite} of a policy that a user has`,
      roles: { a: { may: [on(policyArn, rewrite)] } },
      users: { anna: { attached: { [policyArn]: [harmless] } } },
    },
    twin: {
      name: `${rewrite} of a policy that no one has`,
      roles: { a: { may: [on(policyArn, rewrite)] } },
      users: { anna: { may: [harmless] } },
    },
  })),
  {
    fault: {
      name: 'a rewritten policy of a user, and a key of it',
      roles: {
        a: {
          may: [
            on(policyArn, 'iam:CreatePolicyVersion'),
            on(userArn('anna'), 'iam:CreateAccessKey'),
          ],
        },
      },
      users: { anna: { attached: { [policyArn]: [harmless] } } },
    },
    twin: {
      name: 'a policy that AWS owns, and a key of a user who has it',
      roles: {
        a: {
          may: [
            on('arn:aws:iam::aws:policy/*', 'iam:CreatePolicyVersion'),
            on(userArn('anna'), 'iam:CreateAccessKey'),
          ],
        },
      },
      users: { anna: { attached: { 'arn:aws:iam::aws:policy/Some': [harmless] } } },
    },
  },
  {
    fault: {
      name: 'the boundary off a user, and a key of it',
      roles: {
        a: {
          may: [on(userArn('boss'), 'iam:DeleteUserPermissionsBoundary', 'iam:CreateAccessKey')],
        },
      },
      users: { boss: { may: [all], boundary: [harmless] } },
    },
    twin: {
      name: 'the boundary off a user who may do little, and a key of it',
      roles: {
        a: {
          may: [on(userArn('anna'), 'iam:DeleteUserPermissionsBoundary', 'iam:CreateAccessKey')],
        },
      },
      users: { anna: { may: [harmless], boundary: [harmless] } },
    },
  },
  {
    fault: {
      name: 'the boundary of a user, exchanged for a wide one, and a key of it',
      roles: {
        a: { may: [on(userArn('boss'), 'iam:PutUserPermissionsBoundary', 'iam:CreateAccessKey')] },
      },
      users: { boss: { may: [all], boundary: [harmless] } },
    },
    twin: {
      name: 'the boundary of a user who may do little, exchanged, and a key of it',
      roles: {
        a: { may: [on(userArn('anna'), 'iam:PutUserPermissionsBoundary', 'iam:CreateAccessKey')] },
      },
      users: { anna: { may: [harmless], boundary: [harmless] } },
    },
  },
];

/** A role that is named. */
const roleCases: readonly EscalationPair[] = [
  ...(['iam:PutRolePolicy', 'iam:AttachRolePolicy'] as const).map((grant) => ({
    fault: { name: `${grant} of itself`, roles: { a: { may: [on(arnOf('a'), grant)] } } },
    twin: {
      name: `${grant} of a role that it cannot become`,
      roles: { a: { may: [on(arnOf('b'), grant)] }, b: { may: [harmless] } },
    },
  })),
  ...(['iam:PutRolePolicy', 'iam:AttachRolePolicy'] as const).map((grant) => ({
    fault: {
      name: `${grant} of a role that it may assume`,
      roles: {
        a: { may: [on(arnOf('b'), grant, 'sts:AssumeRole')] },
        b: { may: [harmless], trusts: [byAccount] },
      },
    },
    twin: {
      name: `${grant} of one role, while it may assume another`,
      roles: {
        a: { may: [on(arnOf('b'), grant), on(arnOf('c'), 'sts:AssumeRole')] },
        b: { may: [harmless] },
        c: { may: [harmless], trusts: [byAccount] },
      },
    },
  })),
  ...(['iam:PutRolePolicy', 'iam:AttachRolePolicy'] as const).map((grant) => ({
    fault: {
      name: `${grant} and the trust of a role`,
      roles: {
        a: { may: [on(arnOf('b'), grant, 'iam:UpdateAssumeRolePolicy')] },
        b: { may: [harmless] },
      },
    },
    twin: {
      name: `${grant} and the trust of a role that has a boundary`,
      roles: {
        a: { may: [on(arnOf('b'), grant, 'iam:UpdateAssumeRolePolicy')] },
        b: { may: [harmless], boundary: [harmless] },
      },
    },
  })),
  {
    fault: {
      name: 'the trust of an administrator',
      roles: { a: { may: [on(arnOf('ops'), 'iam:UpdateAssumeRolePolicy')] }, ops: { may: [all] } },
    },
    twin: {
      name: 'the trust of a role that may do little',
      roles: {
        a: { may: [on(arnOf('b'), 'iam:UpdateAssumeRolePolicy')] },
        b: { may: [harmless] },
        ops: { may: [all] },
      },
    },
  },
  {
    fault: {
      name: 'a rewritten policy of a role that it may assume',
      roles: {
        a: { may: [on(policyArn, 'iam:CreatePolicyVersion'), on(arnOf('b'), 'sts:AssumeRole')] },
        b: { attached: { [policyArn]: [harmless] }, trusts: [byAccount] },
      },
    },
    twin: {
      name: 'a rewritten policy of a role that it may not assume',
      roles: {
        a: { may: [on(policyArn, 'iam:CreatePolicyVersion')] },
        b: { attached: { [policyArn]: [harmless] }, trusts: [byAccount] },
      },
    },
  },
  {
    fault: {
      name: 'a rewritten policy of its own',
      roles: {
        a: {
          may: [on(policyArn, 'iam:CreatePolicyVersion')],
          attached: { [policyArn]: [harmless] },
        },
      },
    },
    twin: {
      name: 'a deleted version of a policy of its own',
      roles: {
        a: {
          may: [on(policyArn, 'iam:DeletePolicyVersion')],
          attached: { [policyArn]: [harmless] },
        },
      },
    },
  },
  {
    fault: {
      name: 'the boundary off a role that it may assume',
      roles: {
        a: { may: [on(arnOf('b'), 'iam:DeleteRolePermissionsBoundary', 'sts:AssumeRole')] },
        b: { may: [all], boundary: [harmless], trusts: [byAccount] },
      },
    },
    twin: {
      name: 'the boundary off a role that it may not assume',
      roles: {
        a: { may: [on(arnOf('b'), 'iam:DeleteRolePermissionsBoundary')] },
        b: { may: [all], boundary: [harmless], trusts: [byAccount] },
      },
    },
  },
  {
    fault: {
      name: 'the boundary of a role that it may assume, exchanged for a wide one',
      roles: {
        a: { may: [on(arnOf('b'), 'iam:PutRolePermissionsBoundary', 'sts:AssumeRole')] },
        b: { may: [all], boundary: [harmless], trusts: [byAccount] },
      },
    },
    twin: {
      name: 'the boundary of a role that it may assume, exchanged for the one it may only set',
      roles: {
        a: {
          may: [
            {
              ...on(arnOf('b'), 'iam:PutRolePermissionsBoundary'),
              Condition: { StringEquals: { 'iam:PermissionsBoundary': policyArn } },
            },
            on(arnOf('b'), 'sts:AssumeRole'),
          ],
        },
        b: { may: [all], boundary: [harmless], trusts: [byAccount] },
      },
    },
  },
  {
    fault: {
      name: 'an administrator that trusts it by name',
      roles: { a: { may: [harmless] }, ops: { may: [all], trusts: [byA] } },
    },
    twin: {
      name: 'an administrator that trusts the account, and that it may not assume',
      roles: { a: { may: [harmless] }, ops: { may: [all], trusts: [byAccount] } },
    },
  },
  {
    fault: {
      name: 'a chain over two roles',
      roles: {
        a: { may: [on(arnOf('b'), 'sts:AssumeRole')] },
        b: { may: [on(arnOf('ops'), 'sts:AssumeRole')], trusts: [byAccount] },
        ops: { may: [all], trusts: [byAccount] },
      },
    },
    twin: {
      name: 'a chain whose last role trusts another',
      roles: {
        a: { may: [on(arnOf('b'), 'sts:AssumeRole')] },
        b: { may: [on(arnOf('ops'), 'sts:AssumeRole')], trusts: [byAccount] },
        c: { may: [harmless] },
        ops: { may: [all], trusts: [{ Principal: { AWS: arnOf('c') } }] },
      },
    },
  },
];

/** A role that is handed over: the service that takes it, and what starts it. */
const passes: readonly (readonly [string, readonly string[]])[] = [
  ['lambda', ['lambda:CreateFunction', 'lambda:InvokeFunction']],
  ['lambda', ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping']],
  ['lambda', ['lambda:UpdateFunctionConfiguration']],
  ['ec2', ['ec2:RunInstances']],
  ['ec2', ['ec2:AssociateIamInstanceProfile', 'ssm:StartSession']],
  ['ec2', ['ec2:ReplaceIamInstanceProfileAssociation', 'ssm:SendCommand']],
  ['ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:RunTask']],
  // It is given with the call, in the place of that of the definition.
  ['ecs-tasks', ['ecs:RunTask']],
  ['ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:UpdateService']],
  ['cloudformation', ['cloudformation:CreateStack']],
  ['cloudformation', ['cloudformation:UpdateStack']],
  ['codebuild', ['codebuild:CreateProject', 'codebuild:StartBuild']],
  ['codebuild', ['codebuild:UpdateProject', 'codebuild:StartBuild']],
  ['glue', ['glue:CreateJob', 'glue:StartJobRun']],
  ['glue', ['glue:UpdateJob', 'glue:StartJobRun']],
  ['glue', ['glue:CreateDevEndpoint']],
  [
    'sagemaker',
    ['sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  ],
  ['sagemaker', ['sagemaker:CreateTrainingJob']],
  ['states', ['states:CreateStateMachine', 'states:StartExecution']],
  ['states', ['states:UpdateStateMachine', 'states:StartExecution']],
  ['scheduler', ['scheduler:CreateSchedule']],
  ['scheduler', ['scheduler:UpdateSchedule']],
  ['ssm', ['ssm:CreateDocument', 'ssm:StartAutomationExecution']],
  ['tasks.apprunner', ['apprunner:CreateService']],
  [
    'bedrock-agentcore',
    [
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
  ],
  ['codepipeline', ['codepipeline:CreatePipeline']],
  ['codepipeline', ['codepipeline:UpdatePipeline']],
  ['ec2', ['ec2:AssociateIamInstanceProfile', 'ssm:SendCommand']],
];

/** What is there already, and runs as a role that is not powerful. */
const things = [
  functionArn('f'),
  arn('ec2', 'instance/i-1'),
  `arn:aws:ssm:${region}::document/AWS-RunShellScript`,
  arn('ecs', 'service/shop/web'),
  arn('cloudformation', 'stack/shop/1'),
  arn('codebuild', 'project/shop'),
  arn('codepipeline', 'shop'),
  arn('glue', 'job/nightly'),
  arn('sagemaker', 'notebook-instance/n'),
  arn('states', 'stateMachine:shop'),
  arn('states', 'execution:shop:*'),
  arn('scheduler', 'schedule/default/x'),
  arn('bedrock-agentcore', 'code-interpreter-custom/c'),
];

function makesNew(action: string): boolean {
  return /:(?:Create(?!Presigned)|Register|Run|StartAutomation)/.test(action);
}

const passCases: readonly EscalationPair[] = passes.map(([service, actions]) => {
  const name = `a role that is handed over with ${actions.join(', ')}`;
  const made = actions.filter(makesNew);
  const named = actions.filter((action) => !makesNew(action));
  const a = {
    may: [
      ...(made.length > 0 ? [any(...made)] : []),
      ...(named.length > 0 ? [on(things, ...named)] : []),
      on(arnOf('ops'), 'iam:PassRole'),
    ],
  };

  return {
    fault: { name, roles: { a, ops: { may: [all], trusts: trusts(service) } } },
    twin: {
      name: `${name}, which does not trust the service`,
      roles: { a, ops: { may: [all], trusts: trusts('events') } },
    },
  };
});

/** Wide permissions that lead nowhere: each has to stay silent as it stands. */
export const harmlessCases: readonly EscalationCase[] = [
  {
    name: 'Systems Manager for parameters of its own',
    roles: {
      a: { may: [on(arn('ssm', 'parameter/shop/*'), 'ssm:*')] },
      ops: { may: [all], trusts: trusts('ec2', 'ssm') },
    },
  },
  {
    name: 'its own state machine, only to start',
    roles: {
      a: { may: [on(arn('states', 'stateMachine:shop'), 'states:StartExecution')] },
      ops: { may: [all], trusts: trusts('states') },
    },
  },
  {
    name: 'its own function, only to call',
    roles: {
      a: { may: [on(functionArn('f'), 'lambda:InvokeFunction')] },
      ops: { may: [all], runs: ['f'] },
    },
  },
  {
    name: 'its own build, only to look at',
    roles: {
      a: { may: [on(arn('codebuild', 'project/shop'), 'codebuild:BatchGet*')] },
      ops: { may: [all], trusts: trusts('codebuild') },
    },
  },
  {
    name: 'all of a table and a queue',
    roles: {
      a: { may: [on([arn('dynamodb', 'table/shop'), arn('sqs', 'shop')], 'dynamodb:*', 'sqs:*')] },
      ops: { may: [all], trusts: trusts('ec2') },
    },
  },
  {
    name: 'a command that restarts a service, on instances',
    roles: {
      a: {
        may: [
          on(
            [arn('ec2', 'instance/i-1'), arn('ssm', 'document/RestartService')],
            'ssm:SendCommand',
          ),
        ],
      },
      ops: { may: [all], trusts: trusts('ec2') },
    },
  },
  {
    name: 'instances to start and stop',
    roles: {
      a: { may: [on(arn('ec2', 'instance/i-1'), 'ec2:StartInstances', 'ec2:StopInstances')] },
      ops: { may: [all], trusts: trusts('ec2') },
    },
  },
  {
    name: 'a task to stop and describe',
    roles: {
      a: { may: [on(arn('ecs', 'task/shop/*'), 'ecs:StopTask', 'ecs:DescribeTasks')] },
      ops: { may: [all], trusts: trusts('ecs-tasks') },
    },
  },
  {
    name: 'a service that is scaled',
    roles: {
      a: { may: [on(arn('ecs', 'service/shop/web'), 'ecs:UpdateService', 'ecs:DescribeServices')] },
      ops: { may: [all], trusts: trusts('ecs-tasks') },
    },
  },
  {
    name: 'a job of Glue that is started',
    roles: {
      a: { may: [on(arn('glue', 'job/nightly'), 'glue:StartJobRun', 'glue:GetJobRun')] },
      ops: { may: [all], trusts: trusts('glue') },
    },
  },
  {
    name: 'a pipeline that is started',
    roles: {
      a: { may: [on(arn('codepipeline', 'shop'), 'codepipeline:StartPipelineExecution')] },
      ops: { may: [all], trusts: trusts('codepipeline') },
    },
  },
  {
    name: 'users that are listed and read',
    roles: { a: { may: [any('iam:List*', 'iam:Get*', 'iam:GenerateCredentialReport')] } },
    users: { boss: { may: [all] } },
  },
  {
    name: 'keys that are made inactive',
    roles: { a: { may: [on(userArn('boss'), 'iam:UpdateAccessKey', 'iam:DeleteAccessKey')] } },
    users: { boss: { may: [all] } },
  },
  {
    name: 'a role of its own that is handed to Lambda',
    roles: {
      a: {
        may: [
          any('lambda:CreateFunction', 'lambda:InvokeFunction'),
          on(arnOf('app'), 'iam:PassRole'),
        ],
      },
      app: { may: [harmless] },
      ops: { may: [all] },
    },
  },
  {
    name: 'an agent that is called',
    roles: {
      a: { may: [on(arn('bedrock', 'agent-alias/A/B'), 'bedrock:InvokeAgent')] },
      ops: { may: [all], trusts: trusts('bedrock') },
    },
  },
  {
    name: 'a model and a knowledge base that are asked',
    roles: {
      a: { may: [any('bedrock:InvokeModel', 'bedrock:Retrieve')] },
      ops: { may: [all], trusts: trusts('bedrock') },
    },
  },
  {
    name: 'a cluster that is described',
    roles: {
      a: { may: [on(arn('eks', 'cluster/shop'), 'eks:DescribeCluster')] },
      ops: { may: [all], trusts: trusts('pods.eks') },
    },
  },
  {
    name: 'a training job that is described',
    roles: {
      a: { may: [any('sagemaker:Describe*', 'sagemaker:InvokeEndpoint')] },
      ops: { may: [all], trusts: trusts('sagemaker') },
    },
  },
  {
    name: 'a schedule that is paused',
    roles: {
      a: { may: [on(arn('scheduler', 'schedule/default/x'), 'scheduler:UpdateSchedule')] },
      ops: { may: [all], trusts: trusts('scheduler') },
    },
  },
  {
    name: 'tags of roles and users',
    roles: { a: { may: [any('iam:TagRole', 'iam:TagUser')] }, ops: { may: [all] } },
    users: { boss: { may: [all] } },
  },
];

export const escalationPairs: readonly EscalationPair[] = [
  ...compute.map(computePair),
  ...functionCases,
  ...userCases,
  ...roleCases,
  ...passCases,
];
