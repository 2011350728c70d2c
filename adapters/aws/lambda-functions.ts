/** Lambda functions. Their code is never asked for: `GetFunction` would answer with a link to it. */
import {
  type FunctionConfiguration,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { arnPattern } from './arn-pattern.ts';
import { homeOf, lastOf } from './arns.ts';
import { chunks } from './chunks.ts';
import { failureOf, isFailure } from './errors.ts';
import type { Looking } from './looking.ts';
import type { Described, ResourceFamily } from './resource-family.ts';
import { tagged } from './tagged-resources.ts';

const type = 'lambda:function';
/** Functions looked at together: Lambda answers about a hundred such calls a second. */
const atOnce = 10;

/**
 * Lists know neither tags nor state, so that tags come from the tagging API, a page at a
 * time, and each function that may be meant is looked at by itself. The tagging API lags
 * a few seconds behind a change of tags: a new opt-in may still refuse, and never the
 * other way round, since FIS asks for the tag itself.
 */
export function lambdaFunctions(looking: Looking): ResourceFamily {
  const lambda = looking.client('lambda', LambdaClient);
  const tagging = looking.client('tagging', ResourceGroupsTaggingAPIClient);

  async function namesOfAll(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
      names.push(...Functions.flatMap(({ FunctionName }) => FunctionName ?? []));
    return names;
  }

  async function look(FunctionName: string): Promise<Omit<Looked, 'tags'> | undefined> {
    try {
      const [configuration, { ReservedConcurrentExecutions: reserved }] = await Promise.all([
        lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
        lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
      ]);
      return { configuration, ...(reserved !== undefined && { reserved }) };
    } catch (error) {
      const failure = failureOf(error, 'GetFunctionConfiguration');
      if (isFailure(failure, 'NotFound')) return undefined;
      throw failure;
    }
  }

  return {
    type,
    arn: arnPattern(type),
    // Which of its versions FIS hits; it is the same function.
    parameters: { functionQualifier: async (found) => found },
    async describe({ tags, names }) {
      const carried = await tagged(tagging, type, tags);
      const wanted = names ?? (tags ? [...carried.keys()].map(lastOf) : await namesOfAll());
      const found: Described[] = [];
      for (const some of chunks([...new Set(wanted)], atOnce))
        for (const looked of await Promise.all(some.map(look)))
          if (looked)
            found.push(described({ ...looked, tags: carried.get(looked.configuration.FunctionArn ?? '') ?? {} }));
      return found;
    },
  };
}

interface Looked {
  readonly configuration: FunctionConfiguration;
  /** Missing: the function takes from what the account has left. 0: it is switched off. */
  readonly reserved?: number;
  readonly tags: Readonly<Record<string, string>>;
}

function described({ configuration, reserved, tags }: Looked): Described {
  const { FunctionArn: id = '', FunctionName: name = '', State: state = 'Active', LastUpdateStatus } = configuration;
  const {
    Runtime: runtime = 'image',
    MemorySize: memory = 0,
    Timeout: timeout = 0,
    CodeSha256: code = '',
  } = configuration;
  const layers = (configuration.Layers ?? []).flatMap(({ Arn }) => Arn ?? []);
  return {
    resource: {
      id,
      type,
      name,
      ...homeOf(id),
      tags,
      healthy: state === 'Active' && LastUpdateStatus !== 'Failed' && reserved !== 0,
    },
    state: { state, runtime, memory, timeout, code, layers: layers.join(' '), reserved: reserved ?? 'none' },
    raw: configuration,
  };
}
