import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { weaknessKinds } from '../../functions/core/weakness.ts';
import { archiveOf } from '../../local/archive.ts';
import { authorizedFunction } from '../../local/shop/authorized-function.ts';
import type { SampleFunction } from '../../local/shop/sample-function.ts';
import { weakCode } from '../../local/shop/weak-code.ts';
import { recordedWorld } from '../cli/world.ts';

const scratch = mkdtempSync(join(tmpdir(), 'weak-code-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const [authorizer] = authorizedFunction('shop-subscriptions');
const all = [...weakCode, ...(authorizer ? [authorizer] : [])];

describe('the functions of the shop whose code is weak, and their twins', () => {
  it.each(all)('$name has the weaknesses that it names, and no others', async (sample) => {
    const expected = (sample.faults ?? [])
      .filter((fault) => fault.startsWith('code/'))
      .map((fault) => fault.slice(0, -1));

    const { findings, unknown } = await inspected(sample);

    expect(findings.map(({ check }) => check).toSorted()).toEqual(expected.toSorted());
    expect(unknown.filter(({ fact }) => fact === 'weaknesses')).toEqual([]);
  });

  it('has nearly every kind in both languages', () => {
    const kinds = all.flatMap(({ faults = [] }) => faults);
    const missing = weaknessKinds.filter((kind) => !kinds.includes(`code/${kind}#`));

    // Off by default, and what keeps a function from being a sample that runs.
    expect(missing).toEqual(['does-not-start', 'log-injection']);
  });
});

async function inspected({ name, runtime = '', files = {} }: SampleFunction): Promise<{
  readonly findings: readonly { readonly check: string }[];
  readonly unknown: readonly { readonly fact: string }[];
}> {
  const zip = join(scratch, `${name}.zip`);
  writeFileSync(zip, await archiveOf(files));
  const world = recordedWorld();

  await vigil(
    [
      'inspect',
      'package',
      zip,
      '--advisories',
      'off',
      '--json',
      '--runtime',
      runtime,
      '--handler',
      'index.handler',
    ],
    world,
  );
  return JSON.parse(world.stdout());
}
