import { describe, expect, it } from 'vitest';
import type { Advisory } from '../../../functions/engines/packages/advisory.ts';
import {
  furtherAdvisories,
  withFurther,
} from '../../../functions/engines/packages/further-advisories.ts';
import { advisoryOf } from './made-up-advisories.ts';

const advisory = (id: string, aliases: readonly string[] = [], below = '2.0.0'): Advisory => ({
  ...advisoryOf(id, ['0', below]),
  aliases,
});
const own = advisory('RETIRE-1');
const idsIn = (reported: ReadonlyMap<string, readonly Advisory[]>) =>
  [...reported].map(([purl, some]) => `${purl} ${some.map(({ id }) => id)}`);

describe('furtherAdvisories', () => {
  it.each([
    ['what affects the version', 'pkg:npm/lib@1.0.0', 'lib', ['pkg:npm/lib@1.0.0 RETIRE-1']],
    ['nothing of a version beyond it', 'pkg:npm/lib@2.0.0', 'lib', []],
    ['nothing of another package', 'pkg:npm/liberal@1.0.0', 'lib', []],
    ['nothing of another ecosystem', 'pkg:pypi/lib@1.0.0', 'lib', []],
    ['what is in a scope', 'pkg:npm/%40a/lib@1.0.0', '@a/lib', ['pkg:npm/%40a/lib@1.0.0 RETIRE-1']],
    ['nothing of what is no version', 'pkg:npm/lib@abc', 'lib', []],
  ])('reports %s', (_, purl, name, expected) => {
    expect(idsIn(furtherAdvisories(new Map([[purl, []]]), new Map([[name, [own]]])))).toEqual(
      expected,
    );
  });

  it.each([
    ['its id', advisory('GHSA-1'), advisory('GHSA-1')],
    ['an alias', advisory('PYSEC-1', ['CVE-1']), advisory('GHSA-1', ['CVE-1'])],
  ])('leaves out what is reported already by %s', (_, first, twin) => {
    const reported = new Map([['pkg:npm/lib@1.0.0', [first]]]);

    expect(idsIn(furtherAdvisories(reported, new Map([['lib', [twin, own]]])))).toEqual([
      'pkg:npm/lib@1.0.0 RETIRE-1',
    ]);
  });

  it('leaves out of one version what is reported of another one', () => {
    const reported = new Map([
      ['pkg:npm/lib@1.0.0', [advisory('GHSA-1', [], '1.0.1')]],
      ['pkg:npm/lib@1.0.1', []],
    ]);

    expect(idsIn(furtherAdvisories(reported, new Map([['lib', [advisory('GHSA-1')]]])))).toEqual(
      [],
    );
  });
});

describe('withFurther', () => {
  it('adds to what is reported, and nothing else', () => {
    const reported = new Map([['pkg:npm/lib@1.0.0', [advisory('GHSA-1')]]]);
    const further = new Map([
      ['pkg:npm/lib@1.0.0', [own]],
      ['pkg:npm/other@1.0.0', [own]],
    ]);

    expect(idsIn(withFurther(reported, further))).toEqual(['pkg:npm/lib@1.0.0 GHSA-1,RETIRE-1']);
  });
});
