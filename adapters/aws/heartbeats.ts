/** Heartbeats: an item of the run's own in a global table, written in one Region and looked for in another. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Heartbeat } from '../../core/experiment/schema/probes.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Metrics } from '../../core/ports/metrics.ts';
import { place } from '../../core/targets/places.ts';
import { bounded, clientSettings } from './clients.ts';
import { isFailure, ServiceFailure } from './errors.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace } from './places.ts';

/** A Region that is lost answers nobody: a look must not wait for it. */
const patience: Millis = 3000;
/** Beside the key. Nobody else reads them. */
const attribute = 'writtenAt';
/** From each write until the table may let the item expire: longer than looks are ever apart. */
const kept: Millis = 24 * 3_600_000;

export type Heartbeats = Pick<Metrics, 'beat' | 'endBeat'>;

/**
 * One try each: the next look writes anew, and what was lost is what is measured.
 * @param over when a call has been waited for long enough: asked for each
 */
export function heartbeatsAcross(reach: Reach, over = () => AbortSignal.timeout(patience)): Heartbeats {
  const { bounds, credentialsIn } = reach;
  const settings = { ...clientSettings, maxAttempts: 1 };
  const of = byPlace(reach, ({ account, region }) =>
    bounded(
      DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, region, ...credentialsIn(account) })),
      bounds,
    ),
  );
  const inTime = () => ({ abortSignal: over() });

  async function write({ table, key, ...heartbeat }: Heartbeat, item: string, at: Instant, first: boolean) {
    const { ttlAttribute } = heartbeat;
    const expiry = ttlAttribute === undefined ? {} : { [ttlAttribute]: Math.floor((at + kept) / 1000) };
    const Item = { ...keyOf({ table, key, ...heartbeat }, item), ...expiry, [attribute]: at };
    const older = '#at < :at';
    const ConditionExpression = first
      ? `attribute_not_exists(#key) OR ${older}`
      : `attribute_exists(#key) AND ${older}`;
    const ExpressionAttributeNames = { '#key': key, '#at': attribute };
    const put = { TableName: table, Item, ConditionExpression, ExpressionAttributeNames };
    const command = new PutCommand({ ...put, ExpressionAttributeValues: { ':at': at } });
    await of(place(heartbeat.account, heartbeat.home)).send(command, inTime());
  }

  async function read(heartbeat: Heartbeat, item: string): Promise<Instant | undefined> {
    const Key = keyOf(heartbeat, item);
    const command = new GetCommand({ TableName: heartbeat.table, Key });
    const { Item } = await of(place(heartbeat.account, heartbeat.away)).send(command, inTime());
    const at: unknown = Item?.[attribute];
    return typeof at === 'number' ? at : undefined;
  }

  return {
    async beat({ heartbeat, item, at, first }) {
      const [written, seen] = await Promise.allSettled([write(heartbeat, item, at, first), read(heartbeat, item)]);
      const why = [
        ...(written.status === 'rejected' ? [`${heartbeat.home} took no write: ${reasonOf(written.reason)}`] : []),
        ...(seen.status === 'rejected' ? [`${heartbeat.away} was not read: ${reasonOf(seen.reason)}`] : []),
      ].join('; ');
      const barred = [written, seen].some((each) => each.status === 'rejected' && isBarred(each.reason));
      return {
        written: written.status === 'fulfilled',
        ...(seen.status === 'fulfilled' && seen.value !== undefined && { seen: seen.value }),
        ...(why !== '' && { why }),
        ...(barred && { barred }),
      };
    },
    async endBeat(heartbeat, item) {
      const command = () => new DeleteCommand({ TableName: heartbeat.table, Key: keyOf(heartbeat, item) });
      const ends = [heartbeat.home, heartbeat.away].map(async (region) =>
        of(place(heartbeat.account, region)).send(command(), inTime()),
      );
      for (const { status, ...end } of await Promise.allSettled(ends))
        if (status === 'rejected') throw (end as PromiseRejectedResult).reason;
    },
  };
}

const keyOf = ({ key, sort }: Heartbeat, item: string): Record<string, string> => ({
  [key]: item,
  ...(sort !== undefined && { [sort]: item }),
});

const reasonOf = (error: unknown): string =>
  isFailure(error, 'ConditionFailed')
    ? 'the item is gone, or newer'
    : error instanceof Error
      ? error.message
      : String(error);

/** What a Region that is lost would not say: not allowed, no such table, not a table of this shape, a place that nobody listed. */
const isBarred = (error: unknown): boolean =>
  isFailure(error, 'AccessDenied', 'NotFound', 'InvalidRequest') || !(error instanceof ServiceFailure);
