/** Milliseconds of the processor that it takes: what else the machine does is not in them. */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();

  return process.cpuUsage(before).user / 1_000;
}
