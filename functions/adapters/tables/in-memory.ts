import { LostLock } from '../../app/lost-lock.ts';
import type {
  Chunk,
  FactStore,
  FindingsArchive,
  FindingsStore,
  StandingReader,
  Stored,
  WorkQueue,
} from '../../app/ports.ts';
import { standingOf } from '../../domain/attack/standing.ts';
import type { Coverage, Finding } from '../../domain/finding.ts';

export interface InMemoryFindings extends FindingsStore, FindingsArchive {
  open(): readonly Finding[];
  coverage(): readonly Coverage[];
  readonly standing: StandingReader;
}

/** A store for one process: a scan from a laptop, or a test. */
export function inMemoryFindings(): InMemoryFindings {
  const stored = new Map<string, Stored>();
  const at = (scanner: string, target: string): Stored =>
    stored.get(`${scanner} ${target}`) ?? { findings: [], coverage: undefined };
  const coverage = () => [...stored.values()].flatMap((item) => item.coverage ?? []);
  const findings = () => [...stored.values()].flatMap((item) => item.findings);

  return {
    read: async (scanner, target) => at(scanner, target),

    async *known(scanner) {
      const there = coverage().filter((item) => item.scanner === scanner && !item.gone);
      yield* there;
    },

    async write(transitions, coverage, lock) {
      const before = at(coverage.scanner, coverage.target);
      if (before.coverage?.observedAt !== lock?.observedAt) {
        throw new LostLock(coverage.target);
      }

      const findings = new Map([
        ...before.findings.map((finding) => [keyOf(finding), finding] as const),
        ...transitions.map(({ finding }) => [keyOf(finding), finding] as const),
      ]);
      stored.set(`${coverage.scanner} ${coverage.target}`, {
        findings: [...findings.values()],
        coverage,
      });
    },

    open: () => findings().filter(({ status }) => status === 'open'),
    coverage,

    async *everything() {
      yield* [...findings(), ...coverage()];
    },

    standing: async (target, since) =>
      standingOf(
        [...findings(), ...coverage()].filter((item) => item.target === target),
        since,
      ),
  };
}

/** Chunks in the order in which they were sent; whoever works them off reads `chunks`. */
export function inMemoryQueue(): WorkQueue & { readonly chunks: readonly Chunk[] } {
  const chunks: Chunk[] = [];

  return {
    chunks,
    send: async (chunk) => {
      chunks.push(chunk);
    },
  };
}

export function inMemoryFacts(): FactStore {
  const stored = new Map<string, unknown>();

  return {
    async read(kind, ids) {
      const present = ids.filter((id) => stored.has(`${kind} ${id}`));

      return new Map(present.map((id) => [id, stored.get(`${kind} ${id}`)]));
    },

    async write(kind, values) {
      for (const [id, value] of values) stored.set(`${kind} ${id}`, value);
    },
  };
}

function keyOf({ check, subject }: Finding): string {
  return `${check}#${subject}`;
}
