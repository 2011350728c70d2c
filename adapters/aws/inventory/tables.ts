import { DescribeContinuousBackupsCommand, DescribeTableCommand, paginateListTables } from '@aws-sdk/client-dynamodb';
import { isKnown } from '../../../core/conformity/known.ts';
import type { TableThing } from '../../../core/conformity/things.ts';
import { homeOf } from '../arns.ts';
import { isFailure } from '../errors.ts';
import { asked, each, type Reader } from './reader.ts';
import { tagsByArn } from './tagged.ts';

export const tables: Reader = {
  kind: 'table',
  async read(reading) {
    const { dynamodb: client } = reading.clients;
    const names: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
    if (names.length === 0) return [];
    const tags = await tagsByArn(reading, 'dynamodb:table');
    const found = await each(names, async (name): Promise<readonly TableThing[]> => {
      const table = await client.send(new DescribeTableCommand({ TableName: name })).catch(ifGone);
      if (table === undefined) return [];
      const { TableArn: id = '', DeletionProtectionEnabled: deletionProtection = false } = table.Table ?? {};
      const backups = await asked(() => client.send(new DescribeContinuousBackupsCommand({ TableName: name })));
      const status = (answer: Exclude<typeof backups, { notKnown: string }>) =>
        answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      return [
        {
          kind: 'table',
          id,
          name,
          ...homeOf(id),
          tags: tags(id),
          pointInTimeRecovery: isKnown(backups) ? status(backups) === 'ENABLED' : backups,
          deletionProtection,
        },
      ];
    });
    return found.flat();
  },
};

/** It was deleted since it was listed. */
function ifGone(error: unknown): undefined {
  if (!isFailure(error, 'NotFound')) throw error;
  return undefined;
}
