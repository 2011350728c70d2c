/** Halt conditions: what ends an attack early. Alarms of CloudWatch stop a run here. */
import type { Facts } from '../draft.ts';
import type { Place } from '../place.ts';
import { asItIs } from '../values.ts';

const names = ['haltConditions', 'halt_conditions', 'halt'];
const alarms = ['alarm', 'alarmName', 'alarm_name', 'cloudwatchAlarm'];

export function haltsOf(root: Place): Pick<Facts, 'stopAlarms'> {
  const found: string[] = [];
  for (const condition of names.flatMap((name) => partsOf(root.at(name)))) {
    const place = alarms.map((key) => condition.at(key)).find(({ value }) => value !== undefined);
    const name = asItIs(place?.value).written;
    if (place && typeof name === 'string' && name !== '' && found.length < 5) {
      found.push(name);
      place.kept();
      condition.at('type').kept('what watches: an alarm of CloudWatch');
    } else condition.lost('a run is stopped by alarms of CloudWatch: make one of this');
  }
  return { stopAlarms: [...new Set(found)] };
}

const partsOf = (place: Place): readonly Place[] => (Array.isArray(place.value) ? place.list() : [place]);
