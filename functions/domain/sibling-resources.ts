import type { Resource } from './grants.ts';

/** Resources outside the product, whose names are not known in advance. */
export interface SiblingResource {
  /** With PARTITION, REGION and ACCOUNT to be filled in. */
  readonly arns: readonly string[];
  /** Why these take a wildcard. */
  readonly because: string;
}

export const siblingResources: Readonly<Partial<Record<Resource, SiblingResource>>> = {
  everything: { arns: ['*'], because: 'IAM offers no resource type for these actions.' },
  'any function': {
    arns: ['arn:PARTITION:lambda:REGION:ACCOUNT:function:*'],
    because: 'The product audits every sibling, whatever its name.',
  },
  'any role': {
    arns: ['arn:PARTITION:iam::ACCOUNT:role/*'],
    because: 'The product audits the role of every sibling, whatever its name.',
  },
  'any own layer': {
    arns: ['arn:PARTITION:lambda:REGION:ACCOUNT:layer:*:*'],
    because: 'The product audits every layer that a sibling uses, whatever its name.',
  },
  'any layer': {
    arns: ['arn:PARTITION:lambda:REGION:*:layer:*:*'],
    because: 'A function may run a layer of any account, and its packages run with it.',
  },
  'any own layer as a whole': {
    // Without a version. Source: "Lambda API permissions reference" (Developer Guide).
    arns: ['arn:PARTITION:lambda:REGION:ACCOUNT:layer:*'],
    because: 'Of every layer that a sibling uses, there may be newer versions.',
  },
  'any API': {
    arns: [
      '/restapis',
      '/restapis/*/resources',
      '/restapis/*/stages',
      '/restapis/*/authorizers',
      '/apis',
      '/apis/*/routes',
      '/apis/*/integrations',
      '/apis/*/stages',
      '/apis/*/authorizers',
      '/domainnames',
      '/domainnames/*/apimappings',
      '/usageplans',
    ].map((path) => `arn:PARTITION:apigateway:REGION::${path}`),
    because:
      'Any API may lead to a sibling. Only what says so is read, and how callers are limited: no keys, no models.',
  },
  'any state machine': {
    arns: ['arn:PARTITION:states:REGION:ACCOUNT:stateMachine:*'],
    because:
      'An API may start any of them without asking who calls, and its definition says which siblings it runs.',
  },
  'any user pool': {
    arns: ['arn:PARTITION:cognito-idp:REGION:ACCOUNT:userpool/*'],
    because:
      'The users of any pool may be admitted to a sibling. Whether anyone may sign up there is read, and no user.',
  },
  // Those of CloudFront are in us-east-1: where the settings leave that out, they cannot be read.
  'any web ACL': {
    arns: [
      'arn:PARTITION:wafv2:REGION:ACCOUNT:regional/webacl/*',
      'arn:PARTITION:wafv2:REGION:ACCOUNT:global/webacl/*',
    ],
    because:
      'Any of them may stand before an API, a load balancer or a distribution that leads to a sibling. Whom it keeps out is read.',
  },
  'any regional web ACL': {
    arns: ['arn:PARTITION:wafv2:REGION:ACCOUNT:regional/webacl/*'],
    because: 'It may stand before a load balancer that leads to a sibling, which does not name it.',
  },
  'any IP set': {
    arns: [
      'arn:PARTITION:wafv2:REGION:ACCOUNT:regional/ipset/*',
      'arn:PARTITION:wafv2:REGION:ACCOUNT:global/ipset/*',
    ],
    because: 'A web ACL may admit the addresses of any set: whether these are few is read.',
  },
  'any load balancer': {
    arns: ['arn:PARTITION:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/*'],
    because: 'Which web ACL stands before it is read of each that leads to a sibling.',
  },
  'any bucket': {
    arns: ['arn:PARTITION:s3:::*'],
    because:
      'Any bucket may be named by a grant to a sibling. Its location, its policy and who else gets in are read, and no object.',
  },
  'any rule': {
    arns: ['arn:PARTITION:events:REGION:ACCOUNT:rule/*'],
    because: 'Any rule may be named by a grant to a sibling, which dangles once the rule is gone.',
  },
  // Each action is on one of them, so that one statement allows no more than three would.
  'any IoT rule, authorizer or policy': {
    arns: [
      'arn:PARTITION:iot:REGION:ACCOUNT:rule/*',
      'arn:PARTITION:iot:REGION:ACCOUNT:authorizer/*',
      'arn:PARTITION:iot:REGION:ACCOUNT:policy/*',
    ],
    because:
      'A grant to a sibling may name any rule or authorizer of AWS IoT, and any policy may let devices publish what a rule takes. Which functions they run and whom they let in is read, and no message and no device.',
  },
  'any identity pool': {
    arns: ['arn:PARTITION:cognito-identity:REGION:ACCOUNT:identitypool/*'],
    because:
      'Any pool may give anyone the credentials of a role that runs a sibling. Whether it does is read, and no identity.',
  },
  'any queue': {
    arns: ['arn:PARTITION:sqs:REGION:ACCOUNT:*'],
    because: 'Any queue may trigger a sibling. Its policy is read, and no message.',
  },
  'any budget': {
    arns: ['arn:PARTITION:budgets::ACCOUNT:budget/*'],
    because: 'Any budget may be the one that sends an alert, whatever its name.',
  },
  'any billing view': {
    arns: ['arn:PARTITION:billing::ACCOUNT:billingview/*'],
    because: 'A budget is shown to those who may see the view of the bill that it is on.',
  },
  // Only all of them or none. Source: "Controlling access for Cost Anomaly Detection" (Cost Management).
  'any anomaly monitor': {
    arns: ['arn:PARTITION:ce::ACCOUNT:anomalymonitor/*'],
    because: 'AWS lets all of these be listed, or none.',
  },
  'any anomaly subscription': {
    arns: ['arn:PARTITION:ce::ACCOUNT:anomalysubscription/*'],
    because: 'AWS lets all of these be listed, or none.',
  },
  'member roles': {
    arns: ['arn:PARTITION:iam::*:role/MEMBER'],
    because: 'The accounts are named by a condition, and the role by its name.',
  },
  'member roles of the organization': {
    arns: ['arn:PARTITION:iam::*:role/MEMBER'],
    because:
      "Accounts join. A condition keeps it to the organization's own, and the role has a name.",
  },
  'any part of the organization': {
    // Its root, units, accounts and policies, in one line: a role has no room for four.
    arns: ['arn:PARTITION:organizations::*:*/o-*'],
    because: 'Units, accounts and the policies that bear on them come and go.',
  },
  'any topic': {
    arns: ['arn:PARTITION:sns:REGION:ACCOUNT:*'],
    because:
      'Any topic may be named by a grant to a sibling, which dangles once the topic is gone.',
  },
};
