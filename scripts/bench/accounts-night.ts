import { callersAccount } from '../../cli/aws/caller.ts';
import { inProcessNight } from '../../cli/in-process-night.ts';
import { scanners } from '../../cli/scanners.ts';
import type { EnteredAccount } from '../../functions/adapters/aws/aws-clients.ts';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import type { AccountsNight } from './accounts.ts';

/** Two nights over several accounts of the cloud of the environment, as a line of JSON. */
const [region = '', accounts = '', feeds = '{}'] = process.argv.slice(2);
const DAY_MS = 24 * 60 * 60 * 1000;

const others = accounts.split(',').filter(Boolean).map(entered);
const store = countedFacts();
const recorded = countedFindings();
let days = 0;
let calls = new Map<string, Map<string, number>>();
const night = inProcessNight({
  scanners,
  account: (await callersAccount(() => undefined)).account,
  settings: { ...defaultScanSettings, ...JSON.parse(feeds), regions: [region], apiRate: 100_000 },
  clock: () => new Date(Date.now() + days * DAY_MS),
  onCall({ service, operation }, account) {
    const ofAccount = calls.get(account) ?? new Map<string, number>();
    const name = `${service}:${operation}`;
    calls.set(account, ofAccount.set(name, (ofAccount.get(name) ?? 0) + 1));
  },
  facts: store.facts,
  findings: recorded.findings,
  others,
});
const nights: AccountsNight[] = [];

for (; days < 2; days += 1) {
  calls = new Map();
  const [readBefore, writtenBefore] = [new Map(store.read()), store.written()];
  const rowsBefore = recorded.written();
  const [started, processor] = [performance.now(), process.cpuUsage()];
  for (const name of scannerNames) await night.run(name, () => undefined);
  const { user, system } = process.cpuUsage(processor);

  nights.push({
    seconds: (performance.now() - started) / 1_000,
    processorSeconds: (user + system) / 1e6,
    calls: Object.fromEntries([...calls].map(([of, some]) => [of, Object.fromEntries(some)])),
    factsRead: sum(store.read()) - sum(readBefore),
    factsReadByKind: Object.fromEntries(
      [...store.read()].map(([kind, count]) => [kind, count - (readBefore.get(kind) ?? 0)]),
    ),
    factsWritten: store.written() - writtenBefore,
    factsStored: store.stored(),
    rowsWritten: recorded.written() - rowsBefore,
    rowsStored: (await Array.fromAsync(night.findings.everything())).length,
    open: night.findings.open().length,
  });
}
console.info(JSON.stringify(nights));

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/** Twelve digits are an account of the local cloud. */
function entered(account: string): EnteredAccount {
  const expiration = new Date(Date.now() + DAY_MS);
  const key = { accessKeyId: account, secretAccessKey: 'local', sessionToken: 'local' };

  return { account, credentials: async () => ({ ...key, expiration }) };
}

/** Counts what a transaction would write: each transition, and the coverage. */
function countedFindings() {
  const findings = inMemoryFindings();
  let written = 0;
  const counted: typeof findings = {
    ...findings,
    async write(transitions, coverage, lock, quiet, reowned = []) {
      await findings.write(transitions, coverage, lock, quiet, reowned);
      written += transitions.length + reowned.length + 1;
    },
  };

  return { findings: counted, written: () => written };
}

/** Counts items as the table does: each id that is asked for, and each that is put. */
function countedFacts() {
  const facts = inMemoryFacts();
  const ids = new Set<string>();
  const read = new Map<string, number>();
  let written = 0;

  const counted: FactStore = {
    read(kind, of) {
      read.set(kind, (read.get(kind) ?? 0) + new Set(of).size);
      return facts.read(kind, of);
    },
    write(kind, values) {
      written += values.size;
      for (const id of values.keys()) ids.add(`${kind} ${id}`);
      return facts.write(kind, values);
    },
  };
  return { facts: counted, read: () => read, written: () => written, stored: () => ids.size };
}
