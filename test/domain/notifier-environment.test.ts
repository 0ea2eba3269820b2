import { expect, it } from 'vitest';
import {
  deliverSlackEnvironment,
  notifyEnvironment,
} from '../../functions/domain/notifier-environment.ts';

const topic = { ALERT_TOPIC_ARN: 'arn:alerts' };

it('reads severities from a list', () => {
  expect(notifyEnvironment.parse({ ...topic, ALERT_ON: 'critical,high' }).ALERT_ON).toEqual([
    'critical',
    'high',
  ]);
  expect(notifyEnvironment.parse({ ...topic, ALERT_ON: '' }).ALERT_ON).toEqual([]);
});

it('refuses a severity that there is not', () => {
  expect(() => notifyEnvironment.parse({ ...topic, ALERT_ON: 'critical,urgent' })).toThrow();
});

it('reads where webhooks may lead', () => {
  const WEBHOOK_ORIGINS = 'https://hooks.slack.com,http://127.0.0.1:8080';

  expect(
    deliverSlackEnvironment.parse({ SLACK_WEBHOOK_SECRET: 's', WEBHOOK_ORIGINS }).WEBHOOK_ORIGINS,
  ).toEqual(['https://hooks.slack.com', 'http://127.0.0.1:8080']);
});
