import {
  inMemoryFacts,
  inMemoryFindings,
  inMemoryNight,
} from '../../functions/adapters/tables/in-memory.ts';
import { accountFacts } from '../../functions/app/account-facts.ts';
import type { Chunk, SweepStep, UnitReader } from '../../functions/app/ports.ts';
import type { SteppedSweep } from '../../functions/app/sweep-steps.ts';
import { takeMessage } from '../../functions/app/take-message.ts';
import { listWatchedAccounts, watchedBy } from '../../functions/app/watched-accounts.ts';
import type { Scanner } from '../../functions/app/work.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import {
  accountTarget,
  type FunctionTarget,
  layerTarget,
  type Target,
} from '../../functions/core/target.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import { kindsOf } from '../../functions/domain/registry.ts';
import type { Watch } from '../../functions/domain/watched-account.ts';
import { factWords } from '../../functions/facts/index.ts';
import { configuration } from '../../functions/facts/several/configuration.ts';
import { layerSharers } from '../../functions/facts/several/sharers.ts';
import { functionNamed } from './targets.ts';

export const hub = '111122223333';
const REGION = 'eu-west-1';

/** What there is in each account, by name; or why it cannot be entered. */
export type World = Readonly<Record<string, readonly FunctionTarget[] | Error>>;

/** Nights of one scanner over several accounts, whose checks fail for each function and each layer. */
export function watchedNights(watch: Watch, readUnit: UnitReader = async () => []) {
  const findings = inMemoryFindings();
  const facts = inMemoryFacts();
  let second = 0;
  let world: World = {};
  let date = Date.parse('2026-11-28T02:00:00Z');
  let rowsRead = 0;
  const clock = () => new Date(date + 1_000 * ++second);
  const night = inMemoryNight(clock);
  const watched = watchedBy({ facts, own: hub, watch });
  const queue: (Chunk | SweepStep)[] = [];
  const order: string[] = [];
  const layers: string[] = [];
  const quiet = new Map<string, boolean>();

  const send = async (message: Chunk | SweepStep) => {
    const text = JSON.stringify(message);
    const targets = 'targets' in message ? message.targets.length : 0;
    await night.ledgerOf('code', message.account).queued(message.sweep, { id: text, targets });
    queue.push(JSON.parse(text));
  };
  const store = {
    ...findings,
    async *known(...asked: Parameters<typeof findings.known>) {
      for await (const row of findings.known(...asked)) {
        rowsRead += 1;
        yield row;
      }
    },
    async write(...written: Parameters<typeof findings.write>) {
      const [transitions, coverage, , isQuiet] = written;
      for (const { finding } of transitions)
        quiet.set(`${finding.target} ${coverage.observedAt}`, isQuiet);
      await findings.write(...written);
    },
  };

  const sweepOf = (account: string | undefined): SteppedSweep => {
    const id = account ?? hub;
    const there = () => {
      const found = world[id] ?? [];
      if (found instanceof Error) throw found;
      return found;
    };

    return {
      scanner: 'code',
      kinds: kindsOf(observer.checks),
      account: accountTarget(id, 'aws'),
      inventory: {
        read: async () => undefined,
        regions: async () => ({ open: there().length >= 0 ? [REGION] : [], closed: [] }),
        async *functions() {
          yield* there();
        },
      },
      findings: store,
      queue: { send },
      steps: { sendStep: send },
      facts: account === undefined ? facts : accountFacts(facts, account),
      ledger: night.ledgerOf('code', account),
      night: (scanners) => night.read(scanners, account),
      chunk: 100,
      clock,
      shared: facts,
      ...(account === undefined
        ? {
            others: {
              list: () => listWatchedAccounts({ watch, own: hub, readUnit, facts, clock }),
              ledgerOf: (of) => night.ledgerOf('code', of),
            },
          }
        : { member: { enter: async () => there() } }),
    };
  };

  const observer: Scanner<typeof broken | typeof old> = {
    name: 'code',
    checks: [broken, old],
    collectors: {
      function: { configuration: configuration() },
      layer: { sharers: layerSharers(facts, watched) },
    },
    clock,
    words: factWords,
  };

  return {
    findings,
    facts,
    order,
    /** In whose sweep which layer was looked at, by account and ARN. */
    layers,
    night,
    watched,
    /** Rows of coverage that ends of sweeps have read. */
    rowsRead: () => rowsRead,
    /** Whether what changed of a target last was part of a first night. */
    isQuiet: (arn: string) => [...quiet].findLast(([key]) => key.startsWith(`${arn} `))?.[1],
    /** Names of the functions, and of layers, that something is open about, by account. */
    open: () =>
      findings
        .open()
        .map(({ target }) => target)
        .toSorted(),
    coverageOf: (account: string) =>
      findings.coverage().find(({ target }) => target === accountTarget(account, 'aws').arn),

    async run(there: World, reordered = (all: (Chunk | SweepStep)[]) => all.shift()) {
      world = there;
      date += 24 * 60 * 60 * 1_000;
      const sweep = clock().toISOString();
      await night.ledgerOf('code').begin(sweep);
      await send({ step: 'accounts', sweep });

      for (let message = reordered(queue); message; message = reordered(queue)) {
        const id = JSON.stringify(message);
        const parts = sweepOf(message.account);
        const account = message.account ?? hub;
        if ('step' in message) order.push(`${message.step} ${account}`);
        else layers.push(...message.targets.filter(isLayer).map(({ arn }) => `${account} ${arn}`));
        await takeMessage(
          {
            observer,
            sweep: parts,
            findings: store,
            settings: { regions: [] },
            ledger: parts.ledger as never,
          },
          {
            message,
            queued: { id, targets: 'targets' in message ? message.targets.length : 0 },
            deliveries: 1,
            isLate: () => false,
          },
        );
      }
      return sweep;
    },
  };
}

function isLayer({ kind }: Target): boolean {
  return kind === 'layer';
}

export function functionIn(account: string, name: string, layers: readonly string[] = []) {
  return functionNamed(name, {
    account,
    arn: arnIn(account, name),
    roleArn: `arn:aws:iam::${account}:role/${name}`,
    layers,
  });
}

export function arnIn(account: string, name: string): string {
  return `arn:aws:lambda:${REGION}:${account}:function:${name}`;
}

export function layerOf(publisher: string, version: string): string {
  return layerTarget(`arn:aws:lambda:${REGION}:${publisher}:layer:${version}`, hub).arn;
}

const texts = {
  title: 'Broken',
  severity: 'high',
  practice: 'code',
  rationale: 'It is.',
  remediation: 'Repair it.',
  references: ['https://docs.aws.amazon.com/lambda/'],
  suppression: { whole: 'it is one' },
} as const;

const broken = defineCheck({
  ...texts,
  id: 'code/broken',
  target: 'function',
  needs: ['configuration'],
  evaluate: ({ configuration: { name } }) =>
    failIfAny([{ subject: 'function', summary: name, evidence: [] }]),
});

const old = defineCheck({
  ...texts,
  id: 'code/old',
  target: 'layer',
  needs: ['sharers'],
  evaluate: ({ sharers }) =>
    failIfAny([{ subject: 'layer', summary: sharers.toSorted().join(' '), evidence: [] }]),
});
