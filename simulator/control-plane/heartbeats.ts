/** Items that whoever tests a world writes into its tables, and when each was written: all that is known of their content. */
import type { Instant, TableModel } from '../model.ts';
import type { Plane } from './plane.ts';
import { lagOf } from './replication.ts';

export interface BeatRecord {
  readonly table: string;
  readonly item: string;
  /** Oldest first. */
  readonly writtenAt: Instant[];
}

export interface CloudBeat {
  readonly table: string;
  /** Regions: written in the one, looked for in the other. */
  readonly home: string;
  readonly away: string;
  readonly item: string;
  readonly at: Instant;
  /** The item may be new. */
  readonly first: boolean;
}

export interface CloudBeatAnswer {
  readonly written: boolean;
  readonly seen?: Instant;
  readonly why?: string;
  /** There is no such table there. */
  readonly barred?: true;
}

const absent = (why: string): CloudBeatAnswer => ({ written: false, barred: true, why });

/** A replica shows what was written longer ago than it is behind. */
export function beat(plane: Plane, { table: name, home, away, item, at, first }: CloudBeat): CloudBeatAnswer {
  const table = tableNamed(plane, name);
  if (!table) return absent(`this world has no table ${name}`);
  if (away !== table.replica.region) return absent(`${name} has no replica in ${away}`);
  if (!plane.model.regions.some(({ id }) => id === home)) return absent(`${name} is not in ${home}`);
  const { state } = plane;
  const known = state.beats?.find((each) => each.table === name && each.item === item);
  const shown = known?.writtenAt.findLast((written) => written <= state.now - lagOf(plane, table));
  const seen = shown === undefined ? {} : { seen: shown };
  if ((!known && !first) || at <= (known?.writtenAt.at(-1) ?? Number.NEGATIVE_INFINITY))
    return { written: false, ...seen, why: `${home} took no write: the item is gone, or newer` };
  if (known) known.writtenAt.push(at);
  else state.beats = [...(state.beats ?? []), { table: name, item, writtenAt: [at] }];
  return { written: true, ...seen };
}

export function endBeat({ state }: Pick<Plane, 'state'>, table: string, item: string): void {
  if (state.beats) state.beats = state.beats.filter((each) => each.table !== table || each.item !== item);
}

const tableNamed = ({ model }: Plane, name: string): TableModel | undefined =>
  model.services.find((service) => service.kind === 'table' && service.id === name) as TableModel | undefined;
