import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceSteps } from '../../../cli/report/evidence-steps.ts';
import { reportPage } from '../../../cli/report/report-page.ts';
import type { ReportSource } from '../../../cli/report/report-source.ts';
import { findingId } from '../../../functions/domain/finding-id.ts';
import { someNight } from '../../../scripts/bench/some-night.ts';
import { account, functionArn, sampleCoverage, sampleFinding, wholeCoverage } from '../samples.ts';
import { now } from '../world.ts';
import { hostileNight } from './hostile-night.ts';

const templates = join(import.meta.dirname, '../../../cli/report/templates');

describe('the page', () => {
  it('is the same bytes for the same data, in whatever order it was read', () => {
    const source = someNight(60);
    const { findings, coverage } = source;

    const page = reportPage(source);

    expect(reportPage(source)).toBe(page);
    expect(
      reportPage({
        ...source,
        findings: findings.toReversed(),
        coverage: coverage.toReversed(),
      }),
    ).toBe(page);
  });

  it('has each open finding once, with its evidence, its fix and the check behind it', () => {
    const source = someNight(60);

    const page = reportPage(source);

    const open = source.findings.filter(({ status }) => status === 'open');
    for (const finding of open)
      expect(page.split(`<tr id="f-${findingId(finding)}"`)).toHaveLength(2);
    expect(page.match(/<tr id="f-/g)).toHaveLength(open.length);
    expect(page).toContain('npm install lodash@4.17.21</pre>');
    expect(page).toContain('id="c-dependencies/vulnerable-package"');
  });

  it('has one fault of several functions once, wherever it lists findings', () => {
    const inCode = (name: string, over = {}) =>
      sampleFinding({
        check: 'code/secret-in-code',
        target: functionArn(name),
        summary: 'a key in app.js',
        ...over,
      });
    const suppression = { reason: 'agreed', until: '2027-05-01T00:00:00.000Z' };
    const accepted = ['d', 'e'].map((name) => inCode(name, { status: 'suppressed', suppression }));
    const other = inCode('f', {
      status: 'suppressed',
      suppression: { ...suppression, reason: 'for another reason' },
    });
    const open = ['a', 'b', 'c'].map((name) => inCode(name));
    const page = reportPage({
      account: '111122223333',
      now,
      findings: [...open, ...accepted, other],
      coverage: wholeCoverage(),
    });

    expect(page.match(/<tr id="f-/g)).toHaveLength(1);
    expect(page.match(/<li class="card/g)).toHaveLength(1);
    for (const finding of open) expect(page).toContain(`id="f-${findingId(finding)}"`);
    expect(page).toContain('<b>3<small> (1 fault)</small></b>');
    expect(page).toContain('3 findings (1 fault), the worst first.');
    expect(page).toContain('All findings <b>3</b>');
    expect(page).toContain('Suppressed <b>3</b>');
    expect(page).toContain('<td><b>3</b></td></tr></tfoot>');
    expect(page).toContain('the same in 2 other functions: b, c');
    expect(page).toContain('and 2 other functions');
    expect(page.slice(page.indexOf('id="suppressed"')).match(/a key in app\.js/g)).toHaveLength(2);
  });

  it('allows the style and the script that are in it, and nothing else', () => {
    const page = reportPage(someNight(20));

    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src '${hashIn(page, 'style')}'`,
      `script-src '${hashIn(page, 'script')}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/ (style|on\w+)=/);
    expect(page).not.toMatch(/ (src|srcset|poster|action)=/);
  });

  it('escapes whatever its templates print, and leaves out raw text but of its own', () => {
    const raw = readdirSync(templates)
      .filter((name) => name.endsWith('.eta'))
      .flatMap((name) => readFileSync(join(templates, name), 'utf8').match(/<%~[^%]*%>/g) ?? []);

    expect(raw.filter((tag) => !/^<%~ include\('\.\/[a-z]+', .*\) %>$/.test(tag))).toEqual([
      '<%~ it.style %>',
      '<%~ it.script %>',
    ]);
  });

  it('has no element and no control character that a hostile text brings', () => {
    const page = reportPage(hostileNight());

    expect(page.match(/<(script|style|title)[ >]/g)).toHaveLength(
      3 + page.split('<title>').length - 2,
    );
    expect(page).not.toMatch(/<(img|iframe|object|embed|link|base)/);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('grows by less than 1,350 bytes a finding, its link into the console among them', () => {
    const [small, big] = [reportPage(someNight(100)), reportPage(someNight(600))];

    expect((Buffer.byteLength(big) - Buffer.byteLength(small)) / 500).toBeLessThan(1_350);
  });
});

describe('evidence of a path', () => {
  it('has its steps in order, and what is said of each below it', () => {
    const evidence = ['seen from outside', '1. first', 'opened by A', '2) second', 'opened by B'];

    expect(evidenceSteps(evidence.map((text) => ({ text, path: 'a.js', line: 3 })))).toMatchObject({
      lines: [{ text: 'seen from outside', position: 'a.js:3' }],
      steps: [
        { text: 'first', position: 'a.js:3', notes: [{ text: 'opened by A' }] },
        { text: 'second', notes: [{ text: 'opened by B' }] },
      ],
    });
  });

  it('has the code where there is some', () => {
    expect(evidenceSteps([{ text: 'exec runs it', code: 'exec(cmd)' }]).lines).toMatchObject([
      { text: 'exec runs it', code: 'exec(cmd)' },
    ]);
  });

  it('is lines alone where it has no steps', () => {
    expect(evidenceSteps([{ text: 'Idle: 212 days' }]).steps).toEqual([]);
  });
});

describe('what the page says first', () => {
  const target = functionArn('checkout');

  it.each<readonly [string, Partial<ReportSource>, readonly string[]]>([
    [
      'an account that was never scanned',
      { coverage: [] },
      [
        'Nothing has been scanned yet.',
        'An empty page is not a clean account.',
        'last scan <b>never',
      ],
    ],
    [
      'nothing found, and all seen',
      { coverage: wholeCoverage(target) },
      ['Nothing is open.', 'All of 2 targets were fully covered.'],
    ],
    [
      'nothing found, and not all seen',
      {
        coverage: [
          ...wholeCoverage(target).slice(1),
          sampleCoverage({ gaps: [{ fact: 'weaknesses', reason: 'AccessDenied' }] }),
        ],
      },
      [
        'Nothing was found in what was covered.',
        '1 of 2 targets were covered only in part',
        'What was not covered may have findings.',
      ],
    ],
    [
      'a scanner that has never run to its end',
      { coverage: wholeCoverage(target).filter(({ scanner }) => scanner !== 'usage') },
      ['Never finished: usage.', 'has not finished yet'],
    ],
    [
      'what is grave, and not the rest',
      {
        coverage: wholeCoverage(target),
        findings: [
          sampleFinding({ subject: 'A' }),
          sampleFinding({ subject: 'B', severity: 'critical' }),
          sampleFinding({ subject: 'C', severity: 'low' }),
        ],
      },
      ['1 critical and 1 high findings are open.'],
    ],
    [
      'the worst, when nothing is grave',
      { coverage: wholeCoverage(target), findings: [sampleFinding({ severity: 'low' })] },
      ['1 low finding is open.', 'No open finding is critical or high'],
    ],
    [
      'a look that is old',
      {
        coverage: wholeCoverage(target).map((one) => ({
          ...one,
          observedAt: '2026-11-20T02:00:00.000Z',
        })),
      },
      ['The last scan was 5 days ago'],
    ],
    [
      'what the functions of a region could cost together',
      {
        coverage: wholeCoverage(target),
        findings: [
          sampleFinding({ target: account, subject: 'us-east-1', figures: { usdPerHour: 75 } }),
          sampleFinding({ figures: { usdPerHour: 60 } }),
        ],
      },
      ['$75<small> an hour', 'by functions in us-east-1 together, the costliest of 2'],
    ],
    [
      'money, as far as it was counted',
      {
        coverage: wholeCoverage(target),
        findings: [
          sampleFinding({ figures: { usdPerHour: 86 } }),
          sampleFinding({ subject: 'other', figures: { usdPerHour: 12 } }),
          sampleFinding({
            target: functionArn('orders'),
            figures: { usdPerHour: 3.2, usdPerMonth: 1_400 },
          }),
          sampleFinding({ target: account, figures: { usdPerMonth: 0.004 } }),
          sampleFinding({ subject: 'gone', status: 'resolved', figures: { usdPerHour: 900 } }),
        ],
      },
      [
        '$86<small> an hour',
        'by checkout, the costliest of 2',
        '$1,400<small> a month',
        'in 2 findings',
      ],
    ],
    ['no money where it was not counted', { findings: [sampleFinding()] }, ['no figure']],
  ])('%s', (_, over, texts) => {
    const page = reportPage({ account: '111122223333', now, findings: [], coverage: [], ...over });

    for (const text of texts) expect(page).toContain(text);
  });
});

function hashIn(page: string, tag: string): string {
  const [, text = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? [];

  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
