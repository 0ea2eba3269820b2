import { roleTarget, type Target } from '../../functions/core/target.ts';
import {
  type NamedPolicy,
  parsePolicy,
  type RolePermissions,
  rolePermissionsOf,
} from '../../functions/engines/iam/index.ts';

export interface JudgedRole {
  readonly role: Target<'role'>;
  readonly permissions: RolePermissions;
}

/**
 * Execution roles in the proportions of a real account: all log, most have a few actions on a few
 * resources, some a wildcard, a condition or a Deny, one in ten a boundary, one in forty everything.
 */
export function someRoles(count: number): readonly JudgedRole[] {
  return Array.from({ length: count }, (_, index) => ({
    role: roleTarget(`arn:aws:iam::111122223333:role/many-${index}`),
    permissions: rolePermissionsOf(policiesOf(index), index % 10 === 0 ? boundary() : undefined),
  }));
}

const services = [
  ...['s3', 'sqs', 'sns', 'dynamodb', 'kinesis', 'lambda', 'kms', 'ssm', 'events', 'states'],
  ...['ec2', 'rds', 'ecr', 'glue', 'athena', 'secretsmanager', 'cognito-idp', 'bedrock'],
];

function policiesOf(index: number): readonly NamedPolicy[] {
  const service = services[index % services.length] ?? 's3';
  const other = services[(index * 7 + 3) % services.length] ?? 'sqs';
  const arn = `arn:aws:${service}:eu-west-1:111122223333:many-${index}`;
  const scoped = [`${service}:Get*`, `${service}:List*`, `${service}:Describe*`];

  const own = [
    { Action: scoped, Resource: [arn, `${arn}/*`] },
    { Action: [`${other}:Put*`, `${other}:Send*`], Condition: inItsRegion },
    { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] },
    ...(index % 5 === 0 ? [{ Effect: 'Deny', Action: `${service}:Delete*` }] : []),
    ...(index % 7 === 0 ? [{ Action: ['iam:PassRole', 'lambda:UpdateFunctionCode'] }] : []),
    ...(index % 40 === 0 ? [{ Action: '*' }] : []),
  ];
  return [
    policy('logs', [{ Action: logging, Resource: 'arn:aws:logs:*:*:*' }]),
    policy('own', own),
  ];
}

const logging = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const inItsRegion = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };

function boundary(): NamedPolicy {
  return policy('boundary', [{ NotAction: ['iam:*', 'organizations:*', 'account:*'] }]);
}

function policy(name: string, statements: readonly object[]): NamedPolicy {
  const Statement = statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each }));

  return { name, source: 'inline', statements: parsePolicy(JSON.stringify({ Statement }), name) };
}
