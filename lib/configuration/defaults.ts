/** What a file may leave out. Where runs are kept apart from harm there is no default: it is written down. */
import type { Configuration } from './schema.ts';

export const defaults = {
  regions: [],
  profile: 'observe',
  alarmTopic: 'own',
  experiments: 'experiments',
  history: { retain: 'P2Y', logs: 'P90D' },
  functionTimeout: 'PT30S',
  targetAccounts: [],
  sampleFleet: false,
} as const satisfies Partial<Configuration>;

/** Fields of the top and of `history` only; a value that is no object is left for the schema to refuse. */
export function withDefaults(value: unknown): unknown {
  if (!isPlain(value)) return value;
  const { history } = value;
  return {
    ...defaults,
    ...value,
    history:
      history === undefined ? defaults.history : isPlain(history) ? { ...defaults.history, ...history } : history,
  };
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
