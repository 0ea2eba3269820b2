/** Milliseconds. */
export interface Timing {
  /** What it took the processor: the same, whatever else the machine does. */
  readonly processor: number;
  readonly wall: number;
}

export function timed(run: () => void): Timing {
  const [before, started] = [process.cpuUsage(), performance.now()];
  run();
  const { user, system } = process.cpuUsage(before);

  return { processor: (user + system) / 1_000, wall: performance.now() - started };
}
