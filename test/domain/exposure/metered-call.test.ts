import { describe, expect, it } from 'vitest';
import type { SdkCall } from '../../../functions/core/sdk-calls.ts';
import {
  isSteered,
  mayBeMetered,
  mayBeSms,
  meteredCallsIn,
} from '../../../functions/domain/exposure/metered-call.ts';
import { call } from '../../builders/function-use.ts';

describe('what of the calls of a function is billed one by one', () => {
  it.each<[string, SdkCall, readonly object[]]>([
    ['a text message', call('sns.Publish', { PhoneNumber: '?' }), [{ operation: 'Publish' }]],
    ['no message to a topic', call('sns.Publish', { TopicArn: '$TOPIC' }), []],
    ['no message to what is not known', call('sns.Publish'), []],
    ['mail', call('sesv2.SendEmail', { FromEmailAddress: '?' }), [{ service: 'sesv2' }]],
    ['nothing that reads a table', call('dynamodb.GetItem', { TableName: 'orders' }), []],
    [
      'a model by its name',
      call('bedrock-runtime.Converse', { modelId: 'amazon.nova-lite-v1:0' }),
      [{ model: 'amazon.nova-lite-v1:0' }],
    ],
    [
      'a model that the environment names',
      call('bedrock-runtime.InvokeModel', { modelId: '$MODEL' }),
      [{ model: 'amazon.nova-pro-v1:0' }],
    ],
  ])('is %s', (_, made, expected) => {
    const variables = { MODEL: 'amazon.nova-pro-v1:0' };

    expect(meteredCallsIn({ calls: [made], unresolved: [] }, variables)).toMatchObject(expected);
  });

  it.each(['?', '$OTHER', 'amazon.|?'])('has no model where it is not known: %s', (modelId) => {
    const made = call('bedrock-runtime.Converse', { modelId });

    expect(meteredCallsIn({ calls: [made], unresolved: [] }, {})).toEqual([
      { service: 'bedrock-runtime', operation: 'Converse', path: 'index.mjs', line: 1 },
    ]);
  });

  it.each<[string, Record<string, string>, string | undefined]>([
    [
      'the only one of the environment',
      {
        A: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
        B: 'amazon.nova-lite-v1:0',
      },
      'amazon.nova-lite-v1:0',
    ],
    [
      'that of an inference profile',
      {
        A: 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0',
      },
      'eu.anthropic.claude-3-haiku-20240307-v1:0',
    ],
    [
      'that beside a model of embeddings',
      { A: 'amazon.titan-embed-text-v2:0', B: 'amazon.nova-pro-v1:0' },
      'amazon.nova-pro-v1:0',
    ],
    ['none of several', { A: 'amazon.nova-lite-v1:0', B: 'anthropic.claude-opus-4-1' }, undefined],
    ['none where none is named', { A: 'amazon.com', B: 'https://amazon.nova-lite-v1' }, undefined],
  ])('has, of what retrieves and generates, %s', (_, variables, model) => {
    const made = call('bedrock-agent-runtime.RetrieveAndGenerate');
    const agent = call('bedrock-agent-runtime.InvokeAgent');

    expect(meteredCallsIn({ calls: [made], unresolved: [] }, variables)[0]?.model).toBe(model);
    expect(meteredCallsIn({ calls: [agent], unresolved: [] }, variables)[0]?.model).toBeUndefined();
  });

  it('has the model that the code itself names, of what retrieves and generates', () => {
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0';
    const made = call('bedrock-agent-runtime.RetrieveAndGenerate', { modelArn: arn });
    const unknown = call('bedrock-agent-runtime.RetrieveAndGenerate', { modelArn: '?' });
    const variables = { MODEL: 'amazon.nova-lite-v1:0' };

    expect(meteredCallsIn({ calls: [made], unresolved: [] }, variables)[0]?.model).toBe(
      'amazon.nova-micro-v1:0',
    );
    expect(meteredCallsIn({ calls: [unknown], unresolved: [] }, variables)[0]?.model).toBe(
      'amazon.nova-lite-v1:0',
    );
  });

  it('is one of each operation, the first', () => {
    const calls = [3, 7].map((line) => call('sns.Publish', { PhoneNumber: '?' }, line));

    expect(meteredCallsIn({ calls, unresolved: [] }, {})).toEqual([
      { service: 'sns', operation: 'Publish', path: 'index.mjs', line: 3 },
    ]);
  });

  it('is, of text messages, one to a number that callers may choose before one to a fixed number', () => {
    const numbers = ['…', '$OWNER', '?'];
    const calls = numbers.map((PhoneNumber, line) => call('sns.Publish', { PhoneNumber }, line));

    expect(meteredCallsIn({ calls, unresolved: [] }, {})).toMatchObject([{ line: 2 }]);
    expect(
      calls.flatMap((made) => meteredCallsIn({ calls: [made], unresolved: [] }, {})).map(isSteered),
    ).toEqual([false, false, true]);
  });

  it('is steered by callers where it is a model or a text message', () => {
    const steered = (named: string) =>
      meteredCallsIn({ calls: [call(named)], unresolved: [] }, {}).map(isSteered);

    expect(steered('pinpoint-sms-voice-v2.SendTextMessage')).toEqual([true]);
    expect(steered('bedrock-agent-runtime.InvokeAgent')).toEqual([true]);
    expect(steered('textract.AnalyzeID')).toEqual([false]);
  });

  it.each([
    ['what is not known', call('sns.Publish'), true],
    ['a topic', call('sns.Publish', { TopicArn: '?' }), false],
    ['an endpoint', call('sns.Publish', { TargetArn: '?' }), false],
    ['several topics', call('sns.PublishBatch'), false],
    ['a queue', call('sqs.SendMessage'), false],
  ])('may be a text message where it goes to %s', (_, made, expected) => {
    expect(mayBeSms(made)).toBe(expected);
  });

  it('may be among calls of a service that is not known', () => {
    expect([undefined, 'sns', 'dynamodb'].map(mayBeMetered)).toEqual([true, true, false]);
  });
});
