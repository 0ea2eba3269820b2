import { listPrices } from './metered-list-prices.ts';

/**
 * What AWS bills for single calls, besides what Lambda costs. Prices and quotas are those of us-east-1, of the first tier;
 * quotas are lower in some regions. What AWS's price lists have comes from `metered-list-prices.ts`, which names its own
 * sources (`npm run metered-prices`); the rest is written by hand, as of the day below. What was looked up for it, and what could not be:
 *
 * - Text messages: $0.00645 to the United States, before carrier fees, is of AWS's SMS price page as remembered; no copy of
 *   that page could be read. Which country it goes to its sender says: some cost a hundred times as much. 20 a second:
 *   Service Quotas, "Number of SMS messages that can be sent each second"; the number that sends may allow fewer (a
 *   toll-free number of the United States 3, "Message Parts per Second limits" of AWS End User Messaging).
 * - SES: AWS publishes no rate for accounts outside the sandbox ("Service quotas in Amazon SES"). 14 a second is what
 *   was long given at first.
 * - Bedrock: see `modelRows`. Quotas are of tokens, and of each model and account: one call a second is assumed.
 * - Textract, Rekognition, Transcribe, Polly, Step Functions: the defaults of Service Quotas, as
 *   github.com/gruntwork-io/terraform-aws-utilities lists them (docs/quotas.md, of no stated day and region); Polly's also in its own guide.
 * - Comprehend: 20 a second is of its guide as remembered. Translate has no quota by default ("scales to serve customer
 *   operational traffic"): one call a second is assumed.
 * - The least that is billed: 300 characters by Comprehend (its price page), 15 seconds by Transcribe
 *   (blogv1-5yh.pages.dev/blog/aws-transcribe, April 2026).
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
const MAIL = {
  name: 'Amazon SES',
  per: 'an e-mail',
  usd: listPrices['AmazonSES Recipients'],
  perSecond: 14,
};
const MODEL = { per: '1,000 tokens in and 1,000 out', usd: 0.018, perSecond: 1 };
const PAGE = { service: 'textract', name: 'Amazon Textract', per: 'a page' };
const IMAGE = { service: 'rekognition', name: 'Amazon Rekognition', per: 'an image' };
const FACES = { ...IMAGE, usd: listPrices['AmazonRekognition Group1-ImagesProcessed'] };
const LABELS = { ...IMAGE, usd: listPrices['AmazonRekognition Group2-ImagesProcessed'] };
const TEXT = {
  service: 'comprehend',
  name: 'Amazon Comprehend',
  per: '300 characters, the least that is billed',
  perSecond: 20,
};

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
  {
    ...PAGE,
    operations: ['DetectDocumentText'],
    usd: listPrices['AmazonTextract SyncTextPagesProcessed'],
    perSecond: 25,
  },
  {
    ...PAGE,
    operations: ['AnalyzeDocument'],
    per: 'a page for its layout, where one with forms is $0.05',
    usd: listPrices['AmazonTextract SyncLayoutPagesProcessed'],
    perSecond: 10,
  },
  {
    ...PAGE,
    operations: ['AnalyzeExpense'],
    usd: listPrices['AmazonTextract SyncExpensePagesProcessed'],
    perSecond: 5,
  },
  {
    ...PAGE,
    operations: ['AnalyzeID'],
    usd: listPrices['AmazonTextract SyncIDPagesProcessed'],
    perSecond: 5,
  },
  { ...FACES, operations: ['CompareFaces'], perSecond: 100 },
  { ...FACES, operations: ['IndexFaces', 'SearchFacesByImage'], perSecond: 50 },
  { ...LABELS, operations: ['DetectFaces'], perSecond: 100 },
  {
    ...LABELS,
    operations: ['DetectLabels', 'DetectModerationLabels', 'DetectText', 'RecognizeCelebrities'],
    perSecond: 50,
  },
  { ...LABELS, operations: ['DetectProtectiveEquipment'], perSecond: 5 },
  {
    ...TEXT,
    operations: [
      'DetectDominantLanguage',
      'DetectEntities',
      'DetectKeyPhrases',
      'DetectPiiEntities',
      'DetectSentiment',
    ],
    usd: 3 * listPrices['comprehend DetectEntities'],
  },
  { ...TEXT, operations: ['DetectSyntax'], usd: 3 * listPrices['comprehend DetectSyntax'] },
  {
    service: 'translate',
    name: 'Amazon Translate',
    operations: ['TranslateText'],
    per: '1,000 characters',
    usd: 1000 * listPrices['translate TranslateText'],
    perSecond: 1,
  },
  {
    service: 'polly',
    name: 'Amazon Polly',
    operations: ['SynthesizeSpeech'],
    per: '1,000 characters of a neural voice',
    usd: 1000 * listPrices['AmazonPolly SynthesizeSpeechNeural-Characters'],
    perSecond: 8,
  },
  {
    service: 'transcribe',
    name: 'Amazon Transcribe',
    operations: ['StartTranscriptionJob'],
    per: '15 seconds of sound, the least that is billed',
    usd: 15 * listPrices['transcribe TranscribeAudio'],
    perSecond: 25,
  },
  {
    service: 'stepfunctions',
    name: 'AWS Step Functions',
    operations: ['StartExecution', 'StartSyncExecution'],
    per: 'an execution of an Express Workflow, without its duration',
    usd: listPrices['AmazonStates StepFunctions-Request'],
    perSecond: 300,
  },
];

/**
 * What models of Amazon Bedrock charge, in US dollars a million tokens, by how their id begins without the
 * prefix of an inference profile (`eu.`). The first that fits counts. Of others the price of Claude Sonnet
 * is taken. Sources, none of them AWS itself: aws.amazon.com/bedrock/pricing as quoted in the spring of 2026 by
 * inventivehq.com/blog/aws-bedrock-pricing-guide, exploreagentic.ai/insights/amazon-bedrock-pricing-guide and, on
 * 2026-11-28, clauder-navi.com/en/bedrock-claude-cost (Sonnet, Haiku 4.5, Opus 4.7) and
 * atonementlicensing.pages.dev/blog/aws-bedrock-pricing-2026 (Nova, Titan, Llama, Mistral, older Claude).
 * Endpoints of one region cost a tenth more from Claude 4.5 on.
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
