/** Lists of runs, told with what their readers ask of each, so that what else changes in a run changes nothing for them. */
import type { RunRecord } from '../../core/history/run-record.ts';
import type { Call } from './process.ts';

/** By function: the fields that it may read of a run. Whatever else is read is found out (`refuseUnlisted`). */
const asked: Readonly<Record<string, (own: boolean) => readonly (keyof RunRecord)[]>> = {
  Admit: (own) => (own ? ['runId'] : ['runId', 'experiment', 'phase', 'plan']),
  sweep: () => ['runId', 'phase', 'lease'],
};

const unlisted: string[] = [];

/** The answer as a function of this kind is given it. @param runId that it is of, if it is */
export function listed(
  { part, runId }: { readonly part: string; readonly runId: string | undefined },
  { port, method }: Call,
  value: unknown,
): unknown {
  const fieldsOf = asked[part];
  if (`${port}.${method}` !== 'runs.list' || !fieldsOf) return value;
  return (value as readonly RunRecord[]).map((record) => {
    const fields = fieldsOf(record.runId === runId);
    const own = fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]]));
    return Object.setPrototypeOf(Object.fromEntries(own), nothingElse(part, fields));
  });
}

const nothingElse = (part: string, fields: readonly string[]): object =>
  new Proxy(
    {},
    {
      get(_, field) {
        if (typeof field === 'string' && field !== 'toJSON' && !fields.includes(field))
          unlisted.push(`${part} reads ${field} of a listed run`);
        return undefined;
      },
    },
  );

/** @throws for a field that was read and is not told */
export function refuseUnlisted(): void {
  if (unlisted.length > 0) throw new Error(`${unlisted.join(', ')}, which the model does not tell it`);
}
