import { describe, expect, it, vi } from 'vitest';
import { slackWebhook } from '../../../functions/adapters/delivery/slack-webhook.ts';

const url = 'https://hooks.slack.com/services/T000/B000/verySecret';
const message = { text: 'x', blocks: [] };

describe('slackWebhook', () => {
  it('posts to the address in the secret, which it reads once', async () => {
    const { post, address, fetch } = webhook([ok(), ok()]);

    await post(message);
    await post(message);

    expect(address).toHaveBeenCalledTimes(1);
    expect(fetch.mock.calls.map(([to]) => String(to))).toEqual([url, url]);
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      body: JSON.stringify(message),
      redirect: 'manual',
    });
  });

  it.each([403, 404, 410])('reads the address anew when Slack answers %i', async (status) => {
    const { post, address } = webhook([answer(status), ok()]);

    await post(message);

    expect(address).toHaveBeenCalledTimes(2);
  });

  it('gives up when the new address is not known either, and tries anew next time', async () => {
    const { post, address } = webhook([answer(404), answer(404), ok()]);

    await expect(post(message)).rejects.toThrow('Slack answered 404: the webhook is revoked');
    await post(message);

    expect(address).toHaveBeenCalledTimes(2);
  });

  it('waits as long as Slack asks for', async () => {
    const { post, sleep } = webhook([answer(429, '', { 'retry-after': '7' }), ok()]);

    await post(message);

    expect(sleep.mock.calls).toEqual([[7_000]]);
  });

  it('leaves it to Lambda to wait longer', async () => {
    const { post, sleep } = webhook([answer(429, '', { 'retry-after': '120' })]);

    await expect(post(message)).rejects.toThrow('Slack answered 429');
    expect(sleep).not.toHaveBeenCalled();
  });

  it.each([
    ['fails', answer(503)],
    ['cannot be reached', new TypeError('fetch failed', { cause: coded('ECONNRESET') })],
  ])('tries again when Slack %s', async (_, fault) => {
    const { post, sleep } = webhook([fault, fault, ok()]);

    await post(message);

    expect(sleep.mock.calls).toEqual([[1_000], [4_000]]);
  });

  it('throws in the end', async () => {
    const { post, fetch } = webhook(Array(9).fill(answer(500)));

    await expect(post(message)).rejects.toThrow('Slack answered 500');
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('does not try again what Slack refuses, and repeats its word for why', async () => {
    const { post, fetch } = webhook([answer(400, 'invalid_blocks')]);

    await expect(post(message)).rejects.toThrow('Slack answered 400: invalid_blocks');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['another host', 'https://evil.example/services/verySecret'],
    ['a host that looks like it', 'https://hooks.slack.com.evil.example/verySecret'],
    ['plain http', 'http://hooks.slack.com/services/verySecret'],
    ['a name in front of the host', 'https://hooks.slack.com@evil.example/verySecret'],
    ['no URL', 'verySecret'],
    ['JSON', '{"url":"https://hooks.slack.com/verySecret"}'],
  ])('posts nothing when the secret holds %s', async (_, held) => {
    const { post, fetch } = webhook([ok()], held);

    await expect(post(message)).rejects.toThrow('store the URL itself, at https://hooks.slack.com');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('posts elsewhere where that is allowed', async () => {
    const { post, fetch } = webhook([ok()], 'http://127.0.0.1:8080/x', ['http://127.0.0.1:8080']);

    await post(message);

    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a refusal', [answer(400, `no such hook: ${url}`)], url],
    ['a revocation', [answer(404, url), answer(404, url)], url],
    ['a redirect', [answer(302, '', { location: url })], url],
    ['a fault', Array(4).fill(new TypeError(`cannot connect to ${url}`)), url],
    ['a secret that is no address', [], 'verySecret'],
    ['a secret that leads elsewhere', [], 'https://evil.example/verySecret'],
  ])('never shows the address in %s', async (_, answers, held) => {
    const { post } = webhook(answers, held);
    const error = await post(message).catch((error: unknown) => error);

    expect(error).toBeInstanceOf(Error);
    expect(everythingOf(error)).not.toContain('verySecret');
  });
});

function webhook(
  answers: readonly (Response | Error)[],
  held = url,
  origins: readonly string[] = ['https://hooks.slack.com'],
) {
  const waiting = answers.map((each) => (each instanceof Response ? each.clone() : each));
  const sleep = vi.fn(async (_: number) => {});
  const address = vi.fn(async () => held);
  const fetch = vi.fn(async (_: string | URL | Request, __?: RequestInit) => {
    const next = waiting.shift() ?? new Error('no other request was expected');
    if (next instanceof Error) throw next;
    return next;
  });

  return { post: slackWebhook({ address, origins, fetch, sleep }), address, fetch, sleep };
}

function ok() {
  return answer(200, 'ok');
}

function answer(status: number, body = '', headers: Record<string, string> = {}) {
  return new Response(body, { status, headers });
}

function coded(code: string) {
  return Object.assign(new Error('socket'), { code });
}

/** The error and its causes, as a log would show them. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);

  return `${error.stack} ${JSON.stringify(error)} ${everythingOf(error.cause)}`;
}
