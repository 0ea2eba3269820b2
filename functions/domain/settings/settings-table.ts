import { severities } from '../../core/severity.ts';
import { regions } from '../../data/regions.ts';
import { mainGets } from '../routing.ts';
import {
  baseUrlOrOff,
  documentUrlOrOff,
  list,
  namesOf,
  oneOf,
  organizationUnits,
  origin,
  pathOrContent,
  slackChannel,
  someOf,
  type Takes,
  text,
  timeOfDay,
  timeZone,
  wholeNumber,
} from './takes.ts';
import { routes } from './takes-routes.ts';

/** One setting: everything that anything else says about it or does with it follows from here. */
export interface Setting {
  /** What it is, for docs/settings.md, the help of the command and the docstring of the prop. */
  readonly about: string;
  readonly takes: Takes;
  /** What it is when it is not given. */
  readonly default: unknown;
  /** The same in words, where the value does not speak for itself. */
  readonly otherwise?: string;
  /** As text, for the docs. */
  readonly example: string;
  /** Flags of its option of `vigil audit`. What has one is read by scanners: it is in their environment. */
  readonly option?: `--${string} <${string}>`;
  /** Whether scanners read it though `vigil audit` has no use for it: it is in their environment, too. */
  readonly deployed?: true;
  /** Whether it may be known only at deployment: then a prop may be a token of the CDK. */
  readonly token?: true;
}

/**
 * CloudWatch keeps what it has measured for 455 days: who looks further back finds nothing, and would
 * take it for idleness.
 */
const MOST_IDLE_DAYS = 450;

/**
 * A secret by its name or its full ARN, which ends in six characters that Secrets Manager adds.
 * Source: "CreateSecret" (Secrets Manager API Reference).
 */
const secretPattern =
  /^(?:[\w/+=.@-]{1,512}|arn:aws[a-z-]{0,10}:secretsmanager:[a-z0-9-]{1,30}:\d{12}:secret:[\w/+=.@-]{1,512}-[A-Za-z0-9]{6})$/;
const SECRET =
  'the name of a secret in the region of the stack, or the full ARN of one; a customer-managed key that it lies under must let the function decrypt in its key policy';

/**
 * As much of the name of a role as leaves room for a dash and the longest name of a scanner.
 * Source: "IAM and AWS STS quotas": 64 characters.
 */
const memberRolePattern = /^[\w+=.@-]{1,51}$/;

/** Source: "AssumeRole" (AWS Security Token Service API Reference). */
const externalIdPattern = /^[\w+=,.@:/-]{2,128}$/;

const mail = /^[^\s@,]+@[^\s@,.]+(?:\.[^\s@,.]+)+$/;
/** An ARN, a URL or an address, with `*`. */
const endpoint = /^[^\s,]+$/;

/** All settings. `npm run docs` writes what follows from a row: its prop, and its line of the docs. */
export const settingsTable = {
  email: {
    about: 'Who gets mail',
    takes: list(mail, 'mail addresses, separated by commas'),
    default: [],
    otherwise: 'none',
    example: 'you@example.com',
    token: true,
  },
  slackChannel: {
    about:
      'Slack through Amazon Q Developer in chat applications, whose workspace you have authorised',
    takes: slackChannel(),
    default: undefined,
    otherwise: 'none',
    example: 'T0123ABCD/C0123ABCD',
  },
  slackWebhookSecret: {
    about: 'Slack through an incoming webhook whose URL is kept in Secrets Manager',
    takes: text(secretPattern, SECRET),
    default: undefined,
    otherwise: 'none',
    example: 'vigil/slack-webhook',
    token: true,
  },
  slackWebhookOrigin: {
    about:
      'Scheme and host that the webhook must have; another one for a service that takes what Slack takes',
    takes: origin(),
    default: 'https://hooks.slack.com',
    example: 'https://hooks.slack.com',
  },
  subscribers: {
    about:
      'Who else may subscribe to the topic of the alerts; whatever is not named here or by another setting cannot',
    takes: list(endpoint, 'ARNs, URLs or addresses, with * for any text, separated by commas'),
    default: [],
    otherwise: 'none',
    example: 'arn:aws:sqs:eu-west-1:111122223333:alerts',
    token: true,
  },
  routes: {
    about:
      'Teams that hear of their own functions: each has a topic of its own, and gets what is of its owners, stacks or applications and nothing else',
    takes: routes({ email: mail, subscribers: endpoint, slackWebhookSecret: secretPattern }),
    default: [],
    otherwise: 'none',
    example: '[{"name":"payments","owners":"payments","email":"payments@example.com"}]',
  },
  mainGets: {
    about:
      'What goes to `email`, `slackChannel`, `slackWebhookSecret` and `subscribers` where there are `routes`: all, or what takes none of them',
    takes: oneOf(mainGets),
    default: 'all',
    example: 'unrouted',
  },
  securityHub: {
    about:
      "Whether AWS Security Hub of the stack's account and region gets the findings, and follows what becomes of them; it must be on there",
    takes: oneOf(['off', 'on']),
    default: 'off',
    example: 'on',
  },
  events: {
    about:
      'Whether each change of a finding is an event on the default bus of EventBridge, from the source lambda-vigil',
    takes: oneOf(['off', 'on']),
    default: 'off',
    example: 'on',
  },
  watchChanges: {
    about:
      "Whether a function of the stack's region is looked at within two minutes of a change to its code, configuration, policy or URL, beside the nights; it takes a trail of CloudTrail that logs management events",
    takes: oneOf(['off', 'on']),
    default: 'off',
    example: 'on',
  },
  dashboard: {
    about:
      'Whether there is a dashboard in CloudWatch of what the nights found and took, with ten metrics for it; the alarm for a night that did not end has one of its own either way',
    takes: oneOf(['off', 'on']),
    default: 'on',
    example: 'off',
  },
  findingsTable: {
    about:
      'The findings table of an earlier deployment in this region, to go on with: first dates and suppressions are kept',
    takes: text(
      /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255}\/stream\/[\w:.-]+$/,
      'the ARN of its stream, as `aws dynamodb describe-table --table-name NAME --query Table.LatestStreamArn --output text` prints it',
    ),
    default: undefined,
    otherwise: 'a new table',
    example: 'arn:aws:dynamodb:eu-west-1:111122223333:table/NAME/stream/2026-11-25T01:30:02.117',
  },
  decryptWith: {
    about:
      'Customer-managed keys under which functions keep their code or environment, which are unknown otherwise; Lambda alone may ask them for the code scanner, and each key policy must allow it too',
    takes: list(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w*-]+$/,
      'ARNs of keys, with *, separated by commas',
    ),
    default: [],
    otherwise: 'none',
    example: 'arn:aws:kms:eu-west-1:111122223333:key/*',
    token: true,
  },
  architecture: {
    about: 'What its functions run on',
    takes: oneOf(['arm64', 'x86_64']),
    default: undefined,
    otherwise: 'arm64 where the region is known to have it, else x86_64',
    example: 'x86_64',
  },
  regions: {
    about: 'Regions to audit',
    takes: namesOf(regions, 'names of regions that an AWS partition has, separated by commas'),
    default: [],
    otherwise: 'every region that the account has enabled',
    example: 'eu-west-1,us-east-1',
    option: '--regions <regions>',
  },
  at: {
    about: 'When the night begins',
    takes: timeOfDay(),
    default: { hour: 2, minute: 0 },
    otherwise: '02:00',
    example: '02:00',
  },
  timeZone: {
    about: 'Time zone of `at`',
    takes: timeZone(),
    default: 'UTC',
    example: 'Europe/Berlin',
  },
  alertOn: {
    about: 'Severities that are reported at once; the rest waits for the daily digest',
    takes: someOf(severities.toReversed()),
    default: ['critical', 'high'],
    example: 'critical,high',
  },
  idleDays: {
    about:
      'Days without an invocation that make a function idle, or without use a permission unused',
    takes: wholeNumber({
      least: 1,
      most: MOST_IDLE_DAYS,
      unit: 'days',
      because: 'for CloudWatch keeps 455 days',
    }),
    default: 90,
    example: '90',
    option: '--idle-days <days>',
  },
  organization: {
    about:
      'Units of your organization in AWS Organizations whose accounts are audited too, with the units below them: a stack set puts the roles into each account, and into each that joins; the account of the stack must be a delegated administrator for CloudFormation stack sets, and the management account, which stack sets do not reach, is not among them',
    takes: organizationUnits(),
    default: [],
    otherwise: 'none',
    example: 'ou-ab12-cd34ef56',
    deployed: true,
  },
  accounts: {
    about:
      'Other accounts that are audited too, where there are no rights in an organization: in each of them you deploy the roles once, by the template that `vigil member-template` prints',
    takes: list(/^\d{12}$/, 'account ids of twelve digits, separated by commas'),
    default: [],
    otherwise: 'none',
    example: '444455556666,777788889999',
    deployed: true,
  },
  memberRole: {
    about:
      'How the names of the roles in other accounts begin: a dash and the name of the scanner follow',
    takes: text(memberRolePattern, 'up to 51 of the characters that the name of a role may have'),
    default: 'lambda-vigil',
    example: 'lambda-vigil',
    deployed: true,
  },
  externalId: {
    about:
      'What the roles in `accounts` ask of the scanners besides who they are, as `sts:ExternalId`',
    takes: text(externalIdPattern, '2 to 128 letters, digits and characters of _+=,.@:/-'),
    default: undefined,
    otherwise: 'a text made of the names of stack and construct',
    example: 'vigil-of-the-shop',
    deployed: true,
  },
  trustedAccounts: {
    about: 'Accounts that a resource or trust policy may name, and whose layers may be used',
    takes: list(/^\d{12}$/, 'account ids of twelve digits, separated by commas'),
    default: [],
    otherwise: 'none',
    example: '111122223333',
    option: '--trusted-accounts <ids>',
    token: true,
  },
  deployRoles: {
    about: 'Roles that are meant to change functions; any other role that can is a finding then',
    takes: list(
      /^[\w+=.@*?:/-]{1,2048}$/,
      'names or ARNs of roles, with * and ?, separated by commas',
    ),
    default: [],
    otherwise: 'none',
    example: 'cdk-*-deploy-role-*',
    option: '--deploy-roles <roles>',
    token: true,
  },
  ownerTags: {
    about:
      'Keys of the tags of a function that name its owner, the weightiest first; upper and lower case are the same',
    takes: list(/^[^,]{1,128}$/, 'keys of tags, separated by commas'),
    default: ['Owner', 'Team', 'Service'],
    otherwise: 'Owner,Team,Service',
    example: 'team,cost-center',
    option: '--owner-tags <keys>',
    token: true,
  },
  keptTags: {
    about:
      'Keys of tags of functions that are kept with findings, to select and route by; upper and lower case are the same, values without secrets',
    takes: list(/^[^,=]{1,128}$/, 'keys of tags, separated by commas'),
    default: [],
    otherwise: 'none',
    example: 'team,stage',
    option: '--kept-tags <keys>',
    token: true,
  },
  maxPublicUsdPerHour: {
    about:
      'What anonymous callers may make one function cost an hour, at full tilt, before it is a finding',
    takes: wholeNumber({ least: 1, most: 100_000, unit: 'US dollars' }),
    default: 10,
    example: '10',
    option: '--max-public-usd-per-hour <dollars>',
  },
  rules: {
    about:
      'What is agreed on: rules that accept findings, or give them another severity or functions other thresholds, until a day; see docs/rules.md',
    takes: pathOrContent('the path of a file of YAML, or what would be in it'),
    default: undefined,
    otherwise: 'vigil.yaml, where it lies in the folder in which the app is run',
    example: 'vigil.yaml',
  },
  disabledChecks: {
    about: 'Checks to leave out; what only they read is not granted',
    takes: list(/^[a-z]+\/[a-z0-9-]+$/, 'ids of checks, separated by commas'),
    default: [],
    otherwise: 'none',
    example: 'usage/idle-function',
    option: '--disabled-checks <checks>',
  },
  enabledChecks: {
    about: 'Checks to ask that are off by default',
    takes: list(/^[a-z]+\/[a-z0-9-]+$/, 'ids of checks, separated by commas'),
    default: [],
    otherwise: 'none',
    example: 'code/log-injection',
    option: '--enabled-checks <checks>',
  },
  apiRate: {
    about: "Requests a second to AWS's control planes, which your deployments share",
    takes: wholeNumber({ least: 2, most: 1_000, unit: 'requests a second' }),
    default: 10,
    example: '10',
    option: '--rate <requests>',
  },
  alertWindow: {
    about: 'Seconds for which changes are gathered into one message',
    takes: wholeNumber({ least: 0, most: 300, unit: 'seconds' }),
    default: 120,
    example: '120',
  },
  advisoryUrl: {
    about: 'Where advisories are read: OSV, or a mirror of it',
    takes: baseUrlOrOff(),
    default: 'https://api.osv.dev',
    example: 'https://api.osv.dev',
    option: '--advisories <url>',
  },
  exploitedUrl: {
    about:
      'Where the catalogue of known exploited vulnerabilities is read: from CISA, or a mirror of it',
    takes: documentUrlOrOff(),
    default: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    otherwise: 'that of CISA',
    example: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    option: '--exploited <url>',
  },
  epssUrl: {
    about:
      'Where it is read how likely it is that a vulnerability is exploited: EPSS, or a mirror of it',
    takes: baseUrlOrOff(),
    default: 'https://api.first.org/data/v1',
    example: 'https://api.first.org/data/v1',
    option: '--epss <url>',
  },
  nvdUrl: {
    about: 'Where ratings are read that no advisory gives: the NVD, or a mirror of it',
    takes: baseUrlOrOff(),
    default: 'https://services.nvd.nist.gov',
    example: 'https://services.nvd.nist.gov',
    option: '--nvd <url>',
  },
  nvdKeySecret: {
    about: 'A secret that holds an API key of the NVD, with which it answers ten times as often',
    takes: text(secretPattern, SECRET),
    default: undefined,
    otherwise: 'none',
    example: 'vigil/nvd-key',
    option: '--nvd-key-secret <name>',
    token: true,
  },
  releasesUrl: {
    about: 'Where the releases of packages are read: deps.dev, or a mirror of it',
    takes: baseUrlOrOff(),
    default: 'https://api.deps.dev',
    example: 'https://api.deps.dev',
    option: '--releases <url>',
  },
  retireUrl: {
    about:
      'Where advisories about browser-side libraries are read that OSV lacks: from Retire.js, or a mirror of it',
    takes: documentUrlOrOff(),
    default:
      'https://raw.githubusercontent.com/RetireJS/retire.js/master/repository/jsrepository-v5.json',
    otherwise: 'the repository of Retire.js',
    example:
      'https://raw.githubusercontent.com/RetireJS/retire.js/master/repository/jsrepository-v5.json',
    option: '--retire <url>',
  },
} as const satisfies Readonly<Record<string, Setting>>;
