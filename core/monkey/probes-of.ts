/** What tells of steady state around a kill: the monkey's own probes, the alarms that stop it, the alarms of an outage. */
import type { Probe } from '../experiment/schema/probes.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/** The monkey's own first, so that what validation says of them is said at their place in its file. */
export function probesOf({ probes = [], guardrails: { stopAlarms = [] }, outage }: MonkeyDefinition): readonly Probe[] {
  return [
    ...probes,
    ...stopAlarms.map((name, i) => alarm(`stop-alarm-${i + 1}`, name, ['before', 'during', 'after'])),
    // An alarm that cannot tell fails the gate, as one in ALARM does.
    ...(outage?.alarms ?? []).map((name, i) => alarm(`outage-alarm-${i + 1}`, name, ['before'])),
  ];
}

const alarm = (id: string, name: string, when: Probe['when']): Probe => ({ id, alarm: { name }, when });
