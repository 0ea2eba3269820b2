import { regionOf } from '../core/target.ts';
import type { Change } from '../domain/change-event.ts';
import type { Deployment } from '../domain/deployment.ts';
import { runningScanners } from '../domain/night-progress.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { attempt } from './collectors.ts';
import type { Observer } from './observe.ts';
import type { Clock, FindingsStore, LookStep, NightLedger, StepQueue } from './ports.ts';
import { nightTimes } from './stale.ts';
import type { SteppedSweep } from './sweep-steps.ts';
import { work } from './work.ts';

/** What changes a function mostly comes several times within a deployment: all of it is one look. */
const GATHERED_SECONDS = 30;

/** Those that read what other scanners store come after them. In seconds. */
const LATER_SECONDS: Readonly<Record<string, number>> = { dependencies: 300, usage: 120 };

/** A look that waits for a night asks again. In seconds. */
const NIGHT_SECONDS = 300;

/** What lies beyond them is closed to the role, and would be asked for until the message is a dead letter. */
type AuditedRegions = Pick<ScanSettings, 'regions'>;

export interface LookQueue {
  /** The scanner's name. */
  readonly scanner: string;
  /** That of the deployment: twelve digits. */
  readonly own: string;
  readonly settings: AuditedRegions;
  /** Whether an account is watched beside that of the deployment. @throws when that is not known. */
  readonly watches: (account: string) => Promise<boolean>;
  /** @param account twelve digits. @default that of the deployment */
  readonly ledgerOf: (account?: string) => Pick<NightLedger, 'claimLook'>;
  readonly steps: StepQueue;
  /** Keeps who deployed a function. @param account that of the function, undefined for the deployment's */
  readonly keepDeployment: (
    arn: string,
    deployment: Deployment,
    account: string | undefined,
  ) => Promise<void>;
  readonly clock: Clock;
}

/**
 * Queues a look at a function that was changed, once for all changes of half a minute, however often
 * and in which order they are delivered. Of an account that is not watched, and of a region that is not
 * audited, nothing is done: their events may come after they have been left out.
 *
 * @param by the message that reports it: the same again queues it again, for it may have broken off in between.
 * @returns what was done, for the log.
 */
export async function queueLook(
  { scanner, own, settings, watches, ledgerOf, steps, keepDeployment, clock }: LookQueue,
  change: Change,
  by: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (!isAudited(change.function, settings)) return notAudited(change.function);

  const account = change.account === own ? undefined : change.account;
  if (account !== undefined && !(await watches(account))) {
    return {
      message: 'passed over',
      because: 'its account is not watched',
      function: change.function,
    };
  }

  const { deployment } = change;
  // What is not kept now, the night looks up: it holds no look up.
  if (deployment) await attempt(() => keepDeployment(change.function, deployment, account));

  const now = clock().getTime();
  const gathered = GATHERED_SECONDS * 1000;
  const due = (Math.floor(now / gathered) + 1) * gathered;
  const look = {
    ...(account !== undefined && { account }),
    sweep: new Date(due).toISOString(),
    function: change.function,
  };

  if (!(await ledgerOf(account).claimLook(look, by))) return { message: 'gathered', ...look };

  const delay = Math.ceil((due - now) / 1000) + (LATER_SECONDS[scanner] ?? 0);
  await steps.sendStep({ step: 'look', ...look }, delay);
  return { message: 'changed', ...look };
}

interface LookingScanner {
  readonly observer: Observer;
  readonly sweep: Pick<SteppedSweep, 'account' | 'inventory' | 'night' | 'scanner' | 'steps'>;
  readonly findings: FindingsStore;
  readonly settings: AuditedRegions;
}

/**
 * Looks at one function as a night does, with what the last night has stored of roles and triggers. A
 * night that runs goes first: what it has listed before must not be older than what is stored. Before
 * the first night there is nothing to compare with, and it shows what is there.
 *
 * @returns what was done, for the log.
 * @throws when it could not be done: have it delivered again.
 */
export async function lookAt(
  { observer, sweep, findings, settings }: LookingScanner,
  look: LookStep,
): Promise<Readonly<Record<string, unknown>>> {
  const { scanner, account, inventory, night, steps } = sweep;
  const { function: arn } = look;
  if (!isAudited(arn, settings)) return notAudited(arn);

  const { coverage } = await findings.read(scanner, account.arn);
  if (!coverage) return { message: 'passed over', because: 'no night has been', function: arn };

  const running = runningScanners(await night([scanner]), nightTimes(observer.clock()));
  if (running.length > 0) {
    await steps.sendStep(look, NIGHT_SECONDS);
    return { message: 'waits', waitsFor: running, function: arn };
  }

  const listedAt = observer.clock().toISOString();
  const target = await inventory.read(arn);
  if (!target && !(await findings.read(scanner, arn)).coverage) {
    return { message: 'passed over', because: 'it is gone, and was never seen', function: arn };
  }

  const chunk = {
    targets: target ? [target] : [],
    gone: target ? [] : [arn],
    sweep: look.sweep,
    listedAt,
  };
  // What its account's finding does not name yet would be reported by the next night alone.
  const lone = { ...observer, accountFollows: false };
  return { message: 'looked', function: arn, ...(await work(lone, chunk, findings)) };
}

/** Where none are named, all are. */
function isAudited(arn: string, { regions }: AuditedRegions): boolean {
  return regions.length === 0 || regions.includes(regionOf(arn));
}

function notAudited(arn: string) {
  return { message: 'passed over', because: 'its region is not audited', function: arn };
}
