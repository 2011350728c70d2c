/** What stages showed, in DynamoDB: one item a stage, all in one partition. They have no expiry: a run's history may go, what it showed stays. */
import type { Promotions } from '../../core/ports/promotions.ts';
import { importanceOf, inListOrder, outcomeKey, type StageOutcome } from '../../core/rollout/outcome.ts';
import type { Table } from './dynamodb-table.ts';
import { type Item, isNew, type Key, key, put, type Write } from './dynamodb-writes.ts';

const partition = 'promotions';
const stageKey = (outcome: Parameters<typeof outcomeKey>[0]): Key => key(partition, outcomeKey(outcome));
const outcomeIn = ({ outcome }: Item): StageOutcome => JSON.parse(String(outcome)) as StageOutcome;

/** In the place of what stood: for the transaction that concludes a run. */
export const putOutcome = (outcome: StageOutcome): Write =>
  put({ ...stageKey(outcome), outcome: JSON.stringify(outcome) });

export function dynamodbPromotions(table: Table): Promotions {
  return {
    async of(experiment, definitionHash) {
      return (await table.query(partition, `${experiment}#${definitionHash}#`)).map(outcomeIn);
    },

    /** Held to what was read. */
    keep: (outcome) =>
      table.decided(async () => {
        const item = await table.get(stageKey(outcome));
        const standing = item && outcomeIn(item);
        const importance = importanceOf(outcome, standing);
        if (importance === 'older') return { kept: false, standing: standing! } as const;
        if (importance === 'same') return { kept: true } as const;
        const kept = { ...stageKey(outcome), outcome: JSON.stringify(outcome) };
        const { written } = await table.write([
          item ? put(kept, '#outcome = :seen', { seen: item.outcome }) : put(kept, isNew),
        ]);
        return written ? ({ kept: true } as const) : undefined;
      }),

    async list() {
      return inListOrder((await table.query(partition)).map(outcomeIn));
    },
  };
}
