/**
 * Run Command beside moto, which takes commands and lists them, and knows neither agents nor
 * what becomes of a command on each instance: that is played here. Every request and every
 * answer is held against botocore's model of the service.
 */
import type { IncomingMessage } from 'node:http';
import { serviceModel } from './botocore-model.ts';
import { passedOn, type Reply, type Served, serve } from './passing-on.ts';
import { recordAnswer } from './recorded-calls.ts';
import { violate } from './violations.ts';

type Json = Record<string, unknown>;
interface Sent {
  readonly CommandId: string;
  readonly DocumentName: string;
  readonly InstanceIds: readonly string[];
  readonly RequestedDateTime: number;
}
interface Ended {
  readonly Status: 'Success' | 'Failed' | 'Cancelled' | 'InProgress';
  readonly ResponseCode: number;
  readonly Output: string;
}

export interface RunCommand extends Served {
  readonly sent: readonly Sent[];
  readonly cancelled: ReadonlySet<string>;
  /** How the document ends on the instance from now on. */
  end(document: string, instance: string, ended: Ended): void;
  /** Instances whose agent is online; nobody else is managed. */
  readonly online: Set<string>;
}

const target = /^AmazonSSM\.(\w+)$/;
const headers = { 'content-type': 'application/x-amz-json-1.1' };
const reply = (status: number, body: Json): Reply => ({ status, headers, body: Buffer.from(JSON.stringify(body)) });

export async function startRunCommand(moto: string): Promise<RunCommand> {
  const model = serviceModel('ssm');
  const sent: Sent[] = [];
  const cancelled = new Set<string>();
  const online = new Set<string>();
  const ends = new Map<string, Ended>();

  const invocationsOf = ({ CommandId, DocumentName, InstanceIds, RequestedDateTime }: Sent): Json[] =>
    InstanceIds.map((InstanceId) => {
      const known = ends.get(`${DocumentName}/${InstanceId}`);
      const { Status = 'InProgress', ...plugin } = known ?? {};
      const CommandPlugins = [{ Name: 'hold', Status, ...plugin }];
      return { CommandId, InstanceId, DocumentName, RequestedDateTime, Status, StatusDetails: Status, CommandPlugins };
    });

  /** Undefined for what moto answers. A string is the code of an error. */
  function played(operation: string, given: Json): Json | string | undefined {
    const command = sent.find(({ CommandId }) => CommandId === given.CommandId);
    if (operation === 'SendCommand')
      return (given.InstanceIds as string[]).some((id) => !online.has(id)) ? 'InvalidInstanceId' : undefined;
    if (operation === 'ListCommandInvocations')
      return command ? { CommandInvocations: invocationsOf(command) } : 'InvalidCommandId';
    if (operation === 'CancelCommand') {
      if (!command) return 'InvalidCommandId';
      cancelled.add(command.CommandId);
      return {};
    }
    if (operation !== 'DescribeInstanceInformation') return undefined;
    const [{ Values } = { Values: [] }] = given.Filters as { readonly Values: readonly string[] }[];
    const managed = Values.filter((id) => online.has(id));
    return {
      InstanceInformationList: managed.map((InstanceId) => ({
        InstanceId,
        PingStatus: 'Online',
        PlatformType: 'Linux',
      })),
    };
  }

  async function answer(request: IncomingMessage, body: Buffer): Promise<Reply> {
    const [, operation] = target.exec(String(request.headers['x-amz-target'])) ?? [];
    if (operation === undefined) return passedOn(request, moto, body);
    const given = JSON.parse(body.toString()) as Json;
    violate(...model.problemsOf(operation, 'input', given));
    const own = played(operation, given);
    if (own === undefined) {
      const answered = await passedOn(request, moto, body);
      const { Command, Commands } = JSON.parse(answered.body.toString()) as { Command?: Sent; Commands?: Sent[] };
      if (Command) sent.push({ ...Command, InstanceIds: given.InstanceIds as string[] });
      // moto adds every instance of the account to those that were asked for.
      const asked = (each: Sent) => sent.find(({ CommandId }) => CommandId === each.CommandId) ?? each;
      const right = { ...(Command && { Command: asked(Command) }), ...(Commands && { Commands: Commands.map(asked) }) };
      recordAnswer(request, { by: 'run-command', service: 'ssm', operation, status: answered.status });
      return { ...answered, body: Buffer.from(JSON.stringify(right)) };
    }
    const status = typeof own === 'string' ? 400 : 200;
    recordAnswer(request, { by: 'run-command', service: 'ssm', operation, status });
    if (typeof own === 'string') {
      violate(...model.problemsOfError(operation, own));
      return reply(400, { __type: own, Message: own });
    }
    violate(...model.problemsOf(operation, 'output', own));
    return reply(200, own);
  }

  const served = await serve(answer, (error) => violate(`Run Command failed: ${error.stack}`));
  return {
    ...served,
    sent,
    cancelled,
    online,
    end: (document, instance, ended) => ends.set(`${document}/${instance}`, ended),
  };
}
