import type { Worker } from 'node:worker_threads';

export interface WorkLimit {
  /** Of the worker's own time. */
  readonly mostMs: number;
  /**
   * How many times as long it may take by the clock, where others want the processor too. One that has
   * worked for less than that part of the time waits for something else, and is not waited for.
   */
  readonly patience: number;
}

export interface LimitedWork {
  /** Milliseconds that the worker has worked since; of one that has ended, those of the clock. */
  readonly workedMs: () => Promise<number>;
  /** Nothing is limited any more. */
  readonly lift: () => void;
}

/**
 * Says when a worker has worked for longer than it may. With patience, the processor's time counts:
 * ten that share two processors each get a fifth of the clock's, and would lose what they find.
 * Without it, or where Node does not say (before 24.6), the clock's does. One that has not begun yet,
 * for others have the processors, has not worked: only the clock's end with patience ends it.
 *
 * @param onOver gets the milliseconds that it was not to take: it is called once at most.
 */
export function limitWork(
  worker: Worker,
  { mostMs, patience }: WorkLimit,
  onOver: (ms: number) => void,
): LimitedWork {
  const began = performance.now();
  const byClock = () => performance.now() - began;
  const isShared = patience > 1 && typeof worker.cpuUsage === 'function';
  const before = isShared ? processorMs(worker) : Promise.resolve(undefined);
  const worked = async () => {
    const [from = 0, to] = await Promise.all([before, isShared ? processorMs(worker) : undefined]);
    if (to !== undefined) return { ms: Math.min(to - from, byClock()), hasBegun: true };

    const isStarting = isShared && !hasEnded(worker);
    return { ms: isStarting ? 0 : byClock(), hasBegun: !isStarting };
  };
  const timers = new Set<NodeJS.Timeout>();
  const lift = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    isLifted = true;
  };
  let isLifted = false;
  const over = (ms: number) => {
    if (isLifted) return;
    lift();
    onOver(ms);
  };
  const look = async () => {
    const { ms, hasBegun } = await worked();
    const left = mostMs - ms;
    if (left <= 0 || (hasBegun && ms * patience < byClock())) over(mostMs);
    else if (!isLifted) timers.add(setTimeout(look, left));
  };

  // The clock's end comes whatever the worker says of itself: it may say nothing any more.
  const mostByClock = isShared ? mostMs * patience : mostMs;
  timers.add(setTimeout(() => over(mostByClock), mostByClock));
  if (isShared) timers.add(setTimeout(look, mostMs));

  return { workedMs: async () => (await worked()).ms, lift };
}

/** Node takes the number of a thread away when the thread has ended. */
function hasEnded({ threadId }: Worker): boolean {
  return threadId === -1;
}

/** Unless it has not begun or has ended, or Node does not say. */
async function processorMs(worker: Worker): Promise<number | undefined> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch {
    return undefined;
  }
}
