/** What scans found, in DynamoDB: one item a finding, all in one partition; those that are gone expire. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type FindingRecord, recordKey } from '../../core/conformity/history.ts';
import { historyTable } from '../../core/history/table.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Findings, ScanSummary } from '../../core/ports/findings.ts';
import type { Bounds } from './clients.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { type Item, isNew, key, put } from './dynamodb-writes.ts';

const found = 'findings';
const scans = 'scans';

const recordIn = ({ record }: Item): FindingRecord => JSON.parse(String(record)) as FindingRecord;

/**
 * @param client made with `clientSettings`; bounds are added here
 * @param retain how long a finding is kept after it is gone, and a scan after it was made; for good when missing
 */
export function dynamodbFindings(
  client: DynamoDBClient,
  tableName: string,
  bounds: Bounds = {},
  retain?: Millis,
): Findings {
  const table = dynamodbTable(client, tableName, bounds);
  const expiring = (from: Instant) =>
    retain === undefined ? {} : { [historyTable.timeToLive]: Math.ceil((from + retain) / 1000) };
  return {
    async all() {
      return (await table.query(found)).map(recordIn);
    },

    async keep(record) {
      const { version, standing, changedAt } = record;
      const item = {
        ...key(found, recordKey(record)),
        version,
        record: JSON.stringify(record),
        ...(standing === 'gone' && expiring(changedAt)),
      };
      const { written } = await table.write([
        version === 1 ? put(item, isNew) : put(item, '#version = :seen', { seen: version - 1 }),
      ]);
      return written;
    },

    async scanned(summary) {
      const { at, place } = summary;
      const item = { ...key(scans, `${new Date(at).toISOString()}#${place}`), summary: JSON.stringify(summary) };
      await table.write([put({ ...item, ...expiring(at) })]);
    },

    async scans(limit) {
      const items = await table.query(scans);
      return items
        .toReversed()
        .slice(0, limit)
        .map(({ summary }) => JSON.parse(String(summary)) as ScanSummary);
    },
  };
}
