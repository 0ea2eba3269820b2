import * as z from 'zod/mini';
import type { Gap } from '../core/gap.ts';
import { accountTarget, partitionOf } from '../core/target.ts';
import { NOT_ENTERED } from '../domain/finding.ts';
import { runningScanners, scannersBefore } from '../domain/night-progress.ts';
import { noOthers, type WatchedAccounts, watchedAccounts } from '../domain/watched-account.ts';
import { attempt } from './collectors.ts';
import type {
  Deadline,
  FactStore,
  LookStep,
  NightLedger,
  NightReader,
  StepQueue,
  SweepStep,
} from './ports.ts';
import { type RegionListing, regionListing, unlistedRegion } from './region-listing.ts';
import { isOver, nightTimes } from './stale.ts';
import {
  type BegunSweep,
  beginSweep,
  endSweep,
  ofAccount,
  type Sweep,
  sweepRegion,
} from './sweep.ts';

export interface SteppedSweep extends Sweep {
  readonly steps: StepQueue;
  readonly facts: FactStore;
  readonly ledger: Pick<NightLedger, 'waits' | 'claimEnd'>;
  readonly night: NightReader;
  /** Where the deployment watches other accounts too: in the sweep of its own. */
  readonly others?: OtherAccounts | undefined;
}

export interface OtherAccounts {
  readonly list: () => Promise<WatchedAccounts>;
  /** @param account twelve digits. */
  readonly ledgerOf: (account: string) => Pick<NightLedger, 'begin'>;
}

export interface StepDelivery {
  /** How often the step was delivered, this time among them. */
  readonly deliveries: number;
  /** When the run that takes it has to come to its end. */
  readonly isLate: Deadline;
}

/** What was done, by names of its own; or which scanners the step waits for, and it is queued again. */
export interface StepOutcome extends Readonly<Record<string, unknown>> {
  readonly waitsFor?: readonly string[];
}

/** How long a scanner waits for those whose work it reads. Then it sees what they have done so far. */
const MOST_WAIT_MS = 6 * 60 * 60 * 1000;

/** Soon again at first, and later less often. SQS delays no message for longer. */
const WAIT_SECONDS = { least: 60, most: 900 };

/** A listing that broke off so often with its whole run, say for want of memory, breaks off again. */
const MOST_LISTINGS = 3;

/**
 * Takes one step of a sweep, and queues what comes after it: the beginning queues each region that
 * is not empty, the region that is listed last queues the end, and where none is, the beginning does.
 * What steps leave for each other is in the facts table. A step may be delivered more than once. A
 * beginning waits for the scanners whose work this one reads: it is queued again, and not done.
 *
 * @returns what has been done, for the log.
 * @throws when it could not be done: have it delivered again.
 */
export async function takeStep(
  parts: SteppedSweep,
  step: Exclude<SweepStep, LookStep>,
  delivery: StepDelivery,
): Promise<StepOutcome> {
  if (isOver(step.sweep, parts.clock())) return { passedOver: step.step };
  if (step.step === 'accounts') return beginAccounts(parts, step);
  if (step.step === 'begin') return beginInTurn(parts, step);

  const begun = await begunOf(parts, step);
  return step.step === 'region' ? list(parts, begun, step.region, delivery) : end(parts, begun);
}

/** Each account has a sweep of its own, which waits for nothing in another account. */
async function beginAccounts(parts: SteppedSweep, { sweep }: SweepStep): Promise<StepOutcome> {
  const { others, steps, facts } = parts;
  const listed = (await others?.list()) ?? noOthers;
  await facts.write(ACCOUNTS, new Map([[idOf(parts, sweep), listed]]));

  for (const { account } of listed.entered) {
    await others?.ledgerOf(account).begin(sweep);
    await steps.sendStep({ step: 'begin', sweep, account });
  }
  for (const closed of listed.closed) await queueClosed(parts, sweep, closed);
  await steps.sendStep({ step: 'begin', sweep });

  return { accounts: listed.entered.length + 1, closed: listed.closed.length };
}

/** Of an account that was never seen there is nothing that could be out of date. */
async function queueClosed(
  { scanner, account: own, findings, queue }: SteppedSweep,
  sweep: string,
  { account, reason }: WatchedAccounts['closed'][number],
): Promise<void> {
  const target = accountTarget(account, partitionOf(own.arn));
  const { coverage } = await findings.read(scanner, target.arn);
  if (!coverage || coverage.gone) return;

  const unlisted = [{ fact: NOT_ENTERED, reason }];
  await queue.send({
    account,
    targets: [{ ...target, unlisted }],
    gone: [],
    sweep,
    listedAt: sweep,
  });
}

/** Undefined in the sweep of another account. */
async function othersOf(parts: SteppedSweep, sweep: string): Promise<WatchedAccounts | undefined> {
  if (parts.member) return undefined;
  if (!parts.others) return noOthers;

  const id = idOf(parts, sweep);
  const stored = watchedAccounts.safeParse((await parts.facts.read(ACCOUNTS, [id])).get(id));
  return stored.success ? stored.data : { ...noOthers, unlisted: [LOST_LIST] };
}

const LOST_LIST = { fact: 'other accounts', reason: 'the list of them is lost' };

async function beginInTurn(parts: SteppedSweep, step: SweepStep): Promise<StepOutcome> {
  const { scanner, night, ledger, steps, clock } = parts;
  const before = await night(scannersBefore[scanner] ?? []);
  const running = runningScanners(before, nightTimes(clock()));
  const waited = clock().getTime() - Date.parse(step.sweep);
  if (running.length === 0 || waited >= MOST_WAIT_MS) return begin(parts, step, running);

  await ledger.waits(step.sweep);
  await steps.sendStep(step, secondsToWait(waited));
  return { waitsFor: running };
}

/** @param waited so far, in milliseconds. */
function secondsToWait(waited: number): number {
  const { least, most } = WAIT_SECONDS;
  const left = Math.ceil((MOST_WAIT_MS - waited) / 1000);

  return Math.min(most, left, Math.max(least, Math.round(waited / 1000)));
}

/** @param running whose work it reads and has not waited for any longer. */
async function begin(
  parts: SteppedSweep,
  { sweep }: SweepStep,
  running: readonly string[],
): Promise<StepOutcome> {
  const beginning = await beginSweep(parts, sweep);
  const unlistedAccounts = (await othersOf(parts, sweep))?.unlisted ?? [];
  const unseen = [...running.map(notYetKnown), ...unlistedAccounts, ...beginning.unseen];
  const begun = { ...beginning, unseen };
  await parts.facts.write(BEGUN, new Map([[idOf(parts, sweep), begun]]));

  for (const region of begun.regions) {
    await parts.steps.sendStep({ ...ofAccount(parts), step: 'region', sweep, region });
  }
  if (begun.regions.length === 0) await queueEnd(parts, sweep, 'begin');

  return { regions: begun.regions.length };
}

function notYetKnown(scanner: string): Gap {
  const reason =
    'it was still running when this scanner began: what it had not read by then is not yet known here, and is looked at in the next sweep';

  return { fact: `results of the ${scanner} scanner`, reason };
}

/**
 * Regions that are done at one moment may all see that they are the last: one of them queues the end.
 * The same one queues it again when its step is delivered again, for it may have broken off between
 * the claim and the queue.
 */
async function queueEnd(parts: SteppedSweep, sweep: string, by: string): Promise<void> {
  if (!(await parts.ledger.claimEnd(sweep, by))) return;

  await parts.steps.sendStep({ ...ofAccount(parts), step: 'end', sweep });
}

async function list(
  parts: SteppedSweep,
  begun: BegunSweep,
  region: string,
  { deliveries, isLate }: StepDelivery,
): Promise<StepOutcome> {
  const { sweep } = begun;
  const listing =
    deliveries > MOST_LISTINGS
      ? unlistedRegion(region, `its listing broke off ${deliveries - 1} times`)
      : await sweepRegion(parts, begun, region, isLate);

  await keep(parts, sweep, listing);
  if (await areListed(parts, begun)) await queueEnd(parts, sweep, region);

  return { region, functions: listing.functions.length, unlisted: listing.unlisted };
}

async function end(parts: SteppedSweep, begun: BegunSweep): Promise<StepOutcome> {
  const ids = begun.regions.map((region) => idOf(parts, begun.sweep, region));
  const stored = await parts.facts.read(LISTING, ids);
  const listings = begun.regions.map((region, index) => {
    const listing = regionListing.safeParse(stored.get(ids[index] ?? ''));

    return listing.success ? listing.data : unlistedRegion(region, 'its listing is lost');
  });

  const others = await othersOf(parts, begun.sweep);
  return { ...(await endSweep(parts, begun, listings, others)) };
}

/** A listing that the table does not take is as good as none. */
async function keep(parts: SteppedSweep, sweep: string, listing: RegionListing): Promise<void> {
  const { facts } = parts;
  const id = idOf(parts, sweep, listing.region);

  const kept = await attempt(() => facts.write(LISTING, new Map([[id, listing]])));
  if (!kept.known) {
    const without = unlistedRegion(listing.region, kept.reason);
    await facts.write(LISTING, new Map([[id, without]]));
  }
  await facts.write(LISTED, new Map([[id, true]]));
}

/** Of two regions that are done at one moment, at least one sees that all are: reads are consistent. */
async function areListed(parts: SteppedSweep, { sweep, regions }: BegunSweep): Promise<boolean> {
  const ids = regions.map((region) => idOf(parts, sweep, region));

  return (await parts.facts.read(LISTED, ids)).size === regions.length;
}

/** @throws when the step is of no sweep that has begun. */
async function begunOf(parts: SteppedSweep, step: SweepStep): Promise<BegunSweep> {
  const id = idOf(parts, step.sweep);
  const begun = begunSweep.safeParse((await parts.facts.read(BEGUN, [id])).get(id));
  if (!begun.success) throw new Error(`nothing is kept of the sweep of ${step.sweep}`);
  // A beginning that is delivered again may find empty what it has queued before.
  const regions = [...begun.data.regions, ...begun.data.empty];
  if (step.step === 'region' && !regions.includes(step.region)) {
    throw new Error(`${step.region} is no region of the sweep of ${step.sweep}`);
  }

  return begun.data;
}

/** Kinds of facts: which accounts are swept, how a sweep began, the listing of a region, and that there is one. */
const ACCOUNTS = 'accounts of the sweep';
const BEGUN = 'sweep';
const LISTING = 'region listing';
const LISTED = 'region listed';

function idOf({ scanner }: SteppedSweep, ...parts: readonly string[]): string {
  return [scanner, ...parts].join(' ');
}

const gaps = z.array(z.object({ fact: z.string(), reason: z.string() }));

const begunSweep = z.object({
  sweep: z.string(),
  regions: z.array(z.string()),
  // One that began before an update has none.
  empty: z._default(z.array(z.string()), []),
  closed: z.array(z.string()),
  unlisted: gaps,
  unseen: gaps,
});
