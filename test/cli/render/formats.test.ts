import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { type ListingFormat, rendered } from '../../../cli/render/formats.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import { findingId } from '../../../functions/domain/finding-id.ts';
import { sampleFinding } from '../samples.ts';
import { listingOf } from './listings.ts';

const listingFormats = ['jsonl', 'csv', 'sarif', 'ocsf', 'asff', 'markdown', 'html'] as const;

describe('each format', () => {
  it.each(listingFormats)('%s is whole without a finding', async (format) => {
    const text = await rendered(format, listingOf([]));

    if (format === 'jsonl') expect(text).toBe('');
    else expect(text).not.toBe('');
    if (format === 'ocsf' || format === 'asff') expect(JSON.parse(text)).toEqual([]);
  });

  it.each(['sarif', 'markdown', 'html'] as const)(
    '%s says what was not checked',
    async (format) => {
      expect(await rendered(format, listingOf([]))).toMatch(/role 1 is denied|role 1 is\\ denied/);
    },
  );

  it('keeps what a reader reads', async () => {
    const finding = sampleFinding({ summary: 'STRIPE_KEY looks like a live key' });
    const page = await rendered('markdown', listingOf([finding]));

    expect(micromark(page, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })).toContain(
      '<td>STRIPE_KEY looks like a live key</td>',
    );
  });
});

describe('OCSF', () => {
  it('has a package with its advisories, and code with its places', async () => {
    const events = await eventsOf([
      sampleFinding({
        check: 'dependencies/vulnerable-package',
        subject: '@a/b@1.0.0',
        mark: { things: [['GHSA-35jh-r3h4-6jhm', 'CVE-2026-1'], ['CVE-2026-2'], ['attacks by x']] },
      }),
      sampleFinding({
        check: 'code/command-injection',
        cwe: 'CWE-78',
        evidence: [{ text: 'exec runs it', path: 'src/a.js', line: 3, column: 1 }],
      }),
    ]);

    expect(events[0]).toMatchObject({
      class_uid: 2002,
      type_uid: 200201,
      vulnerabilities: [
        {
          advisory: { uid: 'GHSA-35jh-r3h4-6jhm' },
          affected_packages: [{ name: '@a/b', version: '1.0.0' }],
        },
        { cve: { uid: 'CVE-2026-2' } },
      ],
    });
    expect(events[1]).toMatchObject({
      class_uid: 2002,
      vulnerabilities: [
        {
          cwe: { uid: 'CWE-78' },
          affected_code: [{ file: { path: 'src/a.js', name: 'a.js' }, start_line: 3 }],
        },
      ],
    });
  });

  it('has a compliance finding with its standards, which passes when it is resolved', async () => {
    const admin = sampleFinding({ check: 'permissions/admin-role', cwe: 'CWE-250' });
    const events = await eventsOf([admin, { ...admin, status: 'resolved' }]);

    expect(events[0]).toMatchObject({
      class_uid: 2003,
      activity_id: 1,
      status_id: 1,
      compliance: {
        status_id: 3,
        standards: expect.arrayContaining(['AWS Foundational Security Best Practices']),
        requirements: expect.arrayContaining(['CWE-250', 'IAM.1', '12.9']),
      },
    });
    expect(events[1]).toMatchObject({ activity_id: 3, status_id: 4, compliance: { status_id: 1 } });
  });

  async function eventsOf(some: readonly Finding[]) {
    return JSON.parse(await rendered('ocsf', listingOf(some)));
  }
});

describe('SARIF of what is deployed', () => {
  it('lies in the function, which its logical location names', async () => {
    const target = 'arn:aws:lambda:eu-west-1:111122223333:function:checkout';
    const finding = sampleFinding({
      target,
      evidence: [{ text: 'a', path: '../src/a b.js', line: 3, code: 'eval(x)' }],
    });
    const log = JSON.parse(await rendered('sarif', listingOf([finding])));

    expect(log.runs[0].results[0]).toMatchObject({
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'checkout/src/a%20b.js' } },
          logicalLocations: [{ fullyQualifiedName: target, kind: 'resource' }],
        },
      ],
      partialFingerprints: { 'lambdaVigilFinding/v1': findingId(finding) },
    });
    expect(log.runs[0].automationDetails.id).toBe('lambda-vigil/111122223333/');
  });
});

describe('the owners of a finding', () => {
  const one = sampleFinding({ owner: 'shop', stack: 'live', application: 'checkout' });
  const several = sampleFinding({ subject: 'B', owners: ['post', 'shop'], stacks: ['a', 'b'] });

  it.each<[ListingFormat, readonly string[]]>([
    ['csv', [',shop,live,checkout,', ',post; shop,a; b,,']],
    ['markdown', [', shop\n', ', post, shop\n']],
    ['html', [', shop</p>', ', post, shop</p>']],
    ['jsonl', ['"owner":"shop"', '"owners":["post","shop"]']],
    ['asff', ['"ApplicationName": "checkout"', '"lambda-vigil/owner": "post, shop"']],
  ])('stand in %s', async (format, parts) => {
    const text = await rendered(format, listingOf([one, several]));

    for (const part of parts) expect(text).toContain(part);
  });

  it('stand beside who deployed it last', async () => {
    const by = { at: '2026-11-23T10:31:00Z', by: 'arn:aws:iam::111122223333:user/=ada' };
    const listing = listingOf([sampleFinding({ lastDeployment: by })]);

    expect(await rendered('csv', listing)).toContain(',user/=ada,2026-11-23T10:31:00Z');
    expect(await rendered('jsonl', listing)).toContain(`"lastDeployment":${JSON.stringify(by)}`);
  });

  it('stand in SARIF as properties, and in OCSF at the resource', async () => {
    const sarif = JSON.parse(await rendered('sarif', listingOf([several])));
    const ocsf = JSON.parse(await rendered('ocsf', listingOf([one])));

    expect(sarif.runs[0].results[0].properties).toMatchObject({ owner: ['post', 'shop'] });
    expect(ocsf[0].resources).toMatchObject([
      { owner: { name: 'shop' }, labels: ['stack: live', 'application: checkout'] },
    ]);
  });
});
