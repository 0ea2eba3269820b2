import { describe, expect, it } from 'vitest';
import {
  actionsMatching,
  wholeCatalogue,
} from '../../../functions/engines/iam/action-catalogue.ts';
import { harmOf } from '../../../functions/engines/iam/action-harm.ts';

describe('the harm of an action', () => {
  it.each<[string, string | undefined]>([
    // Permissions: by AWS's own access level, and what hands them on.
    ['iam:AttachRolePolicy', 'can change permissions'],
    ['iam:PutUserPolicy', 'can change permissions'],
    ['iam:PassRole', 'can change permissions'],
    ['iam:AddUserToGroup', 'can change permissions'],
    ['s3:PutBucketPolicy', 'can change permissions'],
    ['s3:PutObjectAcl', 'can change permissions'],
    ['lambda:AddPermission', 'can change permissions'],
    ['sqs:AddPermission', 'can change permissions'],
    ['kms:CreateGrant', 'can change permissions'],
    ['events:PutPermission', 'can change permissions'],
    ['cognito-idp:AdminAddUserToGroup', 'can change permissions'],
    // Code of a caller with the permissions of something else.
    ['lambda:UpdateFunctionCode', 'can run code of a caller'],
    ['lambda:UpdateFunctionConfiguration', 'can run code of a caller'],
    ['ssm:SendCommand', 'can run code of a caller'],
    ['ssm:StartSession', 'can run code of a caller'],
    ['cloudformation:ExecuteChangeSet', 'can run code of a caller'],
    ['cloudformation:UpdateStack', 'can run code of a caller'],
    ['codebuild:StartBuild', 'can run code of a caller'],
    ['ecs:ExecuteCommand', 'can run code of a caller'],
    ['ecs:RegisterTaskDefinition', 'can run code of a caller'],
    ['ecs:UpdateService', undefined],
    ['ecr:PutImage', 'can run code of a caller'],
    ['glue:UpdateJob', 'can run code of a caller'],
    ['states:UpdateStateMachine', 'can run code of a caller'],
    // Credentials, and what takes the place of one.
    ['iam:CreateAccessKey', 'can take over credentials'],
    ['iam:UpdateLoginProfile', 'can take over credentials'],
    ['sts:AssumeRole', 'can take over credentials'],
    ['secretsmanager:PutSecretValue', 'can take over credentials'],
    ['ssm:PutParameter', 'can take over credentials'],
    ['rds:ModifyDBInstance', 'can take over credentials'],
    ['cognito-idp:AdminSetUserPassword', 'can take over credentials'],
    ['route53:ChangeResourceRecordSets', 'can take over credentials'],
    // Data that no deployment brings back.
    ['s3:PutObject', 'can destroy data'],
    ['s3:DeleteObject', 'can destroy data'],
    ['s3:DeleteBucket', 'can destroy data'],
    ['s3:PutLifecycleConfiguration', 'can destroy data'],
    ['dynamodb:PutItem', 'can destroy data'],
    ['dynamodb:UpdateItem', 'can destroy data'],
    ['dynamodb:DeleteTable', 'can destroy data'],
    ['rds:DeleteDBCluster', 'can destroy data'],
    ['rds:DeleteDBSnapshot', 'can destroy data'],
    ['rds-data:ExecuteStatement', 'can destroy data'],
    ['ec2:TerminateInstances', 'can destroy data'],
    ['ec2:DeleteVolume', 'can destroy data'],
    ['ec2:DeleteSnapshot', 'can destroy data'],
    ['elasticfilesystem:DeleteFileSystem', 'can destroy data'],
    ['backup:DeleteRecoveryPoint', 'can destroy data'],
    ['kms:ScheduleKeyDeletion', 'can destroy data'],
    ['secretsmanager:DeleteSecret', 'can destroy data'],
    ['cognito-idp:DeleteUserPool', 'can destroy data'],
    ['sqs:PurgeQueue', 'can destroy data'],
    ['cloudformation:DeleteStack', 'can destroy data'],
    // Eyes of the account.
    ['cloudtrail:StopLogging', 'can switch off monitoring'],
    ['guardduty:DeleteDetector', 'can switch off monitoring'],
    ['logs:DeleteLogGroup', 'can switch off monitoring'],
    ['config:StopConfigurationRecorder', 'can switch off monitoring'],
    ['bedrock:PutModelInvocationLoggingConfiguration', 'can switch off monitoring'],
    // The account itself.
    ['account:PutAlternateContact', 'can change the account'],
    ['bedrock:PutFoundationModelEntitlement', 'can change the account'],
    ['organizations:LeaveOrganization', 'can change the account'],
    ['sns:SetSMSAttributes', 'can change the account'],
    ['ec2:PurchaseReservedInstancesOffering', 'can change the account'],
    ['s3:PutAccountPublicAccessBlock', 'can change the account'],
    // Ordinary: sent, started, made, or made again by the next deployment.
    ['events:PutEvents', undefined],
    ['sqs:SendMessage', undefined],
    ['sqs:DeleteMessage', undefined],
    ['sns:Publish', undefined],
    ['kinesis:PutRecord', undefined],
    ['lambda:InvokeFunction', undefined],
    ['states:StartExecution', undefined],
    ['ecs:RunTask', undefined],
    ['scheduler:DeleteSchedule', undefined],
    ['events:DeleteRule', undefined],
    ['lambda:DeleteFunction', undefined],
    ['rds:DeleteDBParameterGroup', undefined],
    ['ec2:DeleteRouteTable', undefined],
    ['ec2:StopInstances', undefined],
    ['logs:PutRetentionPolicy', undefined],
    ['logs:PutResourcePolicy', undefined],
    ['kms:Encrypt', undefined],
    ['s3:CreateBucket', undefined],
    ['iam:CreateServiceLinkedRole', undefined],
    ['lambda:TagResource', undefined],
    // Reads are another question.
    ['dynamodb:Scan', undefined],
    ['s3:GetObject', undefined],
    ['glue:GetStages', undefined],
  ])('of %s: %s', (name, harm) => {
    const [action, ...others] = actionsMatching(name);

    expect(others).toEqual([]);
    expect(action && harmOf(action)).toBe(harm);
    expect(action).toBeDefined();
  });

  it('is that of few: most of what AWS offers is ordinary', () => {
    const harmful = wholeCatalogue().filter((action) => harmOf(action) !== undefined);

    expect(harmful.length / wholeCatalogue().length).toBeLessThan(0.06);
  });
});
