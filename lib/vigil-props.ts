// Generated from functions/domain/settings/settings-table.ts by `npm run docs`: do not edit it.

import type { VigilRoute } from './vigil-route.ts';

/** What a Vigil is set with: each a value or, as in the context, text that says it. All are validated. */
export interface VigilProps {
  /**
   * Who gets mail.
   *
   * It takes mail addresses, separated by commas.
   *
   * @default none
   */
  readonly email?: string | readonly string[] | undefined;
  /**
   * Slack through Amazon Q Developer in chat applications, whose workspace you have authorised.
   *
   * It takes a workspace id, a slash and a channel id; or existing, where the account has configured that channel already: it has one configuration for all regions, to which you add the topic that is put out.
   *
   * @default none
   */
  readonly slackChannel?:
    | string
    | { readonly workspace: string; readonly channel: string }
    | undefined;
  /**
   * Slack through an incoming webhook whose URL is kept in Secrets Manager.
   *
   * It takes the name of a secret in the region of the stack, or the full ARN of one; a customer-managed key that it lies under must let the function decrypt in its key policy.
   *
   * @default none
   */
  readonly slackWebhookSecret?: string | undefined;
  /**
   * Scheme and host that the webhook must have; another one for a service that takes what Slack takes.
   *
   * It takes scheme and host of an http or https URL.
   *
   * @default https://hooks.slack.com
   */
  readonly slackWebhookOrigin?: string | undefined;
  /**
   * Who else may subscribe to the topic of the alerts; whatever is not named here or by another setting cannot.
   *
   * It takes ARNs, URLs or addresses, with * for any text, separated by commas.
   *
   * @default none
   */
  readonly subscribers?: string | readonly string[] | undefined;
  /**
   * Teams that hear of their own functions: each has a topic of its own, and gets what is of its owners, stacks or applications and nothing else.
   *
   * It takes at most 20 routes, or the same as JSON: each with a name of its own (lower case, digits, hyphens), with owners, stacks or applications by their exact names or tags as key=value, and with email, slackChannel, slackWebhookSecret or subscribers.
   *
   * @default none
   */
  readonly routes?: string | readonly VigilRoute[] | undefined;
  /**
   * What goes to `email`, `slackChannel`, `slackWebhookSecret` and `subscribers` where there are `routes`: all, or what takes none of them.
   *
   * It takes all or unrouted.
   *
   * @default all
   */
  readonly mainGets?: 'all' | 'unrouted' | undefined;
  /**
   * Whether AWS Security Hub of the stack's account and region gets the findings, and follows what becomes of them; it must be on there.
   *
   * It takes off or on.
   *
   * @default off
   */
  readonly securityHub?: 'off' | 'on' | undefined;
  /**
   * Whether each change of a finding is an event on the default bus of EventBridge, from the source lambda-vigil.
   *
   * It takes off or on.
   *
   * @default off
   */
  readonly events?: 'off' | 'on' | undefined;
  /**
   * Whether a function of the stack's region is looked at within two minutes of a change to its code, configuration, policy or URL, beside the nights; it takes a trail of CloudTrail that logs management events.
   *
   * It takes off or on.
   *
   * @default off
   */
  readonly watchChanges?: 'off' | 'on' | undefined;
  /**
   * Whether there is a dashboard in CloudWatch of what the nights found and took, with ten metrics for it; the alarm for a night that did not end has one of its own either way.
   *
   * It takes off or on.
   *
   * @default on
   */
  readonly dashboard?: 'off' | 'on' | undefined;
  /**
   * The findings table of an earlier deployment in this region, to go on with: first dates and suppressions are kept.
   *
   * It takes the ARN of its stream, as `aws dynamodb describe-table --table-name NAME --query Table.LatestStreamArn --output text` prints it.
   *
   * @default a new table
   */
  readonly findingsTable?: string | undefined;
  /**
   * Customer-managed keys under which functions keep their code or environment, which are unknown otherwise; Lambda alone may ask them for the code scanner, and each key policy must allow it too.
   *
   * It takes ARNs of keys, with *, separated by commas.
   *
   * @default none
   */
  readonly decryptWith?: string | readonly string[] | undefined;
  /**
   * What its functions run on.
   *
   * It takes arm64 or x86_64.
   *
   * @default arm64 where the region is known to have it, else x86_64
   */
  readonly architecture?: 'arm64' | 'x86_64' | undefined;
  /**
   * Regions to audit.
   *
   * It takes names of regions that an AWS partition has, separated by commas.
   *
   * @default every region that the account has enabled
   */
  readonly regions?: string | readonly string[] | undefined;
  /**
   * When the night begins.
   *
   * It takes hours and minutes from 00:00 to 23:59.
   *
   * @default 02:00
   */
  readonly at?: string | { readonly hour: number; readonly minute: number } | undefined;
  /**
   * Time zone of `at`.
   *
   * It takes a time zone as the IANA names it.
   *
   * @default UTC
   */
  readonly timeZone?: string | undefined;
  /**
   * Severities that are reported at once; the rest waits for the daily digest.
   *
   * It takes some of critical, high, medium, low, info, separated by commas.
   *
   * @default critical,high
   */
  readonly alertOn?:
    | string
    | readonly ('critical' | 'high' | 'medium' | 'low' | 'info')[]
    | undefined;
  /**
   * Days without an invocation that make a function idle, or without use a permission unused.
   *
   * It takes a whole number of days from 1 to 450, for CloudWatch keeps 455 days.
   *
   * @default 90
   */
  readonly idleDays?: number | string | undefined;
  /**
   * Units of your organization in AWS Organizations whose accounts are audited too, with the units below them: a stack set puts the roles into each account, and into each that joins; the account of the stack must be a delegated administrator for CloudFormation stack sets, and the management account, which stack sets do not reach, is not among them.
   *
   * It takes ids of units, ou-…, or of the root, r-…, separated by commas.
   *
   * @default none
   */
  readonly organization?:
    | string
    | readonly string[]
    | { readonly units: readonly string[] }
    | undefined;
  /**
   * Other accounts that are audited too, where there are no rights in an organization: in each of them you deploy the roles once, by the template that `vigil member-template` prints.
   *
   * It takes account ids of twelve digits, separated by commas.
   *
   * @default none
   */
  readonly accounts?: string | readonly string[] | undefined;
  /**
   * How the names of the roles in other accounts begin: a dash and the name of the scanner follow.
   *
   * It takes up to 51 of the characters that the name of a role may have.
   *
   * @default lambda-vigil
   */
  readonly memberRole?: string | undefined;
  /**
   * What the roles in `accounts` ask of the scanners besides who they are, as `sts:ExternalId`.
   *
   * It takes 2 to 128 letters, digits and characters of _+=,.@:/-.
   *
   * @default a text made of the names of stack and construct
   */
  readonly externalId?: string | undefined;
  /**
   * Accounts that a resource or trust policy may name, and whose layers may be used.
   *
   * It takes account ids of twelve digits, separated by commas.
   *
   * @default none
   */
  readonly trustedAccounts?: string | readonly string[] | undefined;
  /**
   * Roles that are meant to change functions; any other role that can is a finding then.
   *
   * It takes names or ARNs of roles, with * and ?, separated by commas.
   *
   * @default none
   */
  readonly deployRoles?: string | readonly string[] | undefined;
  /**
   * Keys of the tags of a function that name its owner, the weightiest first; upper and lower case are the same.
   *
   * It takes keys of tags, separated by commas.
   *
   * @default Owner,Team,Service
   */
  readonly ownerTags?: string | readonly string[] | undefined;
  /**
   * Keys of tags of functions that are kept with findings, to select and route by; upper and lower case are the same, values without secrets.
   *
   * It takes keys of tags, separated by commas.
   *
   * @default none
   */
  readonly keptTags?: string | readonly string[] | undefined;
  /**
   * What anonymous callers may make one function cost an hour, at full tilt, before it is a finding.
   *
   * It takes a whole number of US dollars from 1 to 100000.
   *
   * @default 10
   */
  readonly maxPublicUsdPerHour?: number | string | undefined;
  /**
   * What is agreed on: rules that accept findings, or give them another severity or functions other thresholds, until a day; see docs/rules.md.
   *
   * It takes the path of a file of YAML, or what would be in it.
   *
   * @default vigil.yaml, where it lies in the folder in which the app is run
   */
  readonly rules?: string | Readonly<Record<string, unknown>> | undefined;
  /**
   * Checks to leave out; what only they read is not granted.
   *
   * It takes ids of checks, separated by commas.
   *
   * @default none
   */
  readonly disabledChecks?: string | readonly string[] | undefined;
  /**
   * Checks to ask that are off by default.
   *
   * It takes ids of checks, separated by commas.
   *
   * @default none
   */
  readonly enabledChecks?: string | readonly string[] | undefined;
  /**
   * Requests a second to AWS's control planes, which your deployments share.
   *
   * It takes a whole number of requests a second from 2 to 1000.
   *
   * @default 10
   */
  readonly apiRate?: number | string | undefined;
  /**
   * Seconds for which changes are gathered into one message.
   *
   * It takes a whole number of seconds from 0 to 300.
   *
   * @default 120
   */
  readonly alertWindow?: number | string | undefined;
  /**
   * Where advisories are read: OSV, or a mirror of it.
   *
   * It takes an http or https URL without a query, or off.
   *
   * @default https://api.osv.dev
   */
  readonly advisoryUrl?: string | undefined;
  /**
   * Where the catalogue of known exploited vulnerabilities is read: from CISA, or a mirror of it.
   *
   * It takes an http or https URL, or off.
   *
   * @default that of CISA
   */
  readonly exploitedUrl?: string | undefined;
  /**
   * Where it is read how likely it is that a vulnerability is exploited: EPSS, or a mirror of it.
   *
   * It takes an http or https URL without a query, or off.
   *
   * @default https://api.first.org/data/v1
   */
  readonly epssUrl?: string | undefined;
  /**
   * Where ratings are read that no advisory gives: the NVD, or a mirror of it.
   *
   * It takes an http or https URL without a query, or off.
   *
   * @default https://services.nvd.nist.gov
   */
  readonly nvdUrl?: string | undefined;
  /**
   * A secret that holds an API key of the NVD, with which it answers ten times as often.
   *
   * It takes the name of a secret in the region of the stack, or the full ARN of one; a customer-managed key that it lies under must let the function decrypt in its key policy.
   *
   * @default none
   */
  readonly nvdKeySecret?: string | undefined;
  /**
   * Where the releases of packages are read: deps.dev, or a mirror of it.
   *
   * It takes an http or https URL without a query, or off.
   *
   * @default https://api.deps.dev
   */
  readonly releasesUrl?: string | undefined;
  /**
   * Where advisories about browser-side libraries are read that OSV lacks: from Retire.js, or a mirror of it.
   *
   * It takes an http or https URL, or off.
   *
   * @default the repository of Retire.js
   */
  readonly retireUrl?: string | undefined;
}
