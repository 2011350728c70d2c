import type { StateCheck } from '../finding.ts';

export const composite: StateCheck = {
  check: 'composite',
  look: (alarm) =>
    alarm.composite
      ? 'is a composite alarm, which has no data of its own and is not known to stop FIS: name the metric alarms that it is made of'
      : undefined,
};
