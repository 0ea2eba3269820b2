import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The most memory that a process ever held, as Linux reports it while the process lives. Megabytes. */
export async function peakMemory(pid: number): Promise<number> {
  let peak = 0;

  for (;;) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(status ?? '') ?? [];
    if (kilobytes === undefined) return peak;

    peak = Number(kilobytes) / 1_024;
    await sleep(100);
  }
}
