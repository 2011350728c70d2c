/** The doctor's notes in DynamoDB: one item a place. Only the ill and the treated are in it, which are few. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { blankNotes, type Notes } from '../../core/doctor-monkey/notes.ts';
import type { DoctorNotes } from '../../core/ports/doctor.ts';
import type { Bounds } from './clients.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { isNew, key, put } from './dynamodb-writes.ts';

const partition = 'doctor';

/** @param client made with `clientSettings`; bounds are added here */
export function dynamodbNotes(client: DynamoDBClient, tableName: string, bounds: Bounds = {}): DoctorNotes {
  const table = dynamodbTable(client, tableName, bounds);
  return {
    async load(place) {
      const [item] = (await table.query(partition, place)).filter(({ sk }) => sk === place);
      return item ? (JSON.parse(String(item.notes)) as Notes) : blankNotes(place);
    },
    async keep(notes) {
      const { place, version } = notes;
      const item = { ...key(partition, place), version, notes: JSON.stringify(notes) };
      const { written } = await table.write([
        version === 1 ? put(item, isNew) : put(item, '#version = :seen', { seen: version - 1 }),
      ]);
      return written;
    },
  };
}
