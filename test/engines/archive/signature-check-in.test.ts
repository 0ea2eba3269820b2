import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { signatureCheckIn } from '../../../functions/engines/archive/signature-check-in.ts';

const hook =
  "const stripe = require('stripe')(process.env.KEY); exports.handler = async (event) => stripe.webhooks.constructEvent(event.body, event.headers.sig, process.env.SECRET);";
const entry = { runtime: 'nodejs24.x', handler: 'index.handler' };

describe('whether code verifies a signature', () => {
  it('is where it does', () => {
    expect(checkIn('index.js', hook)).toEqual({
      known: true,
      value: {
        kind: 'stripe',
        path: 'index.js',
        line: 1,
        column: hook.indexOf('stripe.webhooks') + 1,
      },
    });
  });

  it('is where Python does', () => {
    const python =
      "import stripe, os\ndef handler(event, context):\n    return stripe.Webhook.construct_event(event['body'], event['headers']['sig'], os.environ['S'])\n";

    expect(checkIn('app.py', python, { runtime: 'python3.13', handler: 'app.handler' })).toEqual({
      known: true,
      value: { kind: 'stripe', path: 'app.py', line: 3, column: 12 },
    });
  });

  it('is known of code that does not', () => {
    expect(checkIn('index.js', 'exports.handler = async () => 1;')).toEqual({
      known: true,
      value: undefined,
    });
  });

  it.each([
    ['a layer', {}, 'a layer has no handler to begin at'],
    ['another language', { ...entry, runtime: 'java21' }, 'code in java21 is not analysed yet'],
    ['a handler that is not there', { ...entry, handler: 'other.handler' }, 'other'],
  ])('is unknown of %s', (_, given, reason) => {
    expect(checkIn('index.js', hook, given)).toEqual({
      known: false,
      reason: expect.stringContaining(reason),
    });
  });
});

function checkIn(path: string, text: string, given: object = entry) {
  const file = archiveFile(path, new TextEncoder().encode(text));

  return signatureCheckIn(
    { listing: [{ path, bytes: text.length }], files: [file], unread: [] },
    given,
  );
}
