import { describe, expect, it, vi } from 'vitest';
import { openAuthorizer } from '../../functions/checks/code/open-authorizer.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import { type ApiRoute, isOpenRoute } from '../../functions/domain/exposure/api-route.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import {
  reportedAuthorizers,
  withOpenAuthorizers,
} from '../../functions/facts/open-authorizers.ts';
import { routeOf } from '../builders/way-of.ts';
import { day, seen, storedAfter } from '../fakes/observations.ts';
import { functionNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders');
const gate = orders.arn.replace('orders', 'gate');
const guarded = routeOf({ authorization: 'CUSTOM', authorizer: gate });
const open = { ...guarded, openAuthorizer: 'a.js, line 3' };
const { id, title, severity, remediation } = openAuthorizer;
const check = { id, title, severity, remediation };
const today = day(9);

const reported = storedAfter([], seen(found(), 1, check));

describe('a route behind an authorizer', () => {
  it('is open where a finding says that its code lets all through', async () => {
    const routes = await routesBehind(reported);

    expect(routes).toEqual({ known: true, value: [open] });
    expect(isOpenRoute(open)).toBe(true);
    expect(isOpenRoute(guarded)).toBe(false);
  });

  it('is open as long as the code cannot be analysed any more', async () => {
    const verdict = unknown('too large');
    const tonight = { ...seen([], 2), judgements: [{ check, verdict, gaps: [] }] };

    expect(await routesBehind(storedAfter(reported, tonight))).toEqual({
      known: true,
      value: [open],
    });
  });

  it('is open again once a suppression has ended', async () => {
    expect(await routesBehind(suppressed(reported, day(8)))).toEqual({
      known: true,
      value: [open],
    });
  });

  it.each<[string, readonly Finding[]]>([
    ['is not reported, or never analysed', []],
    ['is corrected', storedAfter(reported, seen([], 2, check))],
    [
      'has another finding',
      storedAfter([], seen(found(), 1, { ...check, id: 'code/weak-crypto' })),
    ],
    ['is accepted, one by one', suppressed(reported, day(30))],
    ['is accepted, by a rule', suppressed(reported, day(30), 'gates')],
  ])('is authorized where that %s', async (_, findings) => {
    expect(await routesBehind(findings)).toEqual({ known: true, value: [guarded] });
  });

  it('ends nothing where findings cannot be read, and other routes are whole', async () => {
    const read = () => Promise.reject(new Error('throttled'));

    expect(await through(read, guarded)).toEqual({
      known: true,
      value: [guarded],
      incomplete: 'what its authorizer asks for: throttled',
    });
    expect(await through(read, routeOf())).toEqual({ known: true, value: [routeOf()] });
  });

  it('is asked for once for all functions behind it', async () => {
    const read = vi.fn(async () => undefined);
    const targets = [orders, functionNamed('invoices')];
    const ways = async () => new Map(targets.map(({ arn }) => [arn, routes(guarded, guarded)]));
    await withOpenAuthorizers(ways, read)(targets);

    expect(read.mock.calls).toEqual([[gate]]);
  });
});

function found() {
  const place = { path: 'a.js', line: 3, column: 1 };
  const verdict = openAuthorizer.evaluate({
    weaknesses: [
      { kind: 'open-authorizer', sink: 'Allow', ...place, flow: [{ text: 'Allow', ...place }] },
    ],
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}

function suppressed(findings: readonly Finding[], until: string, rule?: string) {
  return findings.map((each) => {
    const { finding } = suppress(each, { reason: 'a demo', until }, day(2));
    const { suppression } = finding;
    return rule && suppression ? { ...finding, suppression: { ...suppression, rule } } : finding;
  });
}

function routesBehind(findings: readonly Finding[]) {
  const read = async (scanner: string, arn: string) => ({
    findings: scanner === 'code' && arn === gate ? findings : [],
    coverage: undefined,
  });

  return through(
    reportedAuthorizers({ read }, () => new Date(today)),
    guarded,
  );
}

async function through(read: Parameters<typeof withOpenAuthorizers>[1], route: ApiRoute) {
  const ways = async () => new Map([[orders.arn, routes(route)]]);

  return (await withOpenAuthorizers(ways, read)([orders])).get(orders.arn);
}

function routes(...value: readonly ApiRoute[]): Known<readonly ApiRoute[]> {
  return { known: true, value };
}
