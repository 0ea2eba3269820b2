import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { archiveOf } from '../../local/archive.ts';
import { sampleSecrets } from '../../local/shop/sample-secrets.ts';
import { shop } from '../../local/shop/shop-functions.ts';
import { recordedWorld } from '../cli/world.ts';

const scratch = mkdtempSync(join(tmpdir(), 'secret-code-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const secretChecks = ['code/secret-in-code', 'code/shipped-files'];
describe('the functions of the shop with secrets in their code, and their twins', () => {
  it('are there in both languages', () => {
    const planted = shop.filter(({ faults = [] }) => faults.some(isOfSecrets));

    expect(planted.map(({ runtime }) => runtime)).toEqual(['nodejs24.x', 'python3.13']);
  });

  it('hold every secret that is looked for in all that is stored', () => {
    const code = JSON.stringify(shop);

    for (const [name, secret] of Object.entries(sampleSecrets)) {
      // The key of AWS is the change of the third night.
      expect([name, code.includes(secret)]).toEqual([name, name !== 'awsKey']);
    }
  });

  it.each(['shop-fax-orders', 'shop-loyalty-cards', 'shop-backup-check', 'shop-parcels'])(
    '%s has those that it names, and no others',
    async (name) => {
      const sample = shop.find((each) => each.name === name);
      const { files = {}, faults = [], runtime = '' } = sample ?? {};
      const zip = join(scratch, `${name}.zip`);
      writeFileSync(zip, await archiveOf(files));
      const world = recordedWorld();

      await vigil(
        ['inspect', 'package', zip, '--advisories', 'off', '--json'].concat([
          '--runtime',
          runtime,
          '--handler',
          'index.handler',
        ]),
        world,
      );

      const { findings } = JSON.parse(world.stdout()) as {
        readonly findings: readonly { readonly check: string; readonly subject: string }[];
      };
      expect(findings.map(({ check, subject }) => `${check}#${subject}`).toSorted()).toEqual(
        faults.filter(isOfSecrets).toSorted(),
      );
    },
  );
});

function isOfSecrets(fault: string): boolean {
  return secretChecks.some((check) => fault.startsWith(`${check}#`));
}
