import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { AlarmThing } from '../../../core/conformity/things.ts';
import { readAlarms } from '../alarms.ts';
import { homeOf } from '../arns.ts';
import type { Reader } from './reader.ts';
import { tagsByArn } from './tagged.ts';

export const alarms: Reader = {
  kind: 'alarm',
  async read(reading) {
    const { cloudWatch: client } = reading.clients;
    const arns = new Map<string, string>();
    const types = ['MetricAlarm' as const, 'CompositeAlarm' as const];
    for await (const page of paginateDescribeAlarms({ client, pageSize: 100 }, { AlarmTypes: types }))
      for (const { AlarmName, AlarmArn } of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])])
        if (AlarmName && AlarmArn) arns.set(AlarmName, AlarmArn);
    if (arns.size === 0) return [];
    const tags = await tagsByArn(reading, 'cloudwatch:alarm');
    const observed = await readAlarms(client, [...arns.keys()], reading.now);
    return observed.flatMap((alarm): readonly AlarmThing[] => {
      // Deleted since it was listed.
      if (!alarm) return [];
      const id = arns.get(alarm.name) ?? '';
      const { name, state, period, metrics = [], actions, lastDatapointAt } = alarm;
      return [
        {
          kind: 'alarm',
          id,
          name,
          ...homeOf(id),
          tags: tags(id),
          state,
          metrics,
          period,
          actions: { enabled: actions?.enabled ?? false, onAlarm: actions?.onAlarm.length ?? 0 },
          newest: lastDatapointAt,
        },
      ];
    });
  },
};
