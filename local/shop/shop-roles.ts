import type { ShopRole } from './sample-function.ts';
import { triggeredRoles } from './triggered.ts';

const bucket = 'arn:aws:s3:::shop-data/*';

/** Roles beyond those that a function has to itself with no more than logging. */
export const shopRoles: readonly ShopRole[] = [
  ...triggeredRoles,
  {
    name: 'shop-backend',
    path: '/shop/',
    statements: [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:DeleteObject'], Resource: bucket },
      {
        Effect: 'Allow',
        Action: ['sqs:SendMessage', 'sqs:PurgeQueue'],
        Resource: 'arn:aws:sqs:*:*:shop-invoices',
      },
    ],
    faults: ['permissions/excess-permissions#role', 'permissions/shared-role#role'],
  },
  {
    // As SAM's template for a table gives it, of which its code does two things.
    name: 'shop-loyalty',
    statements: [
      {
        Sid: 'Cards',
        Effect: 'Allow',
        Action: [
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:Query',
          'dynamodb:Scan',
          'dynamodb:BatchGetItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:DescribeTable',
        ],
        Resource: 'arn:aws:dynamodb:*:*:table/shop-loyalty-cards',
      },
      {
        Sid: 'News',
        Effect: 'Allow',
        Action: 'sns:Publish',
        Resource: 'arn:aws:sns:*:*:shop-news',
      },
    ],
    faults: ['permissions/excess-permissions#role'],
  },
  {
    // No more than its code does.
    name: 'shop-product-pages',
    statements: [
      {
        Effect: 'Allow',
        Action: 'dynamodb:Query',
        Resource: 'arn:aws:dynamodb:*:*:table/shop-products/index/byCategory',
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-pages/*' },
    ],
  },
  {
    name: 'shop-parcel-tracking',
    statements: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
        Resource: 'arn:aws:secretsmanager:*:*:secret:shop/carrier-*',
      },
      {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: 'arn:aws:sqs:*:*:shop-arrivals',
      },
    ],
    faults: ['permissions/excess-permissions#role'],
  },
  {
    // No more than its code does.
    name: 'shop-parcels',
    statements: [
      {
        Effect: 'Allow',
        Action: 'ssm:GetParameter',
        Resource: 'arn:aws:ssm:*:*:parameter/shop/carrier',
      },
      {
        Effect: 'Allow',
        Action: 'dynamodb:PutItem',
        Resource: 'arn:aws:dynamodb:*:*:table/shop-parcels',
      },
    ],
  },
  {
    name: 'shop-releaser',
    statements: [
      {
        Effect: 'Allow',
        Action: ['lambda:UpdateAlias', 'lambda:GetAlias'],
        Resource: 'arn:aws:lambda:*:*:function:shop-checkout*',
      },
    ],
    faults: ['permissions/excess-permissions#role'],
  },
  {
    name: 'shop-quotes',
    statements: [
      { Sid: 'Secrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    ],
    faults: ['permissions/excess-permissions#role', 'permissions/broad-data-access#secrets'],
  },
  {
    name: 'shop-reports',
    managed: ['AdministratorAccess'],
    faults: ['permissions/admin-role#role'],
  },
  {
    // What else it allows is evidence of the one finding.
    name: 'shop-old-import',
    statements: [
      { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'Queues', Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
    ],
    faults: ['permissions/admin-role#role'],
  },
  {
    name: 'shop-thumbnails',
    statements: [
      {
        Sid: 'Deploy',
        Effect: 'Allow',
        Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'],
        Resource: 'arn:aws:lambda:*:*:function:thumbnail-*',
      },
      { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/*' },
    ],
    // That it may pass any role is a part of the escalation, and no second finding.
    faults: ['permissions/excess-permissions#role', 'permissions/privilege-escalation#role'],
  },
  {
    // Can assume the next role after rewriting its trust policy, and that one can pass an administrator.
    name: 'shop-stock-sync',
    statements: [
      {
        Effect: 'Allow',
        Action: 'iam:UpdateAssumeRolePolicy',
        Resource: 'arn:aws:iam::*:role/shop-edge-headers',
      },
    ],
    faults: ['permissions/privilege-escalation#role'],
  },
  {
    name: 'shop-edge-headers',
    trust: [
      {
        Effect: 'Allow',
        Principal: { Service: 'edgelambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
    statements: [
      {
        Effect: 'Allow',
        Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'],
        Resource: 'arn:aws:lambda:*:*:function:edge-*',
      },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/shop-reports' },
    ],
    faults: ['permissions/excess-permissions#role', 'permissions/privilege-escalation#role'],
  },
  {
    // The same, but it passes one role only.
    name: 'shop-pricing',
    statements: [
      {
        Effect: 'Allow',
        Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'],
        Resource: 'arn:aws:lambda:*:*:function:pricing-*',
      },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/shop-backend' },
    ],
    faults: ['permissions/excess-permissions#role'],
  },
  {
    name: 'shop-mailer',
    age: 400,
    accessed: { 'secretsmanager:GetSecretValue': 1 },
    statements: [
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
      { Sid: 'Send', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' },
    ],
    faults: ['permissions/broad-data-access#secrets', 'permissions/resource-wildcard#role'],
  },
  {
    // Its function has no public entry point, so its findings are not ranked higher.
    name: 'shop-recommender',
    statements: [
      {
        Sid: 'Table',
        Effect: 'Allow',
        Action: 'dynamodb:*',
        Resource: 'arn:aws:dynamodb:*:*:table/hooks',
      },
      { Sid: 'AllBut', Effect: 'Allow', NotAction: 's3:Delete*', Resource: bucket },
    ],
    faults: [
      'permissions/service-wildcard#dynamodb:*',
      'permissions/not-action-allow#inline/AllBut',
    ],
  },
  {
    // What a function in a network needs, with the tracing and metrics that it sends.
    name: 'shop-partner-feed',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DeleteNetworkInterface',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: ['xray:PutTraceSegments', 'cloudwatch:PutMetricData'],
        Resource: '*',
      },
    ],
    faults: ['permissions/excess-permissions#role'],
  },
  // Its function was deleted a year ago. That of the next is made when there is work, and deleted.
  { name: 'shop-retired-crawler', path: '/shop/', age: 500, lastUsed: 390, orphan: true },
  { name: 'shop-on-demand', age: 500, lastUsed: 10, orphan: true },
  { name: 'shop-next-week', age: 5, orphan: true },
  {
    // Other services may assume it, too, and perhaps do.
    name: 'shop-pipeline',
    age: 500,
    trust: [
      {
        Effect: 'Allow',
        Principal: { Service: 'states.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
    orphan: true,
  },
  {
    // Looks like an administrator, and is none: what is denied leaves it one bucket.
    name: 'shop-uploads',
    statements: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', NotAction: ['s3:GetObject', 's3:PutObject'], Resource: '*' },
      { Effect: 'Deny', Action: '*', NotResource: bucket },
    ],
  },
];
