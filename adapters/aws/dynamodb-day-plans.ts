/** What monkeys planned, in DynamoDB: one item a monkey, date and place, in a partition for each monkey. They expire as runs do. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { historyTable } from '../../core/history/table.ts';
import type { DayPlan } from '../../core/monkey/day-plan.ts';
import type { Millis } from '../../core/ports/clock.ts';
import type { DayPlans } from '../../core/ports/day-plans.ts';
import type { Bounds } from './clients.ts';
import { isPiece, pack, unpack } from './dynamodb-documents.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { type Item, isNew, key, put } from './dynamodb-writes.ts';

const partition = (monkey: string): string => `days/${monkey}`;

/**
 * @param client made with `clientSettings`; bounds are added here
 * @param retain how long a day is kept after it was planned; for good when missing
 */
export function dynamodbDayPlans(
  client: DynamoDBClient,
  tableName: string,
  bounds: Bounds = {},
  retain?: Millis,
): DayPlans {
  const table = dynamodbTable(client, tableName, bounds);
  return {
    async keep(plan, { account, region }) {
      const at = key(partition(plan.monkey), `${plan.date}#${account}/${region}`);
      const { stored, rest } = await pack(at, 'day', plan);
      const expiring =
        retain === undefined ? {} : { [historyTable.timeToLive]: Math.ceil((plan.plannedAt + retain) / 1000) };
      const { written } = await table.write([
        put({ ...at, day: stored, ...expiring }, isNew),
        ...rest.map((piece) => put({ ...piece, ...expiring })),
      ]);
      if (written) return plan;
      const items = await table.query(partition(plan.monkey), at[historyTable.sortKey]);
      const standing = items.find((item) => item[historyTable.sortKey] === at[historyTable.sortKey]);
      return standing ? ((await unpack(standing, 'day', items)) as DayPlan) : plan;
    },
    async list(monkey, from) {
      return plansIn(await table.query(partition(monkey)), (sort) => sort >= from);
    },
    async on(monkey, date) {
      return plansIn(await table.query(partition(monkey), `${date}#`));
    },
  };
}

async function plansIn(
  items: readonly Item[],
  wanted: (sort: string) => boolean = () => true,
): Promise<readonly DayPlan[]> {
  const days = await Promise.all(
    items
      .filter((item) => !isPiece(item) && wanted(item[historyTable.sortKey]))
      .map((item) => unpack(item, 'day', items) as Promise<DayPlan | undefined>),
  );
  return days.filter((day) => day !== undefined);
}
