import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import {
  deliverSlackEnvironment,
  notifyEnvironment,
} from '../../functions/domain/notifier-environment.ts';
import { settingsIn } from '../../functions/domain/settings/context-settings.ts';
import {
  InvalidSetting,
  readScanSettings,
  readSettings,
} from '../../functions/domain/settings/read-settings.ts';
import {
  type SettingName,
  scanSettingNames,
  settingNames,
} from '../../functions/domain/settings/settings.ts';
import { type Setting, settingsTable } from '../../functions/domain/settings/settings-table.ts';
import { settingsOf } from '../../lib/settings.ts';
import { Vigil } from '../../lib/vigil.ts';
import { VigilStack } from '../../lib/vigil-stack.ts';
import { recordedWorld } from '../cli/world.ts';

interface Row {
  /** As text, as a value where that is something else, and as it is read. */
  readonly valid: readonly (readonly [text: string, value: unknown, read?: unknown])[];
  /** As text, as a value, and how the sentence about it begins. */
  readonly invalid: readonly (readonly [text: string, value: unknown, begins: string])[];
}

const mailQueue = 'arn:aws:sqs:eu-west-1:111122223333:alerts';
const stream = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Findings/stream/2026-11-25T01:30:02';
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:vigil/slack-AbC123';
const keys = 'arn:aws:kms:eu-west-1:111122223333:key/*';

const baseUrl: Row = {
  valid: [
    ['https://mirror.example/v1/', 'https://mirror.example/v1', 'https://mirror.example/v1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['off', 'off', 'off'],
  ],
  invalid: [
    ['ftp://x', 'ftp://x', 'is "ftp://x"; it takes an http or https URL without a query, or off'],
    ['https://x/?a=b', 'https://x/?a=b', 'is "https://x/?a=b"; it takes an http or https URL'],
    ['no', false, 'is'],
  ],
};
const documentUrl: Row = {
  valid: [
    ['https://mirror.example/a.json', 'https://mirror.example/a.json'],
    ['off', 'off'],
  ],
  invalid: [
    ['a.json', 'a.json', 'is "a.json"; it takes an http or https URL, or off'],
    ['https://a b', 'https://a b', 'is "https://a b"; it takes an http or https URL, or off'],
  ],
};
const wholeNumber = (least: number, most: number, unit: string): Row => ({
  valid: [
    [`${least}`, least, least],
    [`${most}`, most, most],
  ],
  invalid: [
    ...[least - 1, most + 1, 100_000_000_000, 2.5].map(
      (value) =>
        [
          `${value}`,
          value,
          `is "${value}"; it takes a whole number of ${unit} from ${least} to ${most}`,
        ] as const,
    ),
    ['9e1', Number.NaN, 'is "'],
    ['many', ['many'], 'is'],
  ],
});

const onOrOff: Row = {
  valid: [
    ['on', 'on'],
    [' off ', 'off'],
  ],
  invalid: [
    ['yes', 'yes', 'is "yes"; it takes off or on'],
    ['true', true, 'is'],
  ],
};

const rows: Readonly<Record<SettingName, Row>> = {
  email: {
    valid: [
      ['a@example.com, b@example.com', ['a@example.com', 'b@example.com']],
      ['a@example.com,a@example.com', ['a@example.com', 'a@example.com'], ['a@example.com']],
    ],
    invalid: [
      ['nope', ['nope'], 'has "nope"; it takes mail addresses, separated by commas'],
      ['a@example.com,', ['a@example.com', ''], 'has ""; it takes mail addresses'],
      ['7', [7], 'has "7"; it takes mail addresses'],
    ],
  },
  routes: {
    valid: [
      [
        '[{"name":"pay","owners":"pay, billing","email":"a@example.com"}]',
        [{ name: 'pay', owners: ['pay', 'billing'], email: ['a@example.com'] }],
        [
          {
            name: 'pay',
            owners: ['pay', 'billing'],
            stacks: [],
            applications: [],
            tags: [],
            email: ['a@example.com'],
            subscribers: [],
          },
        ],
      ],
    ],
    invalid: [
      ['pay', 'pay', 'is "pay"; it takes at most 20 routes'],
      [
        '[{"name":"pay","tags":"pay","email":"a@example.com"}]',
        [{ name: 'pay', tags: 'pay', email: 'a@example.com' }],
        'has {"name":"pay","tags":"pay","email":"a@example.com"}; it takes at most 20 routes',
      ],
      [
        '[{"name":"Pay","owners":"pay","email":"a@example.com"}]',
        [{ name: 'Pay', owners: 'pay', email: 'a@example.com' }],
        'has {"name":"Pay","owners":"pay","email":"a@example.com"}; it takes at most 20 routes',
      ],
      [
        '[{"name":"pay","email":"a@example.com"}]',
        [{ name: 'pay', email: 'a@example.com' }],
        'has {"name":"pay","email":"a@example.com"}; it takes at most 20 routes',
      ],
      [
        '[{"name":"pay","owners":"pay"}]',
        [{ name: 'pay', owners: 'pay' }],
        'has {"name":"pay","owners":"pay"}; it takes',
      ],
      [
        '[{"name":"pay","owner":"pay","email":"a@example.com"}]',
        [{ name: 'pay', owner: 'pay', email: 'a@example.com' }],
        'has {"name":"pay","owner":"pay"',
      ],
    ],
  },
  mainGets: {
    valid: [['unrouted', 'unrouted']],
    invalid: [['none', 'none', 'is "none"; it takes all or unrouted']],
  },
  slackChannel: {
    valid: [
      ['T0123ABCD/C0456', { workspace: 'T0123ABCD', channel: 'C0456' }],
      ['existing', 'existing'],
    ],
    invalid: [
      ['general', 'general', 'is "general"; it takes a workspace id, a slash and a channel id; or'],
      ['T0123ABCD/X1', 'T0123ABCD/X1', 'is "T0123ABCD/X1"; it takes a workspace id'],
    ],
  },
  slackWebhookSecret: {
    valid: [
      ['vigil/slack-webhook', 'vigil/slack-webhook'],
      [secret, secret],
    ],
    invalid: [
      ['a b', 'a b', 'is "a b"; it takes the name of a secret in the region of the stack, or the'],
      // Without the six characters, Secrets Manager may take it for another secret.
      [secret.slice(0, -7), secret.slice(0, -7), `is "${secret.slice(0, -7)}"; it takes the name`],
    ],
  },
  slackWebhookOrigin: {
    valid: [['https://hooks.slack.com/', 'https://hooks.slack.com', 'https://hooks.slack.com']],
    invalid: [
      ['https://a.example/b', 'https://a.example/b', 'is "https://a.example/b"; it takes scheme'],
      ['hooks.slack.com', 'hooks.slack.com', 'is "hooks.slack.com"; it takes scheme and host'],
    ],
  },
  subscribers: {
    valid: [[mailQueue, [mailQueue]]],
    invalid: [['a b', ['a b'], 'has "a b"; it takes ARNs, URLs or addresses']],
  },
  securityHub: onOrOff,
  events: onOrOff,
  watchChanges: onOrOff,
  dashboard: onOrOff,
  findingsTable: {
    valid: [[stream, stream]],
    invalid: [
      ['Findings', 'Findings', 'is "Findings"; it takes the ARN of its stream'],
      [stream.slice(0, 60), stream.slice(0, 60), `is "${stream.slice(0, 60)}"; it takes the ARN`],
    ],
  },
  decryptWith: {
    valid: [[keys, [keys]]],
    invalid: [['alias/a', ['alias/a'], 'has "alias/a"; it takes ARNs of keys']],
  },
  architecture: {
    valid: [['x86_64', 'x86_64']],
    invalid: [['arm', 'arm', 'is "arm"; it takes arm64 or x86_64. Did you mean arm64?']],
  },
  regions: {
    valid: [['eu-west-1,us-gov-east-1', ['eu-west-1', 'us-gov-east-1']]],
    invalid: [
      [
        'us-east-1,eu-wst-1',
        ['us-east-1', 'eu-wst-1'],
        'has "eu-wst-1"; it takes names of regions that an AWS partition has, separated by commas. Did you mean eu-west-1?',
      ],
      ['everywhere', ['everywhere'], 'has "everywhere"; it takes names of regions'],
      ['eu-west-1,', ['eu-west-1', ''], 'has ""; it takes names of regions'],
    ],
  },
  at: {
    valid: [
      ['23:05', { hour: 23, minute: 5 }],
      ['00:00', '00:00', { hour: 0, minute: 0 }],
    ],
    invalid: [
      ['25:99', '25:99', 'is "25:99"; it takes hours and minutes from 00:00 to 23:59'],
      ['2:00', '2:00', 'is "2:00"; it takes hours and minutes from 00:00 to 23:59'],
      ['24:00', '24:00', 'is "24:00"; it takes hours and minutes'],
    ],
  },
  timeZone: {
    valid: [['Europe/Berlin', 'Europe/Berlin']],
    invalid: [
      ['Mars/Base', 'Mars/Base', 'is "Mars/Base"; it takes a time zone as the IANA names it'],
      ['+01:00', '+01:00', 'is "+01:00"; it takes a time zone'],
    ],
  },
  alertOn: {
    valid: [['high, critical', ['high', 'critical'], ['critical', 'high']]],
    invalid: [
      [
        'critical,hihg',
        ['critical', 'hihg'],
        'has "hihg"; it takes some of critical, high, medium, low, info, separated by commas. Did you mean high?',
      ],
    ],
  },
  idleDays: wholeNumber(1, 450, 'days'),
  trustedAccounts: {
    valid: [['111122223333', ['111122223333']]],
    invalid: [['1111', ['1111'], 'has "1111"; it takes account ids of twelve digits']],
  },
  deployRoles: {
    valid: [['ci-*, arn:aws:iam::*:role/ci/*', ['ci-*', 'arn:aws:iam::*:role/ci/*']]],
    invalid: [['ci role', ['ci role'], 'has "ci role"; it takes names or ARNs of roles']],
  },
  ownerTags: {
    valid: [['team, cost center', ['team', 'cost center']]],
    invalid: [['team,,owner', ['team', ''], 'has ""; it takes keys of tags, separated by commas']],
  },
  keptTags: {
    valid: [['team, cost center', ['team', 'cost center']]],
    invalid: [['a=b', ['a=b'], 'has "a=b"; it takes keys of tags, separated by commas']],
  },
  maxPublicUsdPerHour: wholeNumber(1, 100_000, 'US dollars'),
  rules: {
    valid: [[' ops/vigil.yaml ', 'ops/vigil.yaml', 'ops/vigil.yaml']],
    invalid: [[' ', 7, 'is "']],
  },
  disabledChecks: {
    valid: [['usage/idle-function', ['usage/idle-function']]],
    invalid: [['idle', ['idle'], 'has "idle"; it takes ids of checks, separated by commas']],
  },
  enabledChecks: {
    valid: [['code/log-injection', ['code/log-injection']]],
    invalid: [['log', ['log'], 'has "log"; it takes ids of checks, separated by commas']],
  },
  apiRate: wholeNumber(2, 1_000, 'requests a second'),
  alertWindow: wholeNumber(0, 300, 'seconds'),
  advisoryUrl: baseUrl,
  exploitedUrl: documentUrl,
  epssUrl: baseUrl,
  nvdUrl: baseUrl,
  organization: {
    valid: [
      ['ou-ab12-cd34ef56, r-ab12', ['ou-ab12-cd34ef56', 'r-ab12']],
      ['ou-ab12-cd34ef56', { units: ['ou-ab12-cd34ef56'] }, ['ou-ab12-cd34ef56']],
    ],
    invalid: [
      ['o-ab12cd34ef', ['o-ab12cd34ef'], 'has "o-ab12cd34ef"; it takes ids of units, ou-…, or of'],
      ['ou-ab12', ['ou-ab12'], 'has "ou-ab12"; it takes ids of units'],
      ['all', ['all'], 'has "all"; it takes ids of units'],
      ['7', { units: ['ou-ab12-cd34ef56'], all: true }, ''],
    ],
  },
  accounts: {
    valid: [['444455556666, 777788889999', ['444455556666', '777788889999']]],
    invalid: [
      ['44445555666', ['44445555666'], 'has "44445555666"; it takes account ids of twelve'],
    ],
  },
  memberRole: {
    valid: [
      ['lambda-vigil', 'lambda-vigil'],
      ['x'.repeat(51), 'x'.repeat(51)],
    ],
    invalid: [
      [
        'x'.repeat(52),
        'x'.repeat(52),
        `is "${'x'.repeat(52)}"; it takes up to 51 of the characters`,
      ],
      ['path/role', 'path/role', 'is "path/role"; it takes up to 51 of the characters'],
    ],
  },
  externalId: {
    valid: [['vigil:of/the-shop', 'vigil:of/the-shop']],
    invalid: [
      ['a', 'a', 'is "a"; it takes 2 to 128 letters, digits and characters of _+=,.@:/-'],
      ['a b', 'a b', 'is "a b"; it takes 2 to 128 letters'],
    ],
  },
  nvdKeySecret: {
    valid: [
      ['vigil/nvd-key', 'vigil/nvd-key'],
      [secret, secret],
    ],
    invalid: [['a key', 'a key', 'is "a key"; it takes the name of a secret in the region']],
  },
  releasesUrl: baseUrl,
  retireUrl: documentUrl,
};

const valid = Object.entries(rows).flatMap(([name, row]) =>
  row.valid.map(([text, value, read = value]) => ({ name, text, value, read })),
);
const invalid = Object.entries(rows).flatMap(([name, row]) =>
  row.invalid.map(([text, value, begins]) => ({ name, text, value, begins })),
);

describe('a setting', () => {
  it.each(valid)('$name is read from $text and from its value alike', (row) => {
    const { name, text, value, read } = row;

    expect(settingsOf({ [name]: text })).toHaveProperty(name, read);
    expect(settingsOf({ [name]: value })).toHaveProperty(name, read);
    // What is read can be given, as the construct does and the environment.
    expect(settingsOf({ [name]: read })).toHaveProperty(name, read);
  });

  it.each(invalid)('$name gets one sentence by every way in: $text', async (row) => {
    const { name, text, value, begins } = row;
    const ways = [() => byContext(name, text), () => byProps(name, text)];

    const sentence = sentenceOf(() => settingsOf({ [name]: text }));
    const aboutValue = sentenceOf(() => settingsOf({ [name]: value }));

    expect(sentence).toMatch(/^[^\n]*([^.?]|\. Did you mean [^ ]+\?)$/);
    expect(sentence).toContain(`setting "${name}" ${begins}`);
    expect(aboutValue).toContain(`setting "${name}" ${begins}`);
    for (const way of ways) expect(sentenceOf(way)).toBe(sentence);
    expect(sentenceOf(() => byProps(name, value))).toBe(aboutValue);
    expect(await byOption(name, text)).toBe(sentence);
    expect(byEnvironment(name, value)).toBe(aboutValue);
  });

  it('takes its default for what is absent, undefined or, as text, empty', () => {
    const defaults = {
      email: [],
      regions: [],
      at: { hour: 2, minute: 0 },
      alertOn: ['critical', 'high'],
      idleDays: 90,
      findingsTable: undefined,
    };

    expect(settingsOf({})).toMatchObject(defaults);
    expect(settingsOf({ email: '', regions: undefined })).toMatchObject(defaults);
  });

  it.each([
    ['idle-days', 'idleDays'],
    ['emial', 'email'],
    ['region', 'regions'],
  ])('that there is not is named by every way in: %s', (name, close) => {
    const sentence = sentenceOf(() => settingsOf({ [name]: '1' }));

    expect(sentence).toBe(`there is no setting "${name}". Did you mean ${close}?`);
    expect(sentenceOf(() => byContext(name, '1'))).toBe(sentence);
    expect(sentenceOf(() => byProps(name, '1'))).toBe(sentence);
    expect(() => readScanSettings({ [name]: '1' })).toThrow(`there is no setting "${name}"`);
  });

  it('is checked against all checks where these are known', async () => {
    const [name, text] = ['disabledChecks', 'usage/idle-function,usage/idle-functoin'];
    const sentence =
      'setting "disabledChecks" has "usage/idle-functoin"; it takes ids of checks, separated by commas. Did you mean usage/idle-function?';

    expect(sentenceOf(() => byContext(name, text))).toBe(sentence);
    expect(sentenceOf(() => byProps(name, text.split(',')))).toBe(sentence);
    expect(await byOption(name, text)).toBe(sentence);
  });

  it('keeps ten tags at most, those of routes among them, by whichever way they are set', async () => {
    const keptTags = Array.from({ length: 10 }, (_, index) => `key${index}`);
    const routes = [{ name: 'shop', tags: ['team=shop'], email: 'shop@example.com' }];
    const sentence =
      /^settings "keptTags" and "routes" name 11 keys of tags, "(team|key0)", .*; findings keep 10 at most: name fewer$/;
    const world = recordedWorld();

    expect(sentenceOf(() => settingsOf({ keptTags, routes }))).toMatch(sentence);
    expect(settingsOf({ keptTags: [...keptTags.slice(1), 'TEAM'], routes }).routes).toHaveLength(1);
    expect(await vigil(['audit', '--kept-tags', [...keptTags, 'x'].join()], world)).toBe(2);
    expect(world.stderr().replace('vigil: ', '')).toMatch(sentence);
  });

  it('sends no key to a feed in clear text, by whichever way it is set', async () => {
    const given = { nvdKeySecret: 'vigil/nvd-key', nvdUrl: 'http://mirror.example' };
    const sentence =
      'setting "nvdKeySecret" has a key that would be sent in clear text to "http://mirror.example"; give "nvdUrl" an https URL, or no key';
    const token = new CfnParameter(new Stack(new App(), 'Test'), 'Given').valueAsString;
    const world = recordedWorld();
    const options = ['--nvd-key-secret', given.nvdKeySecret, '--nvd', given.nvdUrl];

    expect(sentenceOf(() => settingsOf(given))).toBe(sentence);
    expect(sentenceOf(() => settingsOf({ ...given, nvdKeySecret: token }))).toBe(sentence);
    expect(sentenceOf(() => readScanSettings(given))).toBe(sentence);
    expect(await vigil(['audit', ...options], world)).toBe(2);
    expect(world.stderr()).toBe(`vigil: ${sentence}`);
  });

  it('shows a long or broken value in one short line', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const words = sentenceOf(() => settingsOf({ at: `\n${'x'.repeat(9_999)}\u001b` }));

    expect(words.length).toBeLessThan(250);
    for (const character of ['\n', '\u001b']) expect(words).not.toContain(character);
    expect(sentenceOf(() => settingsOf({ at: loop }))).toContain('"at" is no text; it takes');
  });
});

describe('the context', () => {
  it('leaves to the CDK what is its own', () => {
    const own = {
      '@aws-cdk/core:newStyleStackSynthesis': true,
      'aws:cdk:enable-path-metadata': true,
      'availability-zones:account=1:region=eu-west-1': [],
      'acknowledged-issue-numbers': [1],
      'cdk-migrate': true,
    };

    expect(settingsIn({ ...own, idleDays: '30', 'idle-days': 1, idle_days: 1 })).toEqual({
      idleDays: '30',
      'idle-days': 1,
      idle_days: 1,
    });
  });
});

describe('what is known only at deployment', () => {
  const stack = new Stack(new App(), 'Test');
  const token = new CfnParameter(stack, 'Given').valueAsString;

  it.each(['email', 'subscribers', 'decryptWith', 'trustedAccounts', 'deployRoles'])(
    'may be among %s, beside what is checked',
    (name) => {
      const example = settingsTable[name as SettingName].example;

      expect(settingsOf({ [name]: [token, example] })).toHaveProperty(name, [token, example]);
      expect(() => settingsOf({ [name]: [token, 'a b'] })).toThrow('has "a b"; it takes');
    },
  );

  it('may be the name of a secret', () => {
    expect(settingsOf({ slackWebhookSecret: token }).slackWebhookSecret).toBe(token);
  });

  it.each(['regions', 'at', 'findingsTable', 'advisoryUrl'])('cannot be %s', (name) => {
    expect(() => settingsOf({ [name]: token })).toThrow(InvalidSetting);
  });
});

describe('the table', () => {
  it.each(settingNames)('has a default of %s that it would take, and an example', (name) => {
    const { default: value, example } = settingsTable[name];

    if (value !== undefined) expect(readSettings({ [name]: value })[name]).toEqual(value);
    expect(readSettings({ [name]: example })).toHaveProperty(name);
  });

  it('gives the environment of scanners what is an option of the command or deployed, and no more', () => {
    expect(Object.keys(readScanSettings({}))).toEqual(scanSettingNames);
    expect(scanSettingNames).toContain('idleDays');
    expect(scanSettingNames).toContain('accounts');
    expect(scanSettingNames).not.toContain('email');
  });
});

function sentenceOf(give: () => unknown): string {
  try {
    give();
  } catch (error) {
    if (error instanceof InvalidSetting) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

function byContext(name: string, text: string): void {
  new VigilStack(new App({ context: { [name]: text } }), 'Test');
}

function byProps(name: string, value: unknown): void {
  new Vigil(new Stack(new App(), 'Test'), 'Vigil', { [name]: value });
}

/** The sentence after the option that it is about; as every other way, where there is no option. */
async function byOption(name: string, text: string): Promise<string> {
  const { option }: Setting = settingsTable[name as SettingName];
  if (option === undefined) return sentenceOf(() => settingsOf({ [name]: text }));
  const world = recordedWorld();
  const [flag = ''] = option.split(' ');

  expect(await vigil(['audit', flag, text], world)).toBe(2);
  expect(world.stderr()).toMatch(`vigil: ${flag}: `);
  return world.stderr().slice(`vigil: ${flag}: `.length);
}

/** As the function reads it that has it; as every other way, where none has. */
function byEnvironment(name: string, value: unknown): string {
  if (scanSettingNames.some((one) => one === name)) {
    return sentenceOf(() => readScanSettings({ [name]: value }));
  }

  const text = [value].flat().join(',');
  const read = {
    alertOn: () => notifyEnvironment.parse({ ALERT_TOPIC_ARN: 'a', ALERT_ON: text }),
    slackWebhookSecret: () => deliverSlackEnvironment.parse({ SLACK_WEBHOOK_SECRET: text }),
    slackWebhookOrigin: () =>
      deliverSlackEnvironment.parse({ SLACK_WEBHOOK_SECRET: 'a', WEBHOOK_ORIGINS: text }),
  }[name];
  return sentenceOf(read ?? (() => settingsOf({ [name]: value })));
}
