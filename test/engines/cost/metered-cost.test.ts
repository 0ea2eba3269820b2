import { describe, expect, it } from 'vitest';
import { meteredPrice, meteredUsdPerHour } from '../../../functions/engines/cost/index.ts';

describe('the price of a call', () => {
  const bedrock = { service: 'bedrock-runtime', operation: 'Converse' };

  it.each([
    ['the table', { service: 'rekognition', operation: 'DetectLabels' }, 0.001],
    ['a model', { ...bedrock, model: 'anthropic.claude-haiku-4-5-20251001-v1:0' }, 0.006],
    ['an inference profile', { ...bedrock, model: 'global.anthropic.claude-opus-4-5-v1:0' }, 0.03],
    ['an older model of its name', { ...bedrock, model: 'anthropic.claude-opus-4-1-v1:0' }, 0.09],
    ['one of GovCloud', { ...bedrock, model: 'us-gov.amazon.nova-pro-v1:0' }, 0.004],
    [
      'the ARN of a model',
      { ...bedrock, model: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0' },
      0.0003,
    ],
    [
      'a model that answers from a knowledge base',
      {
        service: 'bedrock-agent-runtime',
        operation: 'RetrieveAndGenerate',
        model: 'amazon.nova-lite-v1:0',
      },
      0.0003,
    ],
    ['another model, in its place', { ...bedrock, model: 'new.model' }, 0.018],
    ['a model that is not known, in its place', bedrock, 0.018],
  ])('is that of %s', (_, of, usd) => {
    expect(meteredPrice(of)?.usd).toBeCloseTo(usd, 9);
  });

  it('is none of what is not billed by the call', () => {
    expect(meteredPrice({ service: 's3', operation: 'GetObject' })).toBeUndefined();
  });
});

describe('an hour of calls', () => {
  const price = { name: 'x', per: 'a call', usd: 0.01, perSecond: 20 };

  it.each([
    ['as many as callers make', 5, undefined, 180],
    ['as many as AWS lets through', 10_000, undefined, 720],
    ['a spend limit', 10_000, 100, 100],
    ['a spend limit of nothing', 10_000, 0, 0],
    ['no calls', 0, undefined, 0],
  ])('costs %s', (_, callsPerSecond, most, usd) => {
    expect(meteredUsdPerHour(price, callsPerSecond, most)).toBeCloseTo(usd, 9);
  });
});
