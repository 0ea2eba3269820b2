import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../functions/core/severity.ts';
import type { Advisory } from '../../../functions/engines/packages/advisory.ts';
import type { Package } from '../../../functions/engines/packages/package.ts';
import {
  severityUnreached,
  unreachedBy,
} from '../../../functions/engines/packages/reached-package.ts';
import { advisoryOf } from './made-up-advisories.ts';

describe('severityUnreached', () => {
  it.each<[string, Severity, Partial<Advisory>, Severity]>([
    ['no more', 'critical', {}, 'medium'],
    ['no more', 'high', {}, 'low'],
    ['no more', 'medium', {}, 'info'],
    ['no more', 'low', {}, 'info'],
    ['attacked elsewhere', 'critical', { knownExploited: true }, 'high'],
    ['malicious, which harms where it is installed', 'critical', { id: 'MAL-1' }, 'critical'],
  ])('of what is %s and rated %s', (_, severity, some, here) => {
    expect(severityUnreached({ ...advisoryOf('GHSA-1'), severity, ...some })).toBe(here);
  });
});

describe('unreachedBy', () => {
  type Copy = Pick<Package, 'importedBy' | 'handlers'>;
  const [used, unused] = [['index.js'], []];
  const layer = (handlers: Readonly<Record<string, readonly string[] | undefined>>): Copy => ({
    handlers: Object.entries(handlers).map(([arn, importedBy]) => ({ arn, importedBy })),
  });

  it.each<[string, readonly Copy[], unknown]>([
    ['what the handler imports', [{ importedBy: used }], undefined],
    ['what it does not', [{ importedBy: unused }], 'all'],
    ['what is not known', [{}], undefined],
    ['one copy that is not known', [{ importedBy: unused }, {}], undefined],
    ['one copy that it imports', [{ importedBy: unused }, { importedBy: used }], undefined],
    ['what no function of a layer imports', [layer({ a: unused, b: unused })], 'all'],
    ['what one of them imports', [layer({ a: unused, b: used })], ['a']],
    ['what may be imported by one of them', [layer({ a: unused, b: undefined })], ['a']],
    [
      'another copy that one of them imports',
      [layer({ a: unused }), layer({ a: used })],
      undefined,
    ],
    ['a layer of no known function', [layer({})], undefined],
    ['no copy', [], undefined],
  ])('is known of %s', (_, copies, expected) => {
    expect(unreachedBy(copies)).toEqual(expected);
  });
});
