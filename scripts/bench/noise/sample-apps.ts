import type { SignatureKind } from '../../../functions/core/signature-check.ts';
import { policyTemplates as may, type WrittenStatement } from './statements.ts';

/** A small application as its template deploys it: nothing is planted in it. */
export interface SampleApp {
  readonly name: string;
  readonly functions: readonly SampleFunction[];
}

export interface SampleFunction {
  readonly name: string;
  readonly runtime: string;
  readonly statements: readonly WrittenStatement[];
  /** `dynamodb.PutItem`: what its code calls; undefined where the code does not show it. */
  readonly calls?: readonly string[];
  readonly triggers: readonly SampleTrigger[];
  /** Whose signature its code verifies before it acts. */
  readonly verifies?: SignatureKind;
  /** It writes the whole event to its log, as samples do. */
  readonly logsEvent?: true;
  /** Days since it was deployed. @default 60 */
  readonly age?: number;
}

export type SampleTrigger =
  | { readonly kind: 'route'; readonly key: string; readonly auth: 'NONE' | 'JWT' | 'AWS_IAM' }
  | { readonly kind: 'url'; readonly auth: 'NONE' | 'AWS_IAM' }
  | {
      readonly kind: 'event';
      readonly service: 'events' | 's3' | 'sns';
      readonly source: string;
      /** Where events go that it fails at. */
      readonly onFailure?: string;
    }
  | { readonly kind: 'poll'; readonly source: string; readonly onFailure?: string };

const node = 'nodejs24.x';
const python = 'python3.13';
const open = (key: string): SampleTrigger => ({ kind: 'route', key, auth: 'NONE' });
const jwt = (key: string): SampleTrigger => ({ kind: 'route', key, auth: 'JWT' });
const iam = (key: string): SampleTrigger => ({ kind: 'route', key, auth: 'AWS_IAM' });
const rule = (name: string): SampleTrigger => ({
  kind: 'event',
  service: 'events',
  source: `arn:aws:events:eu-west-1:111122223333:rule/${name}`,
});
const upload = (bucket: string): SampleTrigger => ({
  kind: 'event',
  service: 's3',
  source: `arn:aws:s3:::${bucket}`,
});
const topic = (name: string): SampleTrigger => ({
  kind: 'event',
  service: 'sns',
  source: `arn:aws:sns:eu-west-1:111122223333:${name}`,
});
const queue = (name: string): SampleTrigger => ({
  kind: 'poll',
  source: `arn:aws:sqs:eu-west-1:111122223333:${name}`,
});
const stream = (table: string, onFailure?: string): SampleTrigger => ({
  kind: 'poll',
  source: `arn:aws:dynamodb:eu-west-1:111122223333:table/${table}/stream/2026-01-01T00:00:00.000`,
  ...(onFailure !== undefined && { onFailure }),
});
const records = (name: string): SampleTrigger => ({
  kind: 'poll',
  source: `arn:aws:kinesis:eu-west-1:111122223333:stream/${name}`,
});

type Part = Omit<SampleFunction, 'name' | 'runtime'>;

/** Items of a table behind an API, one function an operation, as tutorials do. */
function itemsApi(name: string, runtime: string, auth: (key: string) => SampleTrigger): SampleApp {
  const table = `${name}-items`;

  return app(name, runtime, {
    create: {
      statements: [may.write(table)],
      calls: ['dynamodb.PutItem'],
      triggers: [auth('POST /items')],
      logsEvent: true,
    },
    get: {
      statements: [may.read(table)],
      calls: ['dynamodb.GetItem'],
      triggers: [auth('GET /items/{id}')],
    },
    list: {
      statements: [may.read(table)],
      calls: ['dynamodb.Scan'],
      triggers: [auth('GET /items')],
    },
    remove: {
      statements: [may.crud(table)],
      calls: ['dynamodb.DeleteItem'],
      triggers: [auth('DELETE /items/{id}')],
    },
  });
}

/** The same in one function with a router. */
function monolithApi(
  name: string,
  runtime: string,
  auth: (key: string) => SampleTrigger,
): SampleApp {
  const table = `${name}-data`;

  return app(name, runtime, {
    api: {
      statements: [may.crud(table)],
      calls: ['dynamodb.GetItem', 'dynamodb.PutItem', 'dynamodb.Query', 'dynamodb.DeleteItem'],
      triggers: [auth('ANY /{proxy+}')],
    },
  });
}

/** Reads what is uploaded, and writes what it makes of it. */
function uploadWorker(
  name: string,
  runtime: string,
  service: WrittenStatement,
  call: string,
): SampleApp {
  return app(name, runtime, {
    process: {
      statements: [may.s3Read(`${name}-in`), may.s3Write(`${name}-out`), service],
      calls: ['s3.GetObject', 's3.PutObject', call],
      triggers: [upload(`${name}-in`)],
      logsEvent: true,
    },
  });
}

/** One writes to a queue, another works it off. */
function queueWorker(
  name: string,
  runtime: string,
  auth: (key: string) => SampleTrigger,
): SampleApp {
  return app(name, runtime, {
    accept: {
      statements: [may.sqsSend(name)],
      calls: ['sqs.SendMessage'],
      triggers: [auth('POST /jobs')],
    },
    work: {
      statements: [may.sqsPoll(name), may.write(`${name}-jobs`)],
      calls: ['dynamodb.UpdateItem'],
      triggers: [queue(name)],
    },
  });
}

function scheduled(
  name: string,
  runtime: string,
  statement: WrittenStatement,
  call: string,
): SampleApp {
  return app(name, runtime, {
    nightly: { statements: [statement], calls: [call], triggers: [rule(name)], age: 200 },
  });
}

function streaming(name: string, runtime: string, onFailure?: string): SampleApp {
  return app(name, runtime, {
    project: {
      statements: [may.streamRead(name), may.write(`${name}-view`)],
      calls: ['dynamodb.PutItem'],
      triggers: [stream(name, onFailure)],
    },
  });
}

/** Fifty applications of the kinds that tutorials and templates deploy, and what they leave as it is. */
export const sampleApps: readonly SampleApp[] = [
  ...['shop', 'notes', 'todo', 'books', 'pets', 'tickets'].map((name) => itemsApi(name, node, jwt)),
  ...['rooms', 'recipes', 'fleet'].map((name) => itemsApi(name, python, iam)),
  // A public sample: anyone reads and writes.
  itemsApi('guestbook', node, open),
  ...['blog', 'wiki', 'polls', 'crm'].map((name) => monolithApi(name, node, jwt)),
  ...['inventory', 'hotel'].map((name) => monolithApi(name, python, jwt)),
  ...['labels', 'avatars'].map((name) =>
    uploadWorker(name, python, may.rekognition(), 'rekognition.DetectLabels'),
  ),
  ...['receipts', 'forms'].map((name) =>
    uploadWorker(name, python, may.textract(), 'textract.DetectDocumentText'),
  ),
  ...['subtitles', 'menus'].map((name) =>
    uploadWorker(name, node, may.translate(), 'translate.TranslateText'),
  ),
  uploadWorker('reviews', python, may.comprehend(), 'comprehend.DetectSentiment'),
  uploadWorker('podcast', node, may.polly(), 'polly.SynthesizeSpeech'),
  ...['mailer', 'exports', 'invoices', 'thumbs'].map((name) => queueWorker(name, node, jwt)),
  ...['imports', 'reports'].map((name) => queueWorker(name, python, iam)),
  scheduled('cleanup', node, may.crud('sessions'), 'dynamodb.Scan'),
  scheduled('rates', python, may.s3Write('rates-data'), 's3.PutObject'),
  scheduled('digest', node, may.ses('shop.example'), 'ses.SendEmail'),
  scheduled('rotation-check', python, may.ssm('rotation'), 'ssm.GetParameter'),
  scheduled('uptime', node, may.snsPublish('alerts'), 'sns.Publish'),
  streaming('orders', node, 'arn:aws:sqs:eu-west-1:111122223333:failed'),
  streaming('audit-trail', python, 'arn:aws:sqs:eu-west-1:111122223333:failed'),
  streaming('counters', node),
  app('clicks', node, {
    count: {
      statements: [may.kinesisRead('clicks'), may.write('clicks')],
      calls: ['dynamodb.UpdateItem'],
      triggers: [records('clicks')],
    },
  }),
  app('alerts', python, {
    forward: {
      statements: [may.secret('chat')],
      calls: ['secretsmanager.GetSecretValue'],
      triggers: [topic('alerts')],
      logsEvent: true,
    },
  }),
  app('checkout-flow', node, {
    start: {
      statements: [may.startExecution('checkout')],
      calls: ['sfn.StartExecution'],
      triggers: [jwt('POST /checkout')],
    },
    pay: {
      statements: [may.secret('psp')],
      calls: ['secretsmanager.GetSecretValue'],
      triggers: [],
    },
    ship: { statements: [may.putEvents('shop')], calls: ['eventbridge.PutEvents'], triggers: [] },
  }),
  app('event-bus', node, {
    publish: {
      statements: [may.putEvents('shop')],
      calls: ['eventbridge.PutEvents'],
      triggers: [iam('POST /events')],
    },
    react: {
      statements: [may.write('events')],
      calls: ['dynamodb.PutItem'],
      triggers: [rule('react')],
    },
  }),
  app('assistant', python, {
    chat: {
      statements: [may.bedrock('amazon.nova-lite-v1:0')],
      calls: ['bedrock-runtime.InvokeModel'],
      triggers: [jwt('POST /chat')],
    },
  }),
  app('status-page', node, {
    page: { statements: [], calls: [], triggers: [open('GET /')] },
    health: { statements: [], calls: [], triggers: [open('GET /health')] },
  }),
  app('internal-tools', python, {
    run: {
      statements: [may.invoke('internal-tools-task')],
      calls: ['lambda.Invoke'],
      triggers: [{ kind: 'url', auth: 'AWS_IAM' }],
    },
    task: { statements: [may.s3Write('tools')], calls: ['s3.PutObject'], triggers: [] },
  }),
  app('contact-form', node, {
    // Meant for everyone, and it sends mail.
    submit: {
      statements: [may.ses('shop.example')],
      calls: ['ses.SendEmail'],
      triggers: [open('POST /contact')],
    },
  }),
  app('url-shortener', node, {
    shorten: {
      statements: [may.crud('links')],
      calls: ['dynamodb.PutItem'],
      triggers: [jwt('POST /links')],
    },
    // Meant for everyone.
    follow: {
      statements: [may.read('links')],
      calls: ['dynamodb.GetItem'],
      triggers: [open('GET /{code}')],
    },
  }),
  app('webhooks', node, {
    // GitHub has no other way in.
    receive: {
      statements: [may.putEvents('builds')],
      calls: ['eventbridge.PutEvents'],
      triggers: [{ kind: 'url', auth: 'NONE' }],
      verifies: 'github',
    },
  }),
  app('feed', python, {
    // Meant for everyone.
    rss: {
      statements: [may.s3Read('feed')],
      calls: ['s3.GetObject'],
      triggers: [open('GET /rss')],
    },
    refresh: {
      statements: [may.s3Write('feed')],
      calls: ['s3.PutObject'],
      triggers: [rule('refresh')],
    },
  }),
  // Its code is bundled in a way that does not show what it calls.
  app('legacy-import', python, {
    run: {
      statements: [may.s3Read('legacy'), may.crud('legacy')],
      triggers: [upload('legacy')],
      age: 500,
    },
  }),
];

function app(name: string, runtime: string, parts: Readonly<Record<string, Part>>): SampleApp {
  return {
    name,
    functions: Object.entries(parts).map(([part, rest]) => ({
      name: `${name}-${part}`,
      runtime,
      ...rest,
    })),
  };
}
