import type { EnteredAccount } from '../adapters/aws/aws-clients.ts';
import type { OnCall } from '../adapters/aws/observed-calls.ts';
import type { SlotsOf } from '../adapters/aws/time-slots.ts';
import type { Observer } from '../app/observe.ts';
import type {
  Clock,
  FactStore,
  FindingsStore,
  Inventory,
  TargetStateReader,
} from '../app/ports.ts';
import type { Surveys } from '../app/surveys.ts';
import type { WatchedBy } from '../app/watched-accounts.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';

/** What a scanner is made with, on Lambda and on a laptop alike. */
export interface ScannerParts {
  readonly settings: ScanSettings;
  /** What is agreed on. @default nothing */
  readonly rules?: Rules | undefined;
  readonly facts: FactStore;
  readonly findings: FindingsStore;
  readonly targetState: TargetStateReader;
  readonly clock: Clock;
  /** What feeds are asked by. @default that of the process */
  readonly fetch?: typeof fetch;
  /** Milliseconds, before a feed is asked again. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
  /** Times for requests to control planes. @default those of the scanner alone */
  readonly slotsOf?: SlotsOf | undefined;
  /** Reads at once what a night leaves for the others of its week. @default false */
  readonly readsAll?: boolean | undefined;
  /** Is called for each request to AWS. */
  readonly onCall?: OnCall | undefined;
  /** The account that it looks at. @default that of the process */
  readonly entered?: EnteredAccount | undefined;
  /** All accounts that are watched, where there are several. */
  readonly watched?: WatchedBy | undefined;
}

/** A scanner ready to run: how it looks at targets, where they come from, how many it takes up. */
export interface AssembledScanner {
  readonly observer: Observer;
  readonly inventory: Inventory;
  readonly surveys?: Surveys;
  readonly chunk: number;
}

/** The scanner, which records by the rules. */
export function assembledBy(
  assemble: (parts: ScannerParts) => AssembledScanner,
  parts: ScannerParts,
): AssembledScanner {
  const scanner = assemble(parts);
  const { rules } = parts;

  return rules ? { ...scanner, observer: { ...scanner.observer, rules } } : scanner;
}

export type Assemble = (parts: ScannerParts) => AssembledScanner;
