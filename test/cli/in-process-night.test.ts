import { describe, expect, it } from 'vitest';
import { inProcessNight } from '../../cli/in-process-night.ts';
import { inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { perTarget } from '../../functions/app/collectors.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import { lines } from '../../functions/core/evidence.ts';
import { accountTarget, type Target } from '../../functions/core/target.ts';
import { failIfAny, pass } from '../../functions/domain/check.ts';
import { readRules } from '../../functions/domain/rules/read-rules.ts';
import type { Rules } from '../../functions/domain/rules/rules.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { factWords } from '../../functions/facts/index.ts';
import type { AssembledScanner, ScannerParts } from '../../functions/scanners/assembled-scanner.ts';
import { functionArn, roleArn } from './samples.ts';

const account = accountTarget('111122223333', 'aws');
const key = {
  accessKeyId: 'id',
  secretAccessKey: 'key',
  sessionToken: 'token',
  expiration: new Date('2026-01-02T00:00:00Z'),
};
const words = {
  severity: 'high',
  practice: 'permissions',
  rationale: 'r',
  remediation: 'm',
  references: [],
  suppression: { whole: 'r' },
} as const;
const shared = defineCheck({
  ...words,
  id: 'permissions/shared',
  target: 'role',
  title: 'Shared',
  needs: ['sharers'],
  evaluate: ({ sharers }) =>
    sharers.length > 1
      ? failIfAny([{ subject: 'role', summary: `${sharers.length}`, evidence: lines(...sharers) }])
      : pass,
});
const named = defineCheck({
  ...words,
  id: 'code/named',
  target: 'function',
  title: 'Named',
  needs: ['configuration'],
  evaluate: ({ configuration: { name } }) =>
    failIfAny([{ subject: 'function', summary: name, evidence: [] }]),
});

describe('inProcessNight', () => {
  it('has each scanner see what those before it have stored', async () => {
    const seen: string[] = [];
    const night = nightOf({ usage: (parts) => targetStateReader(parts, seen) });

    for (const name of scannerNames) await night.run(name, () => {});

    expect(seen).toEqual([
      'code/named of checkout',
      'code/named of orders',
      'code/named of billing',
    ]);
  });

  it('leaves out functions of other names and roles that none of the rest runs as', async () => {
    const night = nightOf({}, 'check*');

    for (const name of scannerNames) await night.run(name, () => {});

    const targets = night.findings.coverage().map(({ target }) => target);
    expect([...new Set(targets)].sort()).toEqual(
      [account.arn, roleArn('both'), functionArn('checkout')].sort(),
    );
  });

  it('knows all that share a role, also those that are left out', async () => {
    const night = nightOf({}, 'checkout');

    await night.run('permissions', () => {});

    expect(night.findings.open()).toMatchObject([{ check: 'permissions/shared', summary: '2' }]);
  });

  it('records by the rules that it is given', async () => {
    const rules = readRules({
      rules: [
        {
          name: 'orders-go',
          match: { function: 'orders' },
          suppress: true,
          reason: 'r',
          forever: true,
        },
      ],
    });
    const night = nightOf({}, undefined, rules);

    await night.run('code', () => {});

    expect(night.findings.open().map(({ summary }) => summary)).toEqual(['checkout', 'billing']);
  });

  it('reports how many targets are done', async () => {
    const reported: number[] = [];

    await nightOf({}).run('code', (done) => reported.push(done));

    expect(reported.at(-1)).toBe(4);
  });

  it('has the sweep wait for work, so that not all of an account is held at once', async () => {
    let [listed, done, mostAhead] = [0, 0, 0];
    const night = nightOf({
      code: (parts) => ({
        ...functionScanner(parts),
        inventory: {
          read: async () => undefined,
          regions: async () => ({ open: ['eu-west-1'], closed: [] }),
          async *functions() {
            for (let index = 0; index < 200; index += 1) {
              listed += 1;
              mostAhead = Math.max(mostAhead, listed - done);
              yield functionNamed(`f${index}`, 'both');
            }
          },
        },
        chunk: 10,
      }),
    });

    await night.run('code', (now) => {
      done = now;
    });

    expect(done).toBe(201);
    expect(mostAhead).toBeLessThanOrEqual(50);
  });
});

describe('inProcessNight over two accounts', () => {
  it('takes nothing of the other one for gone on the night after', async () => {
    const theirs = '444455556666';
    const findings = inMemoryFindings();
    const gone: string[] = [];
    const scan = (parts: ScannerParts): AssembledScanner => ({
      ...functionScanner(parts),
      observer: { ...functionScanner(parts).observer, clock: parts.clock },
      inventory: {
        ...inventory,
        async *functions(region) {
          for await (const one of inventory.functions(region)) {
            yield parts.entered ? { ...one, arn: one.arn.replace(account.account, theirs) } : one;
          }
        },
      },
    });
    const night = nightOf({ code: scan }, undefined, undefined, {
      others: [{ account: theirs, credentials: async () => key }],
      findings: {
        ...findings,
        write(transitions, coverage, ...rest) {
          if (coverage.gone) gone.push(coverage.target);
          return findings.write(transitions, coverage, ...rest);
        },
      },
    });

    for (let nights = 0; nights < 2; nights += 1) await night.run('code', () => {});

    expect(gone).toEqual([]);
  });
});

type Assemblers = Parameters<typeof inProcessNight>[0]['scanners'];

function nightOf(
  over: Partial<Assemblers>,
  functions?: string,
  rules?: Rules,
  more: Partial<Parameters<typeof inProcessNight>[0]> = {},
) {
  let second = 0;
  const scanners: Assemblers = {
    code: functionScanner,
    dependencies: (parts) => ({ ...functionScanner(parts), observer: observerOf('dependencies') }),
    permissions: roleScanner,
    usage: (parts) => ({ ...functionScanner(parts), observer: observerOf('usage') }),
    ...over,
  };

  return inProcessNight({
    scanners,
    account,
    settings: defaultScanSettings,
    clock: () => new Date(Date.UTC(2026, 0, 1, 0, 0, ++second)),
    onCall: () => {},
    functions,
    rules,
    ...more,
  });
}

function functionScanner(_: ScannerParts): AssembledScanner {
  return {
    observer: {
      ...observerOf('code'),
      checks: [named],
      collectors: { function: { configuration: perTarget((target) => target) } },
    },
    inventory,
    chunk: 1,
  };
}

function roleScanner({ facts }: ScannerParts): AssembledScanner {
  const sharers = async ({ arn }: Target<'role'>) => (await facts.read('role', [arn])).get(arn);

  return {
    observer: {
      ...observerOf('permissions'),
      checks: [shared],
      collectors: { role: { sharers: perTarget(sharers) } },
    },
    surveys: { roles: { survey: (functions) => facts.write('role', functions) } },
    inventory,
    chunk: 1,
  };
}

function targetStateReader({ targetState }: ScannerParts, seen: string[]): AssembledScanner {
  const read = async (target: Target<'function'>) => {
    const { open } = await targetState(target.arn, '2000-01-01');
    seen.push(...open.map(({ check, summary }) => `${check} of ${summary}`));
    return target;
  };

  return {
    observer: {
      ...observerOf('usage'),
      checks: [named],
      collectors: { function: { configuration: perTarget(read) } },
    },
    inventory,
    chunk: 10,
  };
}

function observerOf(name: string) {
  return {
    name,
    checks: [],
    collectors: {},
    clock: () => new Date('2026-01-01T12:00:00Z'),
    words: factWords,
  };
}

const inventory: AssembledScanner['inventory'] = {
  read: async () => undefined,
  regions: async () => ({ open: ['eu-west-1'], closed: [] }),
  async *functions() {
    yield functionNamed('checkout', 'both');
    yield functionNamed('orders', 'both');
    yield functionNamed('billing', 'own');
  },
};

function functionNamed(name: string, role: string): Target<'function'> {
  return {
    kind: 'function',
    account: '111122223333',
    region: 'eu-west-1',
    arn: functionArn(name),
    name,
    roleArn: roleArn(role),
    packageType: 'Zip',
    codeSha256: 'x',
    codeSize: 1,
    layers: [],
    lastModified: '2026-01-01T00:00:00.000Z',
    revisionId: '',
    versions: [],
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    storageMb: 512,
  };
}
