import { describe, expect, it } from 'vitest';
import { InvalidSetting, parseSettings, settingsTable } from '../../lib/settings.ts';

describe('parseSettings', () => {
  it('takes its defaults for what nobody gives', () => {
    expect(parseSettings({ email: '' })).toMatchObject({
      email: [],
      regions: [],
      at: { hour: 2, minute: 0 },
      alertOn: ['critical', 'high'],
      idleDays: 90,
    });
  });

  it.each(Object.entries(settingsTable))('reads the example of %s', (name, { example }) => {
    expect(parseSettings({ [name]: example })).toHaveProperty(name);
  });

  it.each([
    ['email', 'a@example.com, b@example.com', ['a@example.com', 'b@example.com']],
    ['slackChannel', 'T0123ABCD/C0456', { workspace: 'T0123ABCD', channel: 'C0456' }],
    ['slackChannel', 'existing', 'existing'],
    ['regions', 'eu-west-1,us-gov-east-1', ['eu-west-1', 'us-gov-east-1']],
    ['at', '23:05', { hour: 23, minute: 5 }],
    ['timeZone', 'Europe/Berlin', 'Europe/Berlin'],
    ['alertOn', 'high, critical', ['critical', 'high']],
    ['idleDays', 30, 30],
    ['trustedAccounts', '111122223333', ['111122223333']],
    ['deployRoles', 'ci-*, arn:aws:iam::*:role/ci/*', ['ci-*', 'arn:aws:iam::*:role/ci/*']],
  ])('reads %s', (name, text, value) => {
    expect(parseSettings({ [name]: text })).toMatchObject({ [name]: value });
  });

  it.each([
    ['email', 'nobody', 'mail addresses'],
    ['slackChannel', 'general', 'a workspace id'],
    ['slackWebhookSecret', 'https://hooks.slack.com/services/x y', 'the name of a secret'],
    ['regions', 'everywhere', 'names of regions'],
    ['subscribers', 'a b', 'ARNs, URLs or addresses'],
    ['findingsTable', 'LambdaVigil-VigilFindings', 'the ARN of its stream'],
    ['findingsTable', 'arn:aws:dynamodb:eu-west-1:111122223333:table/a', 'the ARN of its stream'],
    ['decryptWith', 'alias/functions', 'ARNs of keys'],
    ['architecture', 'arm', 'arm64 or x86_64'],
    ['at', '24:00', '00:00 to 23:59'],
    ['timeZone', 'Mars/Base', 'a time zone'],
    ['alertOn', 'urgent', 'some of info, low, medium, high, critical'],
    ['idleDays', '0', 'from 1 to 450'],
    ['idleDays', '9e1', 'a whole number'],
    ['trustedAccounts', '1111', 'twelve digits'],
    ['deployRoles', 'ci role', 'names or ARNs'],
    ['maxPublicUsdPerHour', '0', 'from 1 to 100000'],
    ['disabledChecks', 'idle', 'ids of checks'],
    ['apiRate', '1', 'from 2 to 1000'],
    ['alertWindow', '301', 'from 0 to 300'],
    ['advisoryUrl', 'ftp://x', 'an http or https URL'],
  ])('says which setting is wrong, what it is and what it takes: %s=%s', (name, text, allowed) => {
    expect(() => parseSettings({ [name]: text })).toThrow(InvalidSetting);
    expect(() => parseSettings({ [name]: text })).toThrow(
      `setting "${name}" is "${text}"; it takes`,
    );
    expect(() => parseSettings({ [name]: text })).toThrow(allowed);
  });

  it('names the settings when there is no such one', () => {
    expect(() => parseSettings({ emial: 'a@example.com' })).toThrow(
      'there is no setting "emial"; there are email, slackChannel',
    );
  });
});
