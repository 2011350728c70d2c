import type { StateCheck } from '../finding.ts';

export const inAlarm: StateCheck = {
  check: 'in-alarm',
  look: ({ state, reason }) =>
    state === 'ALARM' ? `is in ALARM (${reason}): let the service recover first` : undefined,
};
