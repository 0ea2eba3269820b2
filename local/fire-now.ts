import {
  ActionAfterCompletion,
  CreateScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { LocalCloud } from './local-cloud.ts';

/** A schedule, and the group that it is in. */
export interface NamedSchedule {
  readonly Name: string | undefined;
  readonly GroupName: string | undefined;
}

/** Has EventBridge Scheduler wake what a schedule wakes, once, within a second or two. */
export async function fireNow(
  { client }: LocalCloud,
  { Name, GroupName }: NamedSchedule,
): Promise<void> {
  const scheduler = new SchedulerClient(client);
  const { Target } = await scheduler.send(new GetScheduleCommand({ Name, GroupName }));
  const now = new Date().toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);

  await scheduler.send(
    new CreateScheduleCommand({
      Name: `once-${crypto.randomUUID()}`,
      GroupName,
      ScheduleExpression: `at(${now})`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: ActionAfterCompletion.DELETE,
      Target,
    }),
  );
}
