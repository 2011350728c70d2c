/**
 * Faults on hosts, by documents of ours. A host holds the fault while the command runs,
 * and takes it back by a timer of its own, whatever becomes of the agent or of us. To stop
 * it is to send the document that takes it back: an agent ends a cancelled command
 * without a word, and leaves the fault to the timer.
 */
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { paginateDescribeInstanceInformation, SSMClient } from '@aws-sdk/client-ssm';
import { millis } from '../../../core/experiment/durations.ts';
import { sha256Hex } from '../../../core/plan/hash.ts';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { lastOf } from '../arns.ts';
import { FaultRefused } from '../fault-refused.ts';
import { hostCommands } from './host-commands.ts';
import { type HostState, hostState } from './host-state.ts';
import type { OwnFault, OwnReference, Place } from './own-fault.ts';
import { zoneBlocks } from './zone-blocks.ts';

/** As the documents take it: what hosts keep is found by it. */
const tokenOf = (token: string): string => sha256Hex(token).slice(0, 32);
const instancesOf = ({ targets }: FaultAction): readonly string[] => (targets.Instances ?? []).map(lastOf);

interface Seen {
  readonly instance: string;
  readonly commands: readonly string[];
  readonly host: HostState;
}

export function hostFaults(place: Place): OwnFault {
  const ssm = place.client(SSMClient);
  const ec2 = () => place.client(EC2Client);
  const commands = hostCommands(ssm);
  const documentOf = (name: string) => `squall-${place.stage}-${name}`;
  const nameOf = ({ action }: FaultAction) => documentOf(action.slice(action.lastIndexOf(':') + 1));

  /** Of each host that anything was sent to. */
  async function look({ own, token }: OwnReference): Promise<readonly Seen[]> {
    const key = tokenOf(token);
    const armed = await commands.sent(nameOf(own), key, own.intendedAt);
    if (armed.size === 0) return [];
    const reverts = await commands.sent(documentOf('revert'), key, own.intendedAt);
    const seen = [...armed].map(([instance, invocations]) => ({
      instance,
      commands: invocations.flatMap(({ CommandId }) => CommandId ?? []),
      host: hostState(invocations, reverts.get(instance) ?? []),
    }));
    const open = seen.filter(({ host }) => isOpen(host)).map(({ instance }) => instance);
    const gone = open.length === 0 ? new Set() : await terminated(open);
    // A host that is terminated has taken the fault with it.
    return seen.map((each) => (gone.has(each.instance) ? { ...each, host: { state: 'over', stopped: false } } : each));
  }

  async function terminated(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const Filters = [{ Name: 'instance-id', Values: [...ids] }];
    const { Reservations = [] } = await ec2().send(new DescribeInstancesCommand({ Filters }));
    const there = Reservations.flatMap(({ Instances = [] }) => Instances).filter(
      ({ State }) => State?.Name !== 'terminated' && State?.Name !== 'shutting-down',
    );
    const left = new Set(there.map(({ InstanceId }) => InstanceId));
    return new Set(ids.filter((id) => !left.has(id)));
  }

  async function refuseUnreachable(ids: readonly string[]): Promise<void> {
    const known = new Map<string, string>();
    const Filters = [{ Key: 'InstanceIds', Values: [...ids] }];
    for await (const { InstanceInformationList = [] } of paginateDescribeInstanceInformation(
      { client: ssm },
      { Filters },
    ))
      for (const { InstanceId = '', PingStatus, PlatformType } of InstanceInformationList)
        known.set(InstanceId, PlatformType === 'Linux' ? (PingStatus ?? '') : `runs ${PlatformType}`);
    for (const id of ids) {
      const status = known.get(id) ?? 'unknown to Systems Manager';
      if (status !== 'Online')
        throw new FaultRefused(`${id} is ${status}, and takes a Linux host whose agent is online`);
    }
  }

  return {
    async start({ action, token }) {
      const ids = instancesOf(action);
      const since = Date.now() - 24 * 3_600_000;
      if ((await commands.sent(nameOf(action), tokenOf(token), since)).size > 0) return;
      await refuseUnreachable(ids);
      const { duration = '', zone, ...others } = action.parameters;
      const blocks = zone === undefined ? {} : { Blocks: (await zoneBlocks(ec2(), ids, zone)).join(',') };
      await commands.send(nameOf(action), tokenOf(token), ids, {
        Token: tokenOf(token),
        DurationSeconds: String(Math.ceil(millis(duration) / 1000)),
        ...Object.fromEntries(Object.entries(others).map(([name, value]) => [capital(name), value])),
        ...blocks,
      });
    },
    async observe(fault) {
      const seen = await look(fault);
      if (seen.length === 0) return { state: 'absent', targets: [] };
      const arnOf = new Map((fault.own.targets.Instances ?? []).map((id) => [lastOf(id), id]));
      const targets = seen.filter(({ host }) => isOpen(host)).flatMap(({ instance }) => arnOf.get(instance) ?? []);
      const reason = seen.flatMap(remarkOf).join('; ');
      return { state: stateOf(seen.map(({ host }) => host)), targets, ...(reason && { reason }) };
    },
    async stop(fault) {
      const seen = await look(fault);
      const open = seen.filter(({ host }) => isOpen(host));
      if (open.length === 0) return;
      await commands.cancel(open.flatMap((each) => each.commands));
      const unasked = open.filter(({ host }) => host.state === 'holds').map(({ instance }) => instance);
      if (unasked.length > 0)
        await commands.send(documentOf('revert'), tokenOf(fault.token), unasked, { Token: tokenOf(fault.token) });
    },
    /** Hosts take their faults back themselves, or are asked to by `stop`. */
    async undo() {},
  };
}

const isOpen = ({ state }: HostState): boolean => state === 'holds' || state === 'stopping';
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function remarkOf({ instance, host }: Seen): readonly string[] {
  if (host.state === 'never') return [`${instance}: ${host.why}`];
  return host.state === 'over' && host.remark !== undefined ? [`${instance}: ${host.remark}`] : [];
}

/** Active while any host may hold it: one that refused is told of in the reason, and once all is over. */
function stateOf(hosts: readonly HostState[]) {
  if (hosts.some(({ state }) => state === 'holds')) return 'running';
  if (hosts.some(({ state }) => state === 'stopping')) return 'stopping';
  if (hosts.some((host) => host.state === 'over' && host.stopped)) return 'stopped';
  return hosts.some((host) => host.state === 'never' || (host.state === 'over' && host.remark !== undefined))
    ? 'failed'
    : 'completed';
}
