import { scannerNames } from '../../functions/checks/index.ts';
import { counted } from '../../functions/core/amounts.ts';
import { runningScanners } from '../../functions/domain/night-progress.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import type { Deployment } from '../aws/deployment.ts';
import type { Diagnosis } from './diagnosis.ts';

/** A night begins each day, and takes a few hours. */
const LATE_MS = 30 * 60 * 60 * 1000;
/** What has moved nothing for so long moves no more. */
const STALLED_MS = 60 * 60 * 1000;

/** Whether every scanner came to the end of its last night. @throws when the tables do not say it. */
export async function nightDiagnosis(
  { findings, account, readNight }: Deployment,
  now: Date,
): Promise<Omit<Diagnosis, 'about'>> {
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const ends = await Promise.all(
    scannerNames.map(async (name) => ({ name, at: await findings.lastRun(name, account.arn) })),
  );
  const progress = await readNight(scannerNames);
  const running = runningScanners(progress, { stalledBefore: ago(STALLED_MS) });
  const never = ends.filter(({ at }) => at === undefined).map(({ name }) => name);
  const late = ends.filter(
    ({ at, name }) => at !== undefined && at < ago(LATE_MS) && !running.includes(name),
  );
  const lost = progress.filter(({ failed }) => failed > 0);

  const faults = [
    ...(never.length > 0 ? [`${never.join(', ')} has not come to an end yet`] : []),
    ...late.map(({ name, at = '' }) => `${name} last came to its end ${minuteOf(at)}`),
    ...lost.map(
      ({ scanner, failed }) => `${scanner}: ${counted(failed, 'message')} failed for good`,
    ),
  ];
  if (running.length > 0) {
    return { state: 'ok', detail: [`running now: ${running.join(', ')}`, ...faults].join('; ') };
  }
  if (faults.length === 0) {
    const last =
      ends
        .map(({ at = '' }) => at)
        .toSorted()
        .at(-1) ?? '';
    return { state: 'ok', detail: `every scanner came to its end, the last ${minuteOf(last)}` };
  }

  return {
    state: 'not ok',
    detail: faults.join('; '),
    toDo: [`${vigilCommand('scan')} runs them now; their logs and dead-letter queues show why`],
  };
}
