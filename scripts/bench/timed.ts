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

/** The machine does other things too: of several rounds, the one that they disturbed least. */
export function bestOf(rounds: number, run: () => void): Timing {
  const timings = Array.from({ length: rounds }, () => timed(run));

  return timings.reduce((best, each) => (each.processor < best.processor ? each : best));
}
