/** What EventBridge Scheduler does with one-shot schedules, which moto keeps and never fires. */
import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  paginateListSchedules,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';

/** Fires all that is due by `now`, deletes what asks for that, and answers the runs that the inputs name, in order. */
export async function fireDue(client: SchedulerClient, GroupName: string, now: number): Promise<readonly string[]> {
  const due: { readonly at: number; readonly runId: string }[] = [];
  for await (const { Schedules = [] } of paginateListSchedules({ client }, { GroupName }))
    for (const { Name } of Schedules) {
      const schedule = await client.send(new GetScheduleCommand({ GroupName, Name: Name! }));
      const [, instant] = /^at\((.+)\)$/.exec(schedule.ScheduleExpression ?? '') ?? [];
      if (instant === undefined || schedule.ScheduleExpressionTimezone !== 'UTC')
        throw new Error(`not one-shot: ${Name}`);
      const at = Date.parse(`${instant}Z`);
      if (!(at <= now)) continue;
      due.push({ at, runId: JSON.parse(schedule.Target!.Input!).runId });
      if (schedule.ActionAfterCompletion === 'DELETE')
        await client.send(new DeleteScheduleCommand({ GroupName, Name: Name! }));
    }
  return due.sort((a, b) => a.at - b.at).map(({ runId }) => runId);
}
