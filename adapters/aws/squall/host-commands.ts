/** What was sent to hosts under a token, found again in Systems Manager itself: by the document and the comment. */
import {
  CancelCommandCommand,
  type Command,
  type CommandInvocation,
  paginateListCommandInvocations,
  paginateListCommands,
  SendCommandCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import { chunks } from '../chunks.ts';
import { ServiceFailure } from '../errors.ts';

/** Instances that one command takes by id. */
const atOnce = 50;
/** Until an agent has taken a command up; after that it is never run. The least that Systems Manager takes is 30 s. */
export const delivery: Millis = 60_000;
/** The clocks of AWS and of whoever wrote the intent may differ by so much. */
const early: Millis = 5 * 60_000;

type Given = Readonly<Record<string, string>>;

export interface HostCommands {
  send(document: string, token: string, instances: readonly string[], given: Given): Promise<void>;
  /** Passes over instances that Systems Manager takes no command for: they show as not asked. */
  sendWhereItCan(document: string, token: string, instances: readonly string[], given: Given): Promise<void>;
  /** Of each instance that it was sent to, the invocations, oldest first. */
  sent(document: string, token: string, since: Instant): Promise<ReadonlyMap<string, readonly CommandInvocation[]>>;
  /** Where it has not been taken up yet, it will not be. */
  cancel(commandIds: readonly string[]): Promise<void>;
}

export function hostCommands(client: SSMClient): HostCommands {
  async function commandsOf(document: string, token: string, since: Instant): Promise<readonly Command[]> {
    const found: Command[] = [];
    const Filters = [
      { key: 'DocumentName' as const, value: document },
      { key: 'InvokedAfter' as const, value: new Date(since - early).toISOString().replace(/\.\d+Z$/, 'Z') },
    ];
    for await (const { Commands = [] } of paginateListCommands({ client, pageSize: 50 }, { Filters }))
      for (const each of Commands)
        if (each.DocumentName === document && each.Comment === commentOf(token)) found.push(each);
    return found;
  }
  /** An answer to the whole: one of the instances that is not managed any more has all of them refused. */
  async function sendTo(document: string, token: string, some: readonly string[], given: Given): Promise<void> {
    await client.send(
      new SendCommandCommand({
        DocumentName: document,
        Comment: commentOf(token),
        InstanceIds: [...some],
        TimeoutSeconds: delivery / 1000,
        MaxConcurrency: '100%',
        // One host that fails is no reason to leave the others as they are.
        MaxErrors: '100%',
        Parameters: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])),
      }),
    );
  }
  return {
    async send(document, token, instances, given) {
      for (const some of chunks(instances, atOnce)) await sendTo(document, token, some, given);
    },
    async sendWhereItCan(document, token, instances, given) {
      for (const some of chunks(instances, atOnce))
        try {
          await sendTo(document, token, some, given);
        } catch (error) {
          if (!isUnmanaged(error)) throw error;
          for (const one of some.length === 1 ? [] : some)
            await sendTo(document, token, [one], given).catch((alone: unknown) => {
              if (!isUnmanaged(alone)) throw alone;
            });
        }
    },
    async sent(document, token, since) {
      const found: CommandInvocation[] = [];
      for (const command of await commandsOf(document, token, since)) {
        const { CommandId = '' } = command;
        const listed: CommandInvocation[] = [];
        for await (const { CommandInvocations = [] } of paginateListCommandInvocations(
          { client, pageSize: 50 },
          { CommandId, Details: true },
        ))
          listed.push(...CommandInvocations);
        found.push(...listed, ...unlisted(command, listed));
      }
      found.sort((a, b) => (a.RequestedDateTime?.getTime() ?? 0) - (b.RequestedDateTime?.getTime() ?? 0));
      return Map.groupBy(found, ({ InstanceId = '' }) => InstanceId);
    },
    async cancel(commandIds) {
      for (const CommandId of new Set(commandIds)) await client.send(new CancelCommandCommand({ CommandId }));
    },
  };
}

/** Systems Manager lists a command before what it does on each instance: what was asked for may come yet. */
function unlisted(command: Command, listed: readonly CommandInvocation[]): readonly CommandInvocation[] {
  const { CommandId, InstanceIds = [], RequestedDateTime, Status } = command;
  const known = new Set(listed.map(({ InstanceId }) => InstanceId));
  const going = Status === undefined || ['Pending', 'InProgress', 'Cancelling'].includes(Status);
  return InstanceIds.filter((id) => !known.has(id)).map((InstanceId) => ({
    ...(CommandId && { CommandId }),
    ...(RequestedDateTime && { RequestedDateTime }),
    InstanceId,
    // How the whole ended says nothing of one instance.
    Status: going ? 'Pending' : 'Cancelled',
  }));
}

/** Of an instance that is gone, stopped, or known to Systems Manager no more. */
const isUnmanaged = (error: unknown): boolean => error instanceof ServiceFailure && error.code === 'InvalidInstanceId';

/** 100 characters at most. */
const commentOf = (token: string): string => `squall ${token}`;
