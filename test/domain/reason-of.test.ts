import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Failure } from '../../cli/failure.ts';
import { sentenceFor } from '../../cli/sentence-for.ts';
import { archiveAnalyser } from '../../functions/adapters/archives/archive-analyser.ts';
import { ArchiveError, ArchiveTimeout } from '../../functions/adapters/archives/archive-bounds.ts';
import { CodeUnavailable } from '../../functions/adapters/archives/code-server.ts';
import { BusyBus } from '../../functions/adapters/delivery/event-bus.ts';
import { StillRefused } from '../../functions/adapters/delivery/security-hub.ts';
import { slackWebhook } from '../../functions/adapters/delivery/slack-webhook.ts';
import { FeedError } from '../../functions/adapters/feeds/feed.ts';
import { attempt } from '../../functions/app/collectors.ts';
import { LostLock } from '../../functions/app/lost-lock.ts';
import { reasonOf } from '../../functions/domain/reason-of.ts';
import { InvalidRules } from '../../functions/domain/rules/read-rules.ts';
import { InvalidSetting } from '../../functions/domain/settings/read-settings.ts';
import { SuppressionError } from '../../functions/domain/suppression.ts';
import { CodeNotAnalysed } from '../../functions/engines/flow/index.ts';
import { UnprovenPolicy } from '../../functions/engines/iam/index.ts';
import { MalformedPolicy } from '../../functions/engines/iam/policy-document.ts';
import { TooManyNodes } from '../../functions/engines/javascript/lean-parser.ts';
import { InvalidIdentity } from '../../functions/engines/packages/package.ts';
import { runtimeLifecycle } from '../../functions/engines/packages/runtime-lifecycle.ts';
import { TooManyTokens } from '../../functions/engines/python/python-tokens.ts';
import { NotSeen } from '../../functions/engines/python/signatures/applications.ts';
import { SyntaxFault } from '../../functions/engines/python/token-reader.ts';

/** Each class of errors in the product, and a way to have it thrown. */
const thrown: Readonly<Record<string, () => unknown>> = {
  AnalysisError: () =>
    archiveAnalyser({
      workerUrl: new URL('file:///nowhere.ts'),
      timeoutMs: 10_000,
      maxOldGenerationSizeMb: 64,
    })(new Uint8Array(1), {}),
  ArchiveError: () => raise(new ArchiveError('the archive is too large')),
  ArchiveTimeout: () => raise(new ArchiveTimeout('it took too long')),
  BusyBus: () => raise(new BusyBus('the bus did not take 3 events')),
  CodeNotAnalysed: () => raise(new CodeNotAnalysed('no handler')),
  CodeUnavailable: () => raise(new CodeUnavailable('the connection failed')),
  Failure: () => raise(new Failure('there is no such file')),
  FeedError: () => raise(new FeedError('https://osv.example/v1', 'cannot be reached')),
  InvalidIdentity: () => raise(new InvalidIdentity('no name')),
  InvalidRules: () => raise(new InvalidRules(['rule 1: no reason'])),
  InvalidSetting: () => raise(new InvalidSetting('setting "at" is "x"')),
  LostLock: () => raise(new LostLock('arn:aws:lambda:eu-west-1:111122223333:function:a')),
  MalformedPolicy: () => raise(new MalformedPolicy('it is not JSON')),
  NotSeen: () => raise(new NotSeen('a router')),
  SlackError: () =>
    slackWebhook({ address: async () => 'no URL', origins: [], fetch })({ text: 'x', blocks: [] }),
  StillRefused: () => raise(new StillRefused('InvalidInput: a field is too long')),
  SuppressionError: () => raise(new SuppressionError('the reason is empty')),
  SyntaxFault: () => raise(new SyntaxFault(9, 'a bracket is not closed')),
  TooManyNodes: () => raise(new TooManyNodes(9)),
  TooManyTokens: () => raise(new TooManyTokens(9)),
  UnknownRuntime: () => runtimeLifecycle({ packageType: 'Zip', runtime: 'cobol' }),
  UnprovenPolicy: () => raise(new UnprovenPolicy('the policy is not printed')),
};

/** What no text for people has in it: a class, a stack, the JSON of zod. */
const leak = /\b[A-Z]\w+(?:Error|Exception)\b|ZodError|^\s+at |"code"|\n/m;

describe('reasonOf', () => {
  it('is tested with every class of errors that the product has', () => {
    const root = join(import.meta.dirname, '../..');
    const lines = execFileSync(
      'git',
      ['grep', '-h', 'extends Error', '--', 'functions', 'cli', 'lib'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    const classes = [...lines.matchAll(/class (\w+) extends Error/g)].map(([, name]) => name);

    expect(Object.keys(thrown)).toEqual(classes.toSorted());
  });

  it.each(Object.entries(thrown))('says nothing of the class %s', async (name, fail) => {
    const answer = await attempt(fail);
    const error = await Promise.resolve()
      .then(fail)
      .catch((caught: unknown) => caught);

    expect(error).toMatchObject({ name });
    for (const text of [answer.known ? name : answer.reason, reasonOf(error), sentenceFor(error)]) {
      expect(text).not.toContain(name);
      expect(text).not.toMatch(leak);
    }
  });

  const form = z.object({ Functions: z.array(z.object({ Role: z.string() })) });
  it.each([
    ['of another type', { Functions: [{ Role: 7 }] }, 'Functions.0.Role is no string'],
    ['missing', {}, 'Functions is no array'],
    ['nothing at all', undefined, 'it is no object'],
  ])('says of an answer that is %s what was expected where', (_, answer, where) => {
    const { error } = form.safeParse(answer);

    expect(reasonOf(error)).toBe(`the answer is not as documented: ${where}`);
  });

  it.each([
    ['an unknown key', z.strictObject({}).safeParse({ hunter2: 1 }), 'it has another form'],
    ['no choice', z.union([z.string(), z.number()]).safeParse(true), 'it has another form'],
    [
      'a long path',
      z.record(z.string(), z.string()).safeParse({ ['k'.repeat(9_999)]: 1 }),
      `${'k'.repeat(120)} is no string`,
    ],
  ])('quotes no value of %s', (_, { error }, where) => {
    expect(reasonOf(error)).toBe(`the answer is not as documented: ${where}`);
  });

  it.each([
    ['a plain error', new Error('IAM is down'), 'IAM is down'],
    [
      'a fault of ours',
      new TypeError('x is not a function'),
      'a fault of lambda-vigil itself: x is not a function',
    ],
    [
      'a stack of calls that is too deep',
      new RangeError('too deep'),
      'a fault of lambda-vigil itself: too deep',
    ],
    [
      'text that a parser quotes',
      new SyntaxError('"hunter2" is not JSON'),
      'the answer is malformed',
    ],
    ['several lines', new Error('first\n    at second'), 'first'],
    [
      'what AWS answers',
      awsError('ThrottlingException', 'Rate exceeded'),
      'ThrottlingException: Rate exceeded',
    ],
    [
      'what AWS answers with nothing',
      awsError('InternalError', ''),
      'InternalError, without a reason',
    ],
    [
      'XML that the SDK cannot parse',
      awsError(
        'Error',
        '@aws-sdk XML parse error: unexpected content.\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
      ),
      'the answer is malformed',
    ],
    [
      'several addresses',
      new AggregateError([new Error('connect ECONNREFUSED ::1:9')]),
      'connect ECONNREFUSED ::1:9',
    ],
    ['a code alone', Object.assign(new Error(), { code: 'EPIPE' }), 'EPIPE'],
    ['nothing', new Error(), 'no reason was given'],
    ['no error', 'gone', 'gone'],
  ])('of %s', (_, error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});

function raise(error: Error): never {
  throw error;
}

function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: {} });
}
