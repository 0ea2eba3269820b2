import { describe, expect, it } from 'vitest';
import type { CalledResource } from '../../../functions/core/sdk-calls.ts';
import {
  actionsOf,
  furtherActionsOf,
  operationOfPython,
  operationOfWaiter,
  requestsOf,
  resourceParametersOf,
  serviceOfClass,
  serviceOfPackage,
  serviceOfV2Class,
} from '../../../functions/engines/sdk/index.ts';

describe('actionsOf', () => {
  it.each([
    ['s3', 'GetObject', ['s3:GetObject']],
    ['s3', 'HeadObject', ['s3:GetObject']],
    ['s3', 'CopyObject', ['s3:GetObject', 's3:PutObject']],
    ['s3', 'ListObjectsV2', ['s3:ListBucket']],
    ['s3', 'WriteGetObjectResponse', ['s3-object-lambda:WriteGetObjectResponse']],
    ['dynamodb', 'TransactGetItems', ['dynamodb:GetItem']],
    ['stepfunctions', 'StartExecution', ['states:StartExecution']],
    ['logs', 'PutLogEvents', ['logs:PutLogEvents']],
    ['lambda', 'Invoke', ['lambda:InvokeFunction']],
    ['iot-data', 'Publish', ['iot:Publish']],
    ['efs', 'DescribeFileSystems', ['elasticfilesystem:DescribeFileSystems']],
    ['lexv2-runtime', 'RecognizeText', ['lex:RecognizeText']],
    ['apigateway', 'GetRestApi', ['apigateway:GET']],
    ['apigateway', 'CreateDeployment', ['apigateway:POST']],
    ['apigateway', 'UpdateStage', ['apigateway:PATCH']],
    ['apigatewayv2', 'ImportApi', ['apigateway:PUT']],
    ['apigatewaymanagementapi', 'PostToConnection', ['execute-api:ManageConnections']],
    ['transcribestreaming', 'StartStreamTranscription', ['transcribe:StartStreamTranscription']],
    // A user who signs up has no credentials yet.
    ['cognito-idp', 'SignUp', []],
    ['newservice', 'DoIt', ['newservice:DoIt']],
  ])('of %s %s', (service, operation, actions) => {
    expect(actionsOf({ service, operation })).toEqual(actions);
  });
});

describe('requestsOf', () => {
  const bucket = (...text: string[]) => [text.map((each) => ({ text: each }))];

  it('splits what a copy reads from what it writes', () => {
    const resources: CalledResource[] = [
      { parameter: 'Bucket', values: bucket('to') },
      {
        parameter: 'CopySource',
        values: [[{ variable: 'FROM' }, { text: '/in/' }, { unknown: true }]],
      },
    ];

    expect(requestsOf({ service: 's3', operation: 'CopyObject', resources })).toEqual([
      {
        action: 's3:GetObject',
        resources: [{ parameter: 'Bucket', values: [[{ variable: 'FROM' }]] }],
      },
      { action: 's3:PutObject', resources: [{ parameter: 'Bucket', values: bucket('to') }] },
    ]);
  });

  it('asks for what the items of a transaction do', () => {
    const resources: CalledResource[] = [
      { parameter: 'Put.TableName', values: bucket('orders') },
      { parameter: 'ConditionCheck.TableName', values: bucket('customers') },
    ];

    expect(requestsOf({ service: 'dynamodb', operation: 'TransactWriteItems', resources })).toEqual(
      [
        {
          action: 'dynamodb:PutItem',
          resources: [{ parameter: 'TableName', values: bucket('orders') }],
        },
        {
          action: 'dynamodb:ConditionCheckItem',
          resources: [{ parameter: 'TableName', values: bucket('customers') }],
        },
      ],
    );
  });

  it('asks for all that a transaction may do where an item cannot be read', () => {
    const resources: CalledResource[] = [
      { parameter: 'Put.TableName', values: bucket('orders') },
      { parameter: 'TransactItems', values: [[{ unknown: true }]] },
    ];
    const requests = requestsOf({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      resources,
    });

    expect(requests.map(({ action }) => action)).toEqual([
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
    ]);
    expect(requests.flatMap((request) => request.resources)).toEqual([]);
  });
});

describe('furtherActionsOf', () => {
  it.each([
    ['s3', 'PutObject', 's3:PutObjectAcl'],
    ['s3', 'GetObject', 'kms:Decrypt'],
    ['ecs', 'RunTask', 'iam:PassRole'],
    ['lambda', 'CreateFunction', 'iam:PassRole'],
    ['sqs', 'CreateQueue', 'sqs:Tag*'],
    ['budgets', 'DescribeBudgets', 'billing:GetBillingViewData'],
  ])('of %s %s have %s', (service, operation, action) => {
    expect(furtherActionsOf({ service, operation })).toContain(action);
  });

  it('are none of what reads and encrypts nothing', () => {
    expect(furtherActionsOf({ service: 'ec2', operation: 'DescribeInstances' })).toEqual([]);
  });
});

describe('services', () => {
  it.each([
    ['sfn', 'stepfunctions'],
    ['eventbridge', 'events'],
    ['cloudwatch-events', 'events'],
    ['cloudwatch-logs', 'logs'],
    ['secrets-manager', 'secretsmanager'],
    ['elastic-load-balancing-v2', 'elbv2'],
    ['brand-new', 'brand-new'],
  ])('of the package client-%s is %s', (client, service) => {
    expect(serviceOfPackage(client)).toBe(service);
  });

  it.each([
    ['SFNClient', 'stepfunctions'],
    ['SFN', 'stepfunctions'],
    ['DynamoDB', 'dynamodb'],
    ['CloudWatchLogsClient', 'logs'],
    ['IoTDataPlaneClient', 'iot-data'],
    ['OrdersClient', undefined],
  ])('of the class %s of version 3 is %s', (name, service) => {
    expect(serviceOfClass(name)).toBe(service);
  });

  it.each([
    ['StepFunctions', 'stepfunctions'],
    ['stepfunctions', 'stepfunctions'],
    ['CloudWatchEvents', 'events'],
    ['SES', 'ses'],
    ['Orders', undefined],
  ])('of the class %s of version 2 is %s', (name, service) => {
    expect(serviceOfV2Class(name)).toBe(service);
  });

  it.each([
    ['s3', 'list_objects_v2', 'ListObjectsV2'],
    ['rds', 'describe_db_instances', 'DescribeDBInstances'],
    ['sns', 'set_sms_attributes', 'SetSMSAttributes'],
    ['new', 'do_it', 'DoIt'],
  ])('of %s name the operation of %s', (service, method, operation) => {
    expect(operationOfPython(service, method)).toBe(operation);
  });
});

it.each([
  ['s3', 'ObjectExists', 'HeadObject'],
  ['s3', 'objectExists', 'HeadObject'],
  ['dynamodb', 'table_exists', 'DescribeTable'],
  ['dynamodb', 'nothing', undefined],
])('names what the waiter of %s %s calls', (service, waiter, operation) => {
  expect(operationOfWaiter(service, waiter)).toBe(operation);
});

it('names the parameters of resources, and where each lies', () => {
  expect(resourceParametersOf('events')).toContainEqual({
    name: 'EventBusName',
    path: ['Entries', '[]', 'EventBusName'],
  });
  expect(resourceParametersOf('none')).toEqual([]);
});
