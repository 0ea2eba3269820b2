import { describe, expect, it } from 'vitest';
import { checksByScanner } from '../../../functions/checks/index.ts';
import type { CheckId } from '../../../functions/core/check-id.ts';
import type { Opened } from '../../../functions/core/opened.ts';
import type { Severity } from '../../../functions/core/severity.ts';
import type { TargetKind } from '../../../functions/core/target.ts';
import type { Part } from '../../../functions/domain/attack/attack-path-parts.ts';
import {
  attackSurfaceOf,
  layerWeaknesses,
  privileges,
  type Source,
  secrets,
  unseenOf,
  unseenOfPath,
  weaknesses,
} from '../../../functions/domain/attack/attack-surface.ts';
import type { TargetState } from '../../../functions/domain/attack/target-state.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { clean, openFinding, stateWith } from '../../builders/target-states.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const open = (check: CheckId, severity: Severity = 'high') =>
  stateWith(openFinding(check, { severity, subject: 'index.js: fs.readFile' }));
const without = (scanner: string, fact: string): TargetState => ({
  ...clean,
  gaps: { ...clean.gaps, [scanner]: [{ fact, reason: 'denied' }] },
});
const weightsOf = ({ links, unseen }: Part) => ({
  links: links.map(({ points, carries }) => [points, carries]),
  unseen,
});

describe('what makes a function worth attacking', () => {
  it.each<[CheckId, Severity, number, boolean]>([
    ['dependencies/malicious-package', 'critical', 30, true],
    ['dependencies/vulnerable-package', 'critical', 28, true],
    ['dependencies/vulnerable-package', 'high', 20, false],
    ['dependencies/vulnerable-package', 'medium', 10, false],
    ['code/event-code-execution', 'critical', 30, true],
    ['code/command-injection', 'critical', 30, true],
    ['code/unsafe-deserialization', 'critical', 30, true],
    ['code/path-traversal', 'high', 24, true],
    ['code/xml-external-entity', 'high', 24, true],
    ['code/query-injection', 'high', 22, true],
    // Second order: what comes back from a database.
    ['code/query-injection', 'low', 22, false],
    ['code/server-side-request-forgery', 'high', 18, true],
    ['code/tls-verification-disabled', 'high', 8, false],
    ['code/weak-crypto', 'high', 8, false],
    ['code/unescaped-html', 'medium', 6, false],
    ['dependencies/runtime-end-of-life', 'high', 12, false],
  ])('%s, %s, of the function makes it vulnerable', (check, severity, points, carries) => {
    const surface = attackSurfaceOf(ARN, open(check, severity), clean, [], factWords);

    expect(weightsOf(surface.vulnerable)).toEqual({ links: [[points, carries]], unseen: [] });
    expect(weightsOf(surface.privileged)).toEqual({ links: [], unseen: [] });
  });

  it.each([
    ['axios@0.19.2', 'axios 0.19.2 has 2 known vulnerabilities, the worst critical', false],
    ['pkg:npm/axios@0.19.2', 'axios 0.19.2 has 1 known vulnerability, critical', false],
    ['requests@2.0.0', 'requests 2.0.0 has 1 known vulnerability, critical', false],
    [
      'axios@0.19.2',
      'axios 0.19.2 has 1 known vulnerability, critical; exploited in the wild',
      true,
    ],
    ['form-data@4.0.0', 'form-data 4.0.0 has 1 known vulnerability, critical', false],
    ['axios-cache@1.0.0', 'axios-cache 1.0.0 has 1 known vulnerability, critical', true],
    ['lodash@4.17.4', 'lodash 4.17.4 has 1 known vulnerability, critical', true],
  ])(
    'a caller comes in by a package, but not by one that only sends requests: %s, %s',
    (subject, summary, carries) => {
      const weak = openFinding('dependencies/vulnerable-package', {
        subject,
        summary,
        severity: 'critical',
      });
      const surface = attackSurfaceOf(ARN, stateWith(weak), clean, [], factWords);

      expect(weightsOf(surface.vulnerable).links).toEqual([[28, carries]]);
    },
  );

  it.each([
    ['index.js: fs.readFile', true],
    ['write/index.js: open', true],
    ['app.py: pathlib.Path', true],
    ['app.py: gzip.open (3)', true],
    ['index.js: sendFile', true],
    ['index.js: fs.readdir', false],
    ['app.py: s3.download_file', false],
    ['index.js: fs.createReadStream (2)', true],
    ['index.js: fs.writeFile', false],
    ['app.py: os.remove', false],
    ['app.py: tarfile.extractall', false],
  ])('a path that a caller chooses shows files where it is read: %s', (subject, carries) => {
    const traversal = openFinding('code/path-traversal', { subject });
    const surface = attackSurfaceOf(ARN, stateWith(traversal), clean, [], factWords);

    expect(surface.vulnerable.links.map((link) => link.carries)).toEqual([carries]);
  });

  it.each<[CheckId, number, boolean]>([
    ['permissions/admin-role', 30, true],
    ['permissions/privilege-escalation', 26, true],
    ['permissions/broad-data-access', 20, true],
    ['permissions/not-action-allow', 16, true],
    ['permissions/service-wildcard', 12, true],
    ['permissions/account-wide-change', 12, true],
    ['permissions/resource-wildcard', 8, false],
  ])('%s of the role makes it privileged', (check, points, carries) => {
    const surface = attackSurfaceOf(ARN, clean, open(check), [], factWords);

    expect(weightsOf(surface.privileged)).toEqual({ links: [[points, carries]], unseen: [] });
  });

  it('a secret in the environment is something to be had', () => {
    const surface = attackSurfaceOf(ARN, open('code/secret-in-environment'), clean, [], factWords);

    expect(weightsOf(surface.privileged).links).toEqual([[18, true]]);
  });

  it('is of no other check', () => {
    const surface = attackSurfaceOf(
      ARN,
      open('dependencies/outdated-package'),
      open('permissions/shared-role'),
      [open('permissions/public-layer')],
      factWords,
    );

    expect([surface.vulnerable.links, surface.privileged.links]).toEqual([[], []]);
  });

  it('comes with any of its layers, as with its own code: the worst first', () => {
    const weak = open('dependencies/vulnerable-package', 'critical');
    const own = open('dependencies/runtime-end-of-life');

    expect(
      weightsOf(attackSurfaceOf(ARN, own, clean, [clean, weak], factWords).vulnerable).links,
    ).toEqual([
      [28, true],
      [12, false],
    ]);
  });

  it('comes with a runtime that is a part of the account’s finding, once', () => {
    const folded = ['dependencies/runtime-end-of-life', 'dependencies/vulnerable-package'] as const;
    const own = open('dependencies/runtime-end-of-life');

    for (const ofFunction of [
      { ...clean, folded },
      { ...own, folded },
    ]) {
      const surface = attackSurfaceOf(ARN, ofFunction, clean, [], factWords);
      expect(weightsOf(surface.vulnerable).links).toEqual([[12, false]]);
    }
  });

  it.each<[CheckId, Opened | undefined, boolean, string | undefined]>([
    ['dependencies/vulnerable-package', undefined, true, undefined],
    ['dependencies/vulnerable-package', 'nothing', false, undefined],
    ['dependencies/vulnerable-package', 'database', true, 'the database that it queries'],
    ['code/query-injection', undefined, true, 'the database that it queries'],
    ['code/query-injection', 'nothing', false, 'the database that it queries'],
  ])('%s that opens %s', (check, opens, carries, where) => {
    const weak = openFinding(check, { severity: 'critical', ...(opens && { opens }) });
    const { links } = attackSurfaceOf(ARN, stateWith(weak), clean, [], factWords).vulnerable;

    expect(links).toMatchObject([{ carries, ...(where !== undefined && { opens: where }) }]);
    expect(links[0]?.opens).toBe(where);
  });

  it.each([
    ['all that have it', 'all', 0],
    ['this function', ['arn:other', ARN], 0],
    ['another function', ['arn:other'], 1],
    ['none that is known', undefined, 1],
  ] as const)('counts a package that is not reachable from %s: %s', (_, unreachedBy, links) => {
    const weak = stateWith(
      openFinding('dependencies/vulnerable-package', {
        severity: 'critical',
        ...(unreachedBy && { unreachedBy }),
      }),
    );

    expect(attackSurfaceOf(ARN, weak, clean, [], factWords).vulnerable.links).toHaveLength(links);
    expect(attackSurfaceOf(ARN, clean, clean, [weak], factWords).vulnerable.links).toHaveLength(
      links,
    );
  });

  it('names the findings about the ways in', () => {
    const { exposures } = attackSurfaceOf(
      ARN,
      open('permissions/unauthenticated-url'),
      clean,
      [],
      factWords,
    );

    expect(exposures.map(({ check }) => check)).toEqual(['permissions/unauthenticated-url']);
  });
});

describe('what could not be seen', () => {
  it.each<[string, TargetState, TargetState, readonly TargetState[], string | undefined]>([
    ['nothing', clean, clean, [], undefined],
    [
      'packages of its own',
      without('dependencies', 'vulnerablePackages'),
      clean,
      [],
      'vulnerable? vulnerable packages in its code: denied',
    ],
    [
      'packages of a layer',
      clean,
      clean,
      [clean, without('dependencies', 'vulnerablePackages')],
      'vulnerable? vulnerable packages in its code: denied',
    ],
    [
      'its code',
      without('code', 'weaknesses'),
      clean,
      [],
      'vulnerable? weaknesses in its code: denied',
    ],
    [
      'its environment',
      without('code', 'environmentSecrets'),
      clean,
      [],
      'privileged? secrets in its environment: denied',
    ],
    [
      'its role',
      clean,
      without('permissions', 'permissions'),
      [],
      'privileged? its permissions: denied',
    ],
    [
      'which roles it can become',
      clean,
      without('permissions', 'onward'),
      [],
      'privileged? the roles that it can become: denied',
    ],
    [
      'a role of which nothing was stored',
      clean,
      { open: [], gaps: {} },
      [],
      'privileged? the permissions scanner has not seen it lately',
    ],
    ['what does not matter here', without('dependencies', 'inspection'), clean, [], undefined],
    [
      'a target that was stored in part',
      clean,
      without('permissions', 'record'),
      [],
      'privileged? whether all that was seen is stored: denied',
    ],
  ])('is named: %s', (_, ofFunction, ofRole, ofLayers, expected) => {
    expect(unseenOf(attackSurfaceOf(ARN, ofFunction, ofRole, ofLayers, factWords))).toBe(expected);
  });

  it('is not named where something is known all the same', () => {
    const partly = {
      ...open('dependencies/runtime-end-of-life'),
      gaps: without('code', 'weaknesses').gaps,
    };

    expect(unseenOf(attackSurfaceOf(ARN, partly, clean, [], factWords))).toBeUndefined();
  });
});

describe('what could make a path of it', () => {
  const admin = open('permissions/admin-role');
  const blind = without('code', 'weaknesses');
  const evil = open('code/event-code-execution');

  it.each<[string, TargetState, TargetState, string | undefined]>([
    [
      'a weakness that could not be seen, under an administrator',
      blind,
      admin,
      'vulnerable? weaknesses in its code: denied',
    ],
    ['nothing, where the role gives nothing', blind, clean, undefined],
    ['nothing, where it is a path', evil, admin, undefined],
    [
      'a role that could not be seen, behind a weakness',
      evil,
      without('permissions', 'permissions'),
      'privileged? its permissions: denied',
    ],
    ['nothing, where it is not weak', clean, without('permissions', 'permissions'), undefined],
    [
      'a better weakness than the one that is known',
      { ...blind, open: open('dependencies/runtime-end-of-life').open },
      admin,
      'vulnerable? weaknesses in its code: denied',
    ],
  ])('is %s', (_, ofFunction, ofRole, expected) => {
    expect(unseenOfPath(attackSurfaceOf(ARN, ofFunction, ofRole, [], factWords))).toBe(expected);
  });
});

describe('a source', () => {
  it.each<[TargetKind, readonly Source[]]>([
    ['function', [...weaknesses, ...secrets]],
    ['layer', layerWeaknesses],
    ['role', privileges],
  ])('about a %s is a check that there is, with the facts that it needs', (kind, sources) => {
    const checks = Object.values(checksByScanner)
      .flat()
      .filter(({ target }) => target === kind);

    for (const { check, facts } of sources) {
      const needs: readonly string[] = checks.find(({ id }) => id === check)?.needs ?? [];
      expect({ check, needs }).toEqual({ check, needs: expect.arrayContaining([...facts]) });
    }
  });
});
