import { type Severity, severities } from '../functions/core/severity.ts';
import {
  accountPattern,
  defaultScanSettings,
  MOST_IDLE_DAYS,
  OFF,
  rolePattern,
} from '../functions/domain/scan-settings.ts';

/** What can be set, as props of the construct or, as text, in the context of the CDK. */
export interface Settings {
  /** Mail addresses that are told. @default none */
  readonly email: readonly string[];
  /**
   * A channel of Amazon Q Developer in chat applications: workspace id and channel id. `existing` makes
   * but a topic, for a channel that is configured already. @default none
   */
  readonly slackChannel: SlackChannel | 'existing' | undefined;
  /** Name of the secret that holds the URL of an incoming webhook. @default none */
  readonly slackWebhookSecret: string | undefined;
  /** Where that webhook may be, so that whoever may write the secret cannot send news elsewhere. @default https://hooks.slack.com */
  readonly slackWebhookOrigin: string;
  /** Other endpoints that may subscribe to the alerts: ARNs, URLs or addresses, with `*`. @default none */
  readonly subscribers: readonly string[];
  /** ARN of the stream of a findings table that is there already, to go on with. @default a new table */
  readonly findingsTable: string | undefined;
  /** ARNs of customer-managed keys under which functions keep code and environment. @default none */
  readonly decryptWith: readonly string[];
  /** What the functions run on. @default arm64 where the region is known to have it, else x86_64 */
  readonly architecture: 'arm64' | 'x86_64' | undefined;
  /** Regions to audit. @default every region that the account has enabled */
  readonly regions: readonly string[];
  /** When the night begins. @default 02:00 */
  readonly at: TimeOfDay;
  /** Of `at`, as the IANA names it. @default UTC */
  readonly timeZone: string;
  /** Severities that are told at once; the rest waits for the digest. @default critical, high */
  readonly alertOn: readonly Severity[];
  /** Days without an invocation after which a function counts as idle. @default 90 */
  readonly idleDays: number;
  /** Accounts that a resource policy may name. @default none */
  readonly trustedAccounts: readonly string[];
  /** Roles that are meant to change functions: names or ARNs, with wildcards. @default none */
  readonly deployRoles: readonly string[];
  /** US dollars that strangers may make a function cost an hour before it is a finding. @default 10 */
  readonly maxPublicUsdPerHour: number;
  /** Ids of checks that are not asked; what only they need is not granted. @default none */
  readonly disabledChecks: readonly string[];
  /** Requests a second to the control planes of AWS. @default 10 */
  readonly apiRate: number;
  /** Seconds for which changes are gathered into one message. @default 120 */
  readonly alertWindow: number;
  /** Where advisories are asked for. @default https://api.osv.dev */
  readonly advisoryUrl: string;
  /** Where the catalogue of known exploited vulnerabilities lies. @default that of CISA */
  readonly exploitedUrl: string;
  /** Where EPSS tells how likely an exploit is; or `off`. @default https://api.first.org/data/v1 */
  readonly epssUrl: string;
  /** Where the NVD's ratings are asked for; or `off`. @default https://services.nvd.nist.gov */
  readonly nvdUrl: string;
  /** Where it is asked what has been released of packages; or `off`. @default https://api.deps.dev */
  readonly releasesUrl: string;
  /** Where the repository of Retire.js lies; or `off`. @default that on GitHub */
  readonly retireUrl: string;
}

export interface SlackChannel {
  readonly workspace: string;
  readonly channel: string;
}

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** One setting: how it reads as text, and what it is when nobody gives it. */
interface Setting<T> {
  /** For the reader of docs/settings.md. */
  readonly about: string;
  /** For whoever gave something else. */
  readonly allowed: string;
  readonly example: string;
  readonly fallback: T;
  /** Undefined for what is not allowed. */
  readonly read: (text: string) => T | undefined;
}

type Table = { readonly [K in keyof Settings]: Setting<Settings[K]> };

/** The only parser of settings, and what docs/settings.md says of them. */
export const settingsTable: Table = {
  email: {
    about: 'Who gets mail',
    allowed: 'mail addresses, separated by commas',
    example: 'you@example.com',
    fallback: [],
    read: listOf(/^[^\s@,]+@[^\s@,.]+(?:\.[^\s@,.]+)+$/),
  },
  slackChannel: {
    about:
      'Slack through Amazon Q Developer in chat applications, whose workspace you have authorised',
    allowed:
      'a workspace id, a slash and a channel id; or existing, where the account has configured that channel already: it has one configuration for all regions, to which you add the topic that is put out',
    example: 'T0123ABCD/C0123ABCD',
    fallback: undefined,
    read: slackChannel,
  },
  slackWebhookSecret: {
    about: 'Slack through an incoming webhook whose URL is kept in Secrets Manager',
    allowed: 'the name of a secret in the region of the stack',
    example: 'vigil/slack-webhook',
    fallback: undefined,
    read: matching(/^[\w/+=.@-]{1,512}$/),
  },
  slackWebhookOrigin: {
    about:
      'Scheme and host that the webhook must have; another one for a service that takes what Slack takes',
    allowed: 'scheme and host of a URL',
    example: 'https://hooks.slack.com',
    fallback: 'https://hooks.slack.com',
    read: url,
  },
  subscribers: {
    about:
      'Who else may subscribe to the topic of the alerts; whatever is not named here or by another setting cannot',
    allowed: 'ARNs, URLs or addresses, with * for any text, separated by commas',
    example: 'arn:aws:sqs:eu-west-1:111122223333:alerts',
    fallback: [],
    read: listOf(/^[^\s,]+$/),
  },
  findingsTable: {
    about:
      'The findings table of an earlier deployment in this region, to go on with: first dates and suppressions are kept',
    allowed:
      'the ARN of its stream, as `aws dynamodb describe-table --table-name NAME --query Table.LatestStreamArn --output text` prints it',
    example: 'arn:aws:dynamodb:eu-west-1:111122223333:table/NAME/stream/2026-11-25T01:30:02.117',
    fallback: undefined,
    read: matching(
      /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255}\/stream\/[\w:.-]+$/,
    ),
  },
  decryptWith: {
    about:
      'Customer-managed keys under which functions keep their code or environment, which are unknown otherwise; Lambda alone may ask them for the code scanner, and each key policy must allow it too',
    allowed: 'ARNs of keys, with *, separated by commas',
    example: 'arn:aws:kms:eu-west-1:111122223333:key/*',
    fallback: [],
    read: listOf(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w*-]+$/),
  },
  architecture: {
    about:
      'What its functions run on; if not set, arm64 where the region is known to have it, else x86_64',
    allowed: 'arm64 or x86_64',
    example: 'x86_64',
    fallback: undefined,
    read: architecture,
  },
  regions: {
    about: 'Regions to audit; if none is named, every region that the account has enabled',
    allowed: 'names of regions, separated by commas',
    example: 'eu-west-1,us-east-1',
    fallback: [],
    read: listOf(/^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/),
  },
  at: {
    about: 'When the night begins',
    allowed: 'hours and minutes from 00:00 to 23:59',
    example: '02:00',
    fallback: { hour: 2, minute: 0 },
    read: timeOfDay,
  },
  timeZone: {
    about: 'Time zone of `at`',
    allowed: 'a time zone as the IANA names it',
    example: 'Europe/Berlin',
    fallback: 'UTC',
    read: timeZone,
  },
  alertOn: {
    about: 'Severities that are told at once; the rest waits for the daily digest',
    allowed: `some of ${severities.join(', ')}, separated by commas`,
    example: 'critical,high',
    fallback: ['critical', 'high'],
    read: severityList,
  },
  idleDays: {
    about:
      'Days without an invocation that make a function idle, or without use a permission unused',
    allowed: `a whole number from 1 to ${MOST_IDLE_DAYS}, for CloudWatch keeps 455 days`,
    example: '90',
    fallback: defaultScanSettings.idleDays,
    read: wholeNumber(1, MOST_IDLE_DAYS),
  },
  trustedAccounts: {
    about: 'Accounts that a resource or trust policy may name, and whose layers may be used',
    allowed: 'account ids of twelve digits, separated by commas',
    example: '111122223333',
    fallback: [],
    read: listOf(accountPattern),
  },
  deployRoles: {
    about: 'Roles that are meant to change functions; any other role that can is a finding then',
    allowed: 'names or ARNs of roles, with * and ?, separated by commas',
    example: 'cdk-*-deploy-role-*',
    fallback: [],
    read: listOf(rolePattern),
  },
  maxPublicUsdPerHour: {
    about:
      'US dollars that strangers may make one function cost an hour, at full tilt, before it is a finding',
    allowed: 'a whole number from 1 to 100000',
    example: '10',
    fallback: defaultScanSettings.maxPublicUsdPerHour,
    read: wholeNumber(1, 100_000),
  },
  disabledChecks: {
    about: 'Checks to leave out; what only they read is not granted',
    allowed: 'ids of checks, separated by commas',
    example: 'usage/idle-function',
    fallback: [],
    read: listOf(/^[a-z]+\/[a-z0-9-]+$/),
  },
  apiRate: {
    about: "Requests a second to AWS's control planes, which your deployments share",
    allowed: 'a whole number from 2 to 1000',
    example: '10',
    fallback: 10,
    read: wholeNumber(2, 1000),
  },
  alertWindow: {
    about: 'Seconds for which changes are gathered into one message',
    allowed: 'a whole number from 0 to 300',
    example: '120',
    fallback: 120,
    read: wholeNumber(0, 300),
  },
  advisoryUrl: {
    about: 'Where advisories are asked for: OSV, or a mirror of it',
    allowed: 'an http or https URL without a slash at its end',
    example: 'https://api.osv.dev',
    fallback: defaultScanSettings.advisoryUrl,
    read: url,
  },
  exploitedUrl: {
    about:
      'Where the catalogue of known exploited vulnerabilities is read: from CISA, or a mirror of it',
    allowed: 'an http or https URL',
    example: defaultScanSettings.exploitedUrl,
    fallback: defaultScanSettings.exploitedUrl,
    read: url,
  },
  epssUrl: {
    about: 'Where EPSS tells how likely it is that a vulnerability is exploited, or a mirror of it',
    allowed: 'an http or https URL without a slash at its end, or off',
    example: defaultScanSettings.epssUrl,
    fallback: defaultScanSettings.epssUrl,
    read: urlOrOff,
  },
  nvdUrl: {
    about: 'Where ratings are asked for that no advisory gives: the NVD, or a mirror of it',
    allowed: 'an http or https URL without a slash at its end, or off',
    example: defaultScanSettings.nvdUrl,
    fallback: defaultScanSettings.nvdUrl,
    read: urlOrOff,
  },
  releasesUrl: {
    about: 'Where it is asked what has been released of packages: deps.dev, or a mirror of it',
    allowed: 'an http or https URL without a slash at its end, or off',
    example: defaultScanSettings.releasesUrl,
    fallback: defaultScanSettings.releasesUrl,
    read: urlOrOff,
  },
  retireUrl: {
    about:
      'Where advisories about browser-side libraries are read that OSV lacks: from Retire.js, or a mirror of it',
    allowed: 'an http or https URL, or off',
    example: defaultScanSettings.retireUrl,
    fallback: defaultScanSettings.retireUrl,
    read: urlOrOff,
  },
};

/** A setting that says something else than it may. */
export class InvalidSetting extends Error {
  override readonly name = 'InvalidSetting';
}

/** What of a context is meant as a setting: the CDK's own flags have an `@` or a `:` in their names. */
export function settingsIn(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(context).filter(([name]) => name in settingsTable || /^[a-z]+$/i.test(name)),
  );
}

/**
 * @param given text by the name of a setting; what is absent or empty takes its default.
 * @throws InvalidSetting that names the setting, what it is, and what it may be.
 */
export function parseSettings(given: Readonly<Record<string, unknown>>): Settings {
  for (const name of Object.keys(given)) {
    if (!(name in settingsTable)) {
      throw new InvalidSetting(
        `there is no setting "${name}"; there are ${Object.keys(settingsTable).join(', ')}`,
      );
    }
  }

  const entries = Object.entries(settingsTable).map(([name, setting]) => [
    name,
    settingOf(name, setting, given[name]),
  ]);
  // Each entry was read by the row of its name.
  return Object.fromEntries(entries) as unknown as Settings;
}

function settingOf(name: string, row: Setting<unknown>, given: unknown): unknown {
  const { allowed, fallback, read } = row;
  if (given === undefined || given === '') return fallback;

  const value = read(String(given).trim());
  if (value === undefined) {
    throw new InvalidSetting(`setting "${name}" is ${JSON.stringify(given)}; it takes ${allowed}`);
  }
  return value;
}

function listOf(pattern: RegExp) {
  return (text: string): readonly string[] | undefined => {
    const items = text.split(',').map((item) => item.trim());

    return items.every((item) => pattern.test(item)) ? [...new Set(items)] : undefined;
  };
}

function matching(pattern: RegExp) {
  return (text: string): string | undefined => (pattern.test(text) ? text : undefined);
}

function wholeNumber(least: number, most: number) {
  return (text: string): number | undefined => {
    const value = Number(text);

    return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
  };
}

function architecture(text: string): Settings['architecture'] {
  return text === 'arm64' || text === 'x86_64' ? text : undefined;
}

function slackChannel(text: string): Settings['slackChannel'] {
  if (text === 'existing') return text;
  const [, workspace, channel] = /^(T[A-Z0-9]{2,})\/([CG][A-Z0-9]{2,})$/.exec(text) ?? [];

  return workspace && channel ? { workspace, channel } : undefined;
}

function timeOfDay(text: string): TimeOfDay | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];

  return hour && minute ? { hour: Number(hour), minute: Number(minute) } : undefined;
}

function timeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function severityList(text: string): readonly Severity[] | undefined {
  const items = text.split(',').map((item) => item.trim());
  const known = severities.filter((severity) => items.includes(severity));

  return known.length === items.length ? known.toReversed() : undefined;
}

function url(text: string): string | undefined {
  return URL.canParse(text) && /^https?:\/\/\S*[^/]$/.test(text) ? text : undefined;
}

function urlOrOff(text: string): string | undefined {
  return text === OFF ? OFF : url(text);
}
