/** Stores a compiled experiment when the stack is deployed. Removing it from the stack removes nothing: runs refer to it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../core/experiment/validate.ts';
import { MalformedInput } from '../../core/lifecycle/input.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { squallFunction } from '../runtime/function.ts';
import { parseEvent } from '../triggers/events.ts';

const change = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({ Hash: z.string(), Definition: z.string() }),
});

type Change = z.infer<typeof change>;
type Answer = { readonly PhysicalResourceId: string };

export const handler = squallFunction<Change, Answer, DynamodbHistory>(
  {
    name: 'Define',
    parse: (event) => parseEvent(change, event, 'a change of a stored experiment'),
    about: ({ RequestType, ResourceProperties: { Hash } }) => ({ change: RequestType, hash: Hash }),
    async work({ RequestType, ResourceProperties: { Hash, Definition } }, { ports }) {
      const answer = { PhysicalResourceId: Hash };
      if (RequestType === 'Delete') return answer;
      await ports.definitions.storeDefinition({ hash: Hash, experiment: experimentIn(Definition, Hash) });
      return answer;
    },
  },
  ({ historyTable }, bounds) => dynamodbHistory(new DynamoDBClient(clientSettings), historyTable, bounds),
);

/** @throws MalformedInput for a definition that another version compiled, or that is not what its hash says */
function experimentIn(definition: string, hash: string): Experiment {
  const checked = validateExperiment(JSON.parse(definition));
  if (!checked.ok) throw new MalformedInput(checked.problems.map(({ message }) => message).join('; '));
  const found = definitionHash(checked.experiment);
  if (found !== hash)
    throw new MalformedInput(`the hash of ${checked.experiment.metadata.name} is ${found}, not ${hash}`);
  return checked.experiment;
}
