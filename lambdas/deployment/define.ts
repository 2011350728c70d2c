/** Stores a compiled experiment when the stack is deployed. Removing it from the stack removes nothing: runs refer to it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../core/experiment/validate.ts';
import { MalformedInput } from '../../core/lifecycle/input.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import type { Calendar } from '../../core/schedule/calendar.ts';
import { squallFunction } from '../runtime/function.ts';
import { parseEvent } from '../triggers/events.ts';

const change = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({ Hash: z.string(), Definition: z.string(), Calendar: z.optional(z.string()) }),
});

const calendarShape = z.object({
  of: z.object({ country: z.string(), subdivision: z.optional(z.string()) }),
  from: z.string(),
  to: z.string(),
  timeZones: z.array(z.string()),
  holidays: z.array(z.object({ date: z.string(), name: z.string() })),
});

type Change = z.infer<typeof change>;
type Answer = { readonly PhysicalResourceId: string };

export const handler = squallFunction<Change, Answer, DynamodbHistory>(
  {
    name: 'Define',
    parse: (event) => parseEvent(change, event, 'a change of a stored experiment'),
    about: ({ RequestType, ResourceProperties: { Hash } }) => ({ change: RequestType, hash: Hash }),
    async work({ RequestType, ResourceProperties: { Hash, Definition, Calendar } }, { ports }) {
      const answer = { PhysicalResourceId: Hash };
      if (RequestType === 'Delete') return answer;
      const experiment = experimentIn(Definition, Hash);
      const calendar = Calendar === undefined ? undefined : calendarIn(Calendar);
      await ports.definitions.storeDefinition({ hash: Hash, experiment, calendar });
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

/** @throws MalformedInput for days that another version resolved */
function calendarIn(text: string): Calendar {
  const checked = calendarShape.safeParse(JSON.parse(text));
  if (checked.success) return checked.data;
  throw new MalformedInput(`no calendar: ${checked.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}
