/** What was sent to hosts under a token, found again in Systems Manager itself: by the document and the comment. */
import {
  CancelCommandCommand,
  type CommandInvocation,
  paginateListCommandInvocations,
  paginateListCommands,
  SendCommandCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import { chunks } from '../chunks.ts';

/** Instances that one command takes by id. */
const atOnce = 50;
/** Until an agent has taken a command up, in seconds; after that it is never run. The least that Systems Manager takes is 30. */
const delivery = 60;
/** The clocks of AWS and of whoever wrote the intent may differ by so much. */
const early: Millis = 5 * 60_000;

export interface HostCommands {
  send(
    document: string,
    token: string,
    instances: readonly string[],
    given: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Of each instance that it was sent to, the invocations, oldest first. */
  sent(document: string, token: string, since: Instant): Promise<ReadonlyMap<string, readonly CommandInvocation[]>>;
  /** Where it has not been taken up yet, it will not be. */
  cancel(commandIds: readonly string[]): Promise<void>;
}

export function hostCommands(client: SSMClient): HostCommands {
  async function idsOf(document: string, token: string, since: Instant): Promise<readonly string[]> {
    const found: string[] = [];
    const Filters = [
      { key: 'DocumentName' as const, value: document },
      { key: 'InvokedAfter' as const, value: new Date(since - early).toISOString().replace(/\.\d+Z$/, 'Z') },
    ];
    for await (const { Commands = [] } of paginateListCommands({ client, pageSize: 50 }, { Filters }))
      for (const { CommandId, Comment } of Commands)
        if (CommandId && Comment === commentOf(token)) found.push(CommandId);
    return found;
  }
  return {
    async send(document, token, instances, given) {
      for (const some of chunks(instances, atOnce))
        await client.send(
          new SendCommandCommand({
            DocumentName: document,
            Comment: commentOf(token),
            InstanceIds: [...some],
            TimeoutSeconds: delivery,
            MaxConcurrency: '100%',
            // One host that fails is no reason to leave the others as they are.
            MaxErrors: '100%',
            Parameters: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])),
          }),
        );
    },
    async sent(document, token, since) {
      const found: CommandInvocation[] = [];
      for (const CommandId of await idsOf(document, token, since))
        for await (const { CommandInvocations = [] } of paginateListCommandInvocations(
          { client, pageSize: 50 },
          { CommandId, Details: true },
        ))
          found.push(...CommandInvocations);
      found.sort((a, b) => (a.RequestedDateTime?.getTime() ?? 0) - (b.RequestedDateTime?.getTime() ?? 0));
      return Map.groupBy(found, ({ InstanceId = '' }) => InstanceId);
    },
    async cancel(commandIds) {
      for (const CommandId of new Set(commandIds)) await client.send(new CancelCommandCommand({ CommandId }));
    },
  };
}

/** 100 characters at most. */
const commentOf = (token: string): string => `squall ${token}`;
