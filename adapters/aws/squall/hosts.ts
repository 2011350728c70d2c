/**
 * Faults on hosts, by documents of ours. A host holds the fault while the command runs,
 * and takes it back by a timer of its own, whatever becomes of the agent or of us. To stop
 * it is to send the document that takes it back: an agent ends a cancelled command
 * without a word, and leaves the fault to the timer.
 */
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { millis } from '../../../core/experiment/durations.ts';
import { sha256Hex } from '../../../core/plan/hash.ts';
import type { Clock, Millis } from '../../../core/ports/clock.ts';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { lastOf } from '../arns.ts';
import { wallClock } from '../clock.ts';
import { delivery, hostCommands } from './host-commands.ts';
import { instancesById, refuseUnreachable } from './host-reach.ts';
import { type HostState, type HostTimer, hostState } from './host-state.ts';
import type { OwnFault, OwnReference, Place } from './own-fault.ts';
import { zoneBlocks } from './zone-blocks.ts';

/** As the documents take it: what hosts keep is found by it. */
const tokenOf = (token: string): string => sha256Hex(token).slice(0, 32);
const instancesOf = ({ targets }: FaultAction): readonly string[] => (targets.Instances ?? []).map(lastOf);

/** A timer is a few seconds late at most, and what it does takes some. */
const timerSlack: Millis = 2 * 60_000;

interface Seen {
  readonly instance: string;
  readonly commands: readonly string[];
  readonly host: HostState;
}

/** Some hosts have it, and the others cannot be given it as it was asked for. */
export class HostFaultIncomplete extends Error {
  override readonly name = 'HostFaultIncomplete';
}

export function hostFaults(place: Place, clock: Clock = wallClock): OwnFault {
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
    const states = (timerOf: (instance: string) => HostTimer | undefined) =>
      new Map([...armed].map(([id, sent]) => [id, hostState(sent, reverts.get(id) ?? [], timerOf(id))]));
    const bySent = states(() => undefined);
    const open = [...bySent].filter(([, host]) => isOpen(host)).map(([instance]) => instance);
    const there = await instancesById(ec2(), open);
    const stateOfInstance = (id: string) =>
      open.includes(id) ? (there.get(id)?.State?.Name ?? 'terminated') : 'running';
    const lasts = delivery + millis(own.parameters.duration ?? '') + timerSlack;
    const timer = { now: clock.now(), lasts };
    const hosts = states((id) => (stateOfInstance(id) === 'running' ? timer : undefined));
    return [...armed].map(([instance, sent]) => ({
      instance,
      commands: sent.flatMap(({ CommandId }) => CommandId ?? []),
      host: withPower(hosts.get(instance) ?? { state: 'holds' }, stateOfInstance(instance)),
    }));
  }

  async function blocksFor(ids: readonly string[], zone: string | undefined) {
    return zone === undefined ? {} : { Blocks: (await zoneBlocks(ec2(), ids, zone)).join(',') };
  }

  return {
    async start({ action, token }) {
      const ids = instancesOf(action);
      const key = tokenOf(token);
      const since = clock.now() - 24 * 3_600_000;
      const armed = await commands.sent(nameOf(action), key, since);
      // A call that was cut off may have reached some of many; what was asked back is not begun again.
      const missing = ids.filter((id) => !armed.has(id));
      if (missing.length === 0) return;
      if (armed.size > 0 && (await commands.sent(documentOf('revert'), key, since)).size > 0) return;
      if (armed.size === 0) await refuseUnreachable(ssm, missing);
      const { duration = '', zone, ...others } = action.parameters;
      const blocks = await blocksFor(ids, zone).catch((error: unknown) => {
        if (armed.size === 0) throw error;
        throw new HostFaultIncomplete(`${armed.size} of ${ids.length} hosts have it: ${(error as Error).message}`);
      });
      await commands.send(nameOf(action), key, missing, {
        Token: key,
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
      const unasked = open.filter(({ host }) => host.state === 'holds').map(({ instance }) => instance);
      const key = tokenOf(fault.token);
      // First: it stands by itself, and whatever is cancelled is left to it.
      await commands.sendWhereItCan(documentOf('revert'), key, unasked, { Token: key });
      await commands.cancel(open.flatMap((each) => each.commands));
    },
    /** Hosts take their faults back themselves, or are asked to by `stop`. */
    async undo() {},
  };
}

const isOpen = ({ state }: HostState): boolean => state === 'holds' || state === 'stopping';
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** What EC2 says of one that its commands do not call over: terminated, it has taken the fault with it. */
function withPower(host: HostState, power: string): HostState {
  if (!isOpen(host) || power === 'running') return host;
  if (power === 'terminated' || power === 'shutting-down')
    return { state: 'over', stopped: false, remark: 'it is terminated, and the fault with it' };
  return host.state === 'holds' ? { ...host, remark: `it is ${power}, and takes the fault back when it boots` } : host;
}

function remarkOf({ instance, host }: Seen): readonly string[] {
  if (host.state === 'never') return [`${instance}: ${host.why}`];
  return host.state !== 'stopping' && host.remark !== undefined ? [`${instance}: ${host.remark}`] : [];
}

/** Active while any host may hold it: one that refused is told of in the reason, and once all is over. */
function stateOf(hosts: readonly HostState[]) {
  if (hosts.some(({ state }) => state === 'holds')) return 'running';
  if (hosts.some(({ state }) => state === 'stopping')) return 'stopping';
  if (hosts.some((host) => host.state === 'over' && host.stopped)) return 'stopped';
  return hosts.some((host) => host.state === 'never' || (host.state === 'over' && host.left)) ? 'failed' : 'completed';
}
