import { MOST_DELIVERIES } from '../domain/most-deliveries.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { untilAccountsTurn } from './account-turn.ts';
import { attempt } from './collectors.ts';
import { isFirstSweep } from './first-sweep.ts';
import { lookAt } from './look.ts';
import type { Observer } from './observe.ts';
import type { Chunk, FindingsStore, NightLedger, QueuedMessage, SweepStep } from './ports.ts';
import { type StepDelivery, type SteppedSweep, takeStep } from './sweep-steps.ts';
import { work } from './work.ts';

export interface ScannerAtNight {
  readonly observer: Observer;
  readonly sweep: SteppedSweep;
  readonly findings: FindingsStore;
  readonly settings: Pick<ScanSettings, 'regions'>;
  readonly ledger: Pick<NightLedger, 'isProcessed' | 'processed' | 'failed'>;
}

export interface Delivery extends StepDelivery {
  readonly message: Chunk | SweepStep;
  /** What the ledger knows it by. */
  readonly queued: QueuedMessage;
}

/**
 * Takes a message of a scanner's queue, a step of a sweep or a chunk of targets, and notes in the
 * ledger what became of it. One that is processed and comes again is passed over.
 *
 * @returns what has been done, for the log.
 * @throws when it could not be done: have it delivered again.
 */
export async function takeMessage(
  scanner: ScannerAtNight,
  delivery: Delivery,
): Promise<Readonly<Record<string, unknown>>> {
  const { ledger } = scanner;
  const { message, queued, deliveries } = delivery;
  if (await ledger.isProcessed(queued.id)) return { message: 'passed over' };

  const done = await attempt(() => doneWith(scanner, delivery));
  if (!done.known) {
    if (deliveries >= MOST_DELIVERIES) await ledger.failed(message.sweep, queued);
    throw new Error(done.reason);
  }

  // One that waits is queued again, and still to be done.
  if (!('waitsFor' in done.value)) await ledger.processed(message.sweep, queued);
  return done.value;
}

async function doneWith(
  { observer, sweep, findings, settings }: ScannerAtNight,
  { message, ...delivery }: Delivery,
): Promise<Readonly<Record<string, unknown>>> {
  if ('targets' in message) {
    const seconds = await untilItsTurn(observer, sweep, message);
    if (seconds !== undefined) {
      await sweep.queue.send(message, seconds);
      return { message: 'waits', waitsFor: [`the rest of ${observer.name}`] };
    }

    const isFirst = await isFirstSweep(sweep, message.sweep);
    return { message: 'worked', ...(await work(observer, message, findings, isFirst)) };
  }

  if (message.step === 'look') return lookAt({ observer, sweep, findings, settings }, message);

  return {
    message: 'swept',
    step: message.step,
    ...(await takeStep(sweep, message, delivery)),
  };
}

/** Undefined for what waits for nothing. */
async function untilItsTurn(
  { accountLast = false, clock }: Observer,
  { scanner, night }: SteppedSweep,
  { targets, sweep }: Chunk,
): Promise<number | undefined> {
  if (!accountLast || !targets.some(({ kind }) => kind === 'account')) return undefined;

  return untilAccountsTurn({ scanner, night, sweep, now: clock() });
}
