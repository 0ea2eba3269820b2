import { describe, expect, it } from 'vitest';
import { withLinkage } from '../../../functions/engines/packages/linkage.ts';
import { advisoriesFor, parseOsvRecord } from '../../../functions/engines/packages/osv-record.ts';
import { type Package, packageOf } from '../../../functions/engines/packages/package.ts';
import { marksOf } from '../../../functions/engines/packages/programs/function-marks.ts';

const text = packageOf(
  { ecosystem: 'Go', name: 'golang.org/x/text', version: 'v0.3.5' },
  { channel: 'build info', path: 'bootstrap' },
);
const path = 'golang.org/x/text/language';
const parsing = copyWith(['Tag.String', 'ParseAcceptLanguage.func1']);
const plain = copyWith(['Make']);
const fault = { path, symbols: ['MatchStrings', 'ParseAcceptLanguage'] };

describe('whether what is at fault is in the program', () => {
  it.each([
    ['there', [fault], [parsing], { linked: true, severity: 'high' }],
    ['not there', [fault], [plain], { linked: false, severity: 'low' }],
    ['there in one of two programs', [fault], [plain, parsing], { linked: true }],
    ['not known of one of two programs', [fault], [plain, text], { severity: 'high' }],
    ['not known, for the program does not show it', [fault], [text], { severity: 'high' }],
    ['not known, for no record says what it is', undefined, [plain], { severity: 'high' }],
    ['any function of a package', [{ path }], [plain], { linked: true }],
    ['any function of another package', [{ path: `${path}/x` }], [plain], { linked: false }],
    ['for another system', [{ ...fault, goos: ['windows'] }], [parsing], { linked: false }],
    ['for this system too', [{ ...fault, goos: ['linux'] }], [parsing], { linked: true }],
    ['listed in an unknown form', [{ symbols: 3 }], [plain], { severity: 'high' }],
    ['listed without any import', [], [plain], { severity: 'high' }],
    [
      'listed at more length than any',
      [{ path, symbols: Array.from({ length: 2_001 }, (_, at) => `F${at}`) }],
      [plain],
      { severity: 'high' },
    ],
  ])('is reported where it is %s', (_, imports, copies, expected) => {
    const linked = judged(imports, copies);

    expect(linked).toMatchObject(expected);
    if (!('linked' in expected)) expect(linked).not.toHaveProperty('linked');
  });

  it('is taken from the twin that lists it', () => {
    const twins = [
      { ...recordWith(undefined), id: 'GHSA-1', aliases: ['GO-1'] },
      recordWith([fault]),
    ];

    const [known] = advisoriesFor(twins.map(parseOsvRecord), text);
    expect(known).toMatchObject({ id: 'GHSA-1', imports: [fault] });
  });

  it('is not reported of a module of which only a part is listed', () => {
    const [first] = recordWith([fault]).affected;
    const record = {
      ...recordWith([fault]),
      affected: [first, { ...first, ecosystem_specific: {} }],
    };

    expect(advisoriesFor([parseOsvRecord(record)], text)[0]).not.toHaveProperty('imports');
  });
});

function copyWith(symbols: readonly string[]): Package {
  return { ...text, functionMarks: marksOf(symbols.map((symbol) => ({ path, symbol }))) };
}

function judged(imports: unknown, copies: readonly Package[]) {
  const [advisory] = advisoriesFor([parseOsvRecord(recordWith(imports))], text);

  return advisory && withLinkage(advisory, copies);
}

function recordWith(imports: unknown) {
  return {
    id: 'GO-1',
    database_specific: { severity: 'HIGH' },
    affected: [
      {
        package: { ecosystem: 'Go', name: 'golang.org/x/text' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '0.3.7' }] }],
        ...(imports !== undefined && { ecosystem_specific: { imports } }),
      },
    ],
  };
}
