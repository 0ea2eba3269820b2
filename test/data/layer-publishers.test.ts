import { expect, it } from 'vitest';
import { layerPublishers, layerPublishersAsOf } from '../../functions/data/layer-publishers.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, run node scripts/update-layer-publishers.ts`, () => {
  const age = (Date.now() - Date.parse(layerPublishersAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('holds nothing but account ids, each with what is published there', () => {
  for (const [account, product] of layerPublishers) {
    expect(account).toMatch(/^\d{12}$/);
    expect(product).not.toBe('');
  }
});

it.each([
  ['017000801446', 'Powertools for AWS Lambda (Python)'],
  ['094274105915', 'Powertools for AWS Lambda (TypeScript)'],
  ['580247275435', 'CloudWatch Lambda Insights'],
  ['012438385374', 'CloudWatch Lambda Insights'],
  ['027255383542', 'AWS AppConfig Agent'],
  ['177933569100', 'AWS Parameters and Secrets Lambda Extension'],
  ['901920570463', 'AWS Distro for OpenTelemetry'],
  ['615299751070', 'AWS Distro for OpenTelemetry'],
  ['753240598075', 'AWS Lambda Web Adapter'],
])('knows %s for that of %s', (account, product) => {
  expect(layerPublishers.get(account)).toBe(product);
});

it('knows no vendor: one that is trusted stands in the settings', () => {
  expect(layerPublishers.has('464622532012')).toBe(false);
});
