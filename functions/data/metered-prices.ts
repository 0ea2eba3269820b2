/**
 * What AWS bills for single calls, besides what Lambda costs. Written by hand, as of the day below: AWS's
 * price list has most of these by region and feature, and none by call. Prices are those of us-east-1,
 * of the first tier. Sources, by service:
 *
 * - sns, pinpoint-sms-voice-v2: aws.amazon.com/sns/sms-pricing and /end-user-messaging/pricing, a message to
 *   the United States before carrier fees. Which country it goes to its sender says: some cost a hundred times
 *   as much. Quota: "Amazon SNS endpoints and quotas" (AWS General Reference), delivery rate of SMS messages.
 * - ses: aws.amazon.com/ses/pricing. Quota: 14 messages a second, once out of the sandbox.
 * - bedrock-runtime: see `modelRows`. Quotas are of tokens since May 2026, and of each model and account.
 * - textract, rekognition, comprehend, translate, polly, transcribe: the price page of each, and its
 *   "endpoints and quotas" (AWS General Reference), the lower ones where regions differ.
 * - stepfunctions: aws.amazon.com/step-functions/pricing, of Express Workflows, without their duration.
 */
export const meteredPricesAsOf = '2026-11-28';

export interface MeteredRow {
  /** As botocore names it. */
  readonly service: string;
  /** For people. */
  readonly name: string;
  readonly operations: readonly string[];
  /** The least that a call is billed as, or what is assumed of it. */
  readonly per: string;
  /** US dollars for that. */
  readonly usd: number;
  /** Calls a second that AWS lets through by default, for an account in a region. */
  readonly perSecond: number;
}

const SMS = {
  per: 'a text message of one part to the United States',
  usd: 0.00645,
  perSecond: 20,
};
const MAIL = { name: 'Amazon SES', per: 'an e-mail', usd: 0.0001, perSecond: 14 };
const MODEL = { per: '1,000 tokens in and 1,000 out', usd: 0.018, perSecond: 1 };
const PAGE = { service: 'textract', name: 'Amazon Textract', perSecond: 5 };

export const meteredRows: readonly MeteredRow[] = [
  { service: 'sns', name: 'Amazon SNS', operations: ['Publish'], ...SMS },
  {
    service: 'pinpoint-sms-voice-v2',
    name: 'AWS End User Messaging',
    operations: ['SendTextMessage'],
    ...SMS,
  },
  {
    service: 'ses',
    operations: [
      'SendEmail',
      'SendRawEmail',
      'SendTemplatedEmail',
      'SendBulkTemplatedEmail',
      'SendCustomVerificationEmail',
    ],
    ...MAIL,
  },
  {
    service: 'sesv2',
    operations: ['SendEmail', 'SendBulkEmail', 'SendCustomVerificationEmail'],
    ...MAIL,
  },
  {
    service: 'bedrock-runtime',
    name: 'Amazon Bedrock',
    operations: ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream'],
    ...MODEL,
  },
  {
    service: 'bedrock-agent-runtime',
    name: 'Amazon Bedrock',
    operations: ['InvokeAgent', 'RetrieveAndGenerate', 'RetrieveAndGenerateStream'],
    ...MODEL,
  },
  { ...PAGE, operations: ['DetectDocumentText'], per: 'a page', usd: 0.0015 },
  {
    ...PAGE,
    operations: ['AnalyzeDocument'],
    per: 'a page with tables, where one with forms is $0.05',
    usd: 0.015,
  },
  { ...PAGE, operations: ['AnalyzeExpense'], per: 'a page', usd: 0.01 },
  { ...PAGE, operations: ['AnalyzeID'], per: 'a page', usd: 0.025 },
  {
    service: 'rekognition',
    name: 'Amazon Rekognition',
    operations: [
      'CompareFaces',
      'DetectFaces',
      'DetectLabels',
      'DetectModerationLabels',
      'DetectProtectiveEquipment',
      'DetectText',
      'IndexFaces',
      'RecognizeCelebrities',
      'SearchFacesByImage',
    ],
    per: 'an image',
    usd: 0.001,
    perSecond: 5,
  },
  {
    service: 'comprehend',
    name: 'Amazon Comprehend',
    operations: [
      'DetectDominantLanguage',
      'DetectEntities',
      'DetectKeyPhrases',
      'DetectPiiEntities',
      'DetectSentiment',
      'DetectSyntax',
    ],
    per: '300 characters, the least that is billed',
    usd: 0.0003,
    perSecond: 20,
  },
  {
    service: 'translate',
    name: 'Amazon Translate',
    operations: ['TranslateText'],
    per: '1,000 characters',
    usd: 0.015,
    perSecond: 1,
  },
  {
    service: 'polly',
    name: 'Amazon Polly',
    operations: ['SynthesizeSpeech'],
    per: '1,000 characters of a neural voice',
    usd: 0.016,
    perSecond: 8,
  },
  {
    service: 'transcribe',
    name: 'Amazon Transcribe',
    operations: ['StartTranscriptionJob'],
    per: '15 seconds of sound, the least that is billed',
    usd: 0.006,
    perSecond: 25,
  },
  {
    service: 'stepfunctions',
    name: 'AWS Step Functions',
    operations: ['StartExecution', 'StartSyncExecution'],
    per: 'an execution of an Express Workflow, without its duration',
    usd: 0.000001,
    perSecond: 300,
  },
];

/**
 * What models of Amazon Bedrock charge, in US dollars a million tokens, by how their id begins without the
 * prefix of an inference profile (`eu.`). The first that fits counts. Of others the price of Claude Sonnet
 * is taken. Sources: aws.amazon.com/bedrock/pricing as quoted in the spring of 2026 by
 * inventivehq.com/blog/aws-bedrock-pricing-guide and exploreagentic.ai/insights/amazon-bedrock-pricing-guide.
 */
export const modelRows: readonly (readonly [begins: string, input: number, output: number])[] = [
  ['anthropic.claude-opus-4-2025', 15, 75],
  ['anthropic.claude-opus-4-1-', 15, 75],
  ['anthropic.claude-opus-', 5, 25],
  ['anthropic.claude-3-opus', 15, 75],
  ['anthropic.claude-haiku-4-5', 1, 5],
  ['anthropic.claude-3-5-haiku', 0.8, 4],
  ['anthropic.claude-3-haiku', 0.25, 1.25],
  ['amazon.nova-pro', 0.8, 3.2],
  ['amazon.nova-lite', 0.06, 0.24],
  ['amazon.nova-micro', 0.035, 0.14],
  ['amazon.titan-text-premier', 0.5, 1.5],
  ['amazon.titan-embed', 0.02, 0],
  ['meta.llama3-3-70b', 0.72, 0.72],
  ['mistral.mistral-large', 2, 6],
];
