import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  type LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { isKnown } from '../../../core/conformity/known.ts';
import type { FunctionThing, Source } from '../../../core/conformity/things.ts';
import { homeOf, lastOf } from '../arns.ts';
import { asked, each, type Reader } from './reader.ts';
import { tagsByArn } from './tagged.ts';

/** Lambda's own, where nobody has said anything else. */
const defaults = { retries: 2, longest: 6 * 3_600_000 };

async function mappingsOf(client: LambdaClient): Promise<readonly EventSourceMappingConfiguration[]> {
  const found: EventSourceMappingConfiguration[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {}))
    found.push(...EventSourceMappings);
  return found;
}

function sourceOf(mapping: EventSourceMappingConfiguration): Source {
  const { EventSourceArn = '', MaximumRetryAttempts: most } = mapping;
  return {
    from: lastOf(EventSourceArn) || 'its source',
    // A queue keeps count itself, and has a dead-letter queue of its own.
    stream: /:(?:kinesis|dynamodb):/.test(EventSourceArn),
    mostRetries: most === undefined || most < 0 ? Number.POSITIVE_INFINITY : most,
    keepsFailures: mapping.DestinationConfig?.OnFailure?.Destination !== undefined,
  };
}

async function asynchronousOf(client: LambdaClient, { FunctionName, DeadLetterConfig }: FunctionConfiguration) {
  const { FunctionEventInvokeConfigs = [] } = await client.send(
    new ListFunctionEventInvokeConfigsCommand({ FunctionName }),
  );
  const own = FunctionEventInvokeConfigs.find(({ FunctionArn = '' }) => FunctionArn.endsWith(':$LATEST'));
  const [first = own] = FunctionEventInvokeConfigs;
  const said = own ?? first;
  return {
    retries: said?.MaximumRetryAttempts ?? defaults.retries,
    longest: said?.MaximumEventAgeInSeconds === undefined ? defaults.longest : said.MaximumEventAgeInSeconds * 1000,
    keepsFailures:
      said?.DestinationConfig?.OnFailure?.Destination !== undefined || Boolean(DeadLetterConfig?.TargetArn),
    configured: said !== undefined || Boolean(DeadLetterConfig?.TargetArn),
  };
}

export const functions: Reader = {
  kind: 'function',
  async read(reading) {
    const { lambda: client } = reading.clients;
    const found: FunctionConfiguration[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client }, {})) found.push(...Functions);
    if (found.length === 0) return [];
    const tags = await tagsByArn(reading, 'lambda:function');
    const mappings = await asked(() => mappingsOf(client));
    return each(found, async (configuration): Promise<FunctionThing> => {
      const { FunctionArn: id = '', FunctionName: name = '', Timeout } = configuration;
      return {
        kind: 'function',
        id,
        name,
        ...homeOf(id),
        tags: tags(id),
        timeout: (Timeout ?? 3) * 1000,
        // Of the function, its versions and aliases.
        sources: isKnown(mappings)
          ? mappings.filter(({ FunctionArn }) => FunctionArn === id || FunctionArn?.startsWith(`${id}:`)).map(sourceOf)
          : mappings,
        asynchronous: await asked(() => asynchronousOf(client, configuration)),
      };
    });
  },
};
