/** Functions that are let run so many times at once and no more, by their reserved concurrency. */
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import type { FaultAction } from '../../../core/ports/faults.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { chunks } from '../chunks.ts';
import { failureOf, isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'Functions';
/** Functions looked at together: Lambda answers about a hundred such calls a second. */
const atOnce = 10;

/** As the resource family has it: a number, or `none`. */
type Reserved = number | 'none';

const askedOf = ({ parameters }: FaultAction): number => Number(parameters.concurrency ?? 0);
const beforeOf = ({ state }: Snapshot): Reserved => (state.reserved === 'none' ? 'none' : Number(state.reserved));

export function throttleFunctions(place: Place): OwnFault {
  const client = place.client(LambdaClient);

  /** Missing: it does not exist. */
  async function look(functions: readonly string[]): Promise<ReadonlyMap<string, Reserved>> {
    const found = new Map<string, Reserved>();
    const one = async (FunctionName: string) => {
      try {
        const answer = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
        found.set(FunctionName, answer.ReservedConcurrentExecutions ?? 'none');
      } catch (error) {
        const failure = failureOf(error, 'GetFunctionConcurrency');
        if (!isFailure(failure, 'NotFound')) throw failure;
      }
    };
    for (const some of chunks(functions, atOnce)) await Promise.all(some.map(one));
    return found;
  }

  const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

  /** What had as little before is not ours to raise. */
  const isOurs = (action: FaultAction, before: Snapshot, now: Reserved | undefined): boolean =>
    now === askedOf(action) && beforeOf(before) !== now;

  return changedService(
    {
      key,
      async holds(action, before) {
        const now = await look(before.map(({ id }) => id));
        return new Map(before.map((each) => [each.id, isOurs(action, each, now.get(each.id))]));
      },
      async change(action) {
        const functions = action.targets[key] ?? [];
        const found = await look(functions);
        const gone = functions.find((id) => !found.has(id));
        if (gone !== undefined) throw new FaultRefused(`${gone} does not exist`);
        const asked = askedOf(action);
        for (const [id, now] of found) if (now !== asked) await reserve(id, asked);
      },
      async putBack(action, before) {
        const found = await look(before.map(({ id }) => id));
        for (const each of before) {
          if (!isOurs(action, each, found.get(each.id))) continue;
          const had = beforeOf(each);
          await (had === 'none'
            ? client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: each.id }))
            : reserve(each.id, had));
        }
      },
    },
    Date.now,
  );
}
