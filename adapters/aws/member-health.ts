/** How one member is, of what three services say of it. Pure. */
import type { Instance } from '@aws-sdk/client-auto-scaling';
import type { InstanceStatus } from '@aws-sdk/client-ec2';
import { isKnown, type Known } from '../../core/conformity/known.ts';
import type { Health } from '../../core/doctor-monkey/ward.ts';

/** Instance id to what a target group says of it. */
export type TargetStates = ReadonlyMap<string, { readonly state: string; readonly reason: string }>;

export interface InTargetGroup {
  /** Of the target group. */
  readonly name: string;
  readonly states: Known<TargetStates>;
}

const sound: Health = { is: 'sound' };
/** Of several answers the first of these counts: one that says ill is enough, and none that cannot tell is passed over. */
const order = ['leaving', 'ill', 'unknown', 'starting', 'aside', 'sound'] as const;

/** @param status undefined: EC2 does not know the instance */
export function healthOf(
  instance: Instance,
  status: Known<InstanceStatus | undefined>,
  targetGroups: readonly InTargetGroup[],
): Health {
  const { InstanceId: id = '', LifecycleState: state = '', HealthStatus } = instance;
  if (/^(?:Terminat|Detach)/.test(state)) return { is: 'leaving' };
  if (/^(?:Pending|Warmed)/.test(state)) return { is: 'starting' };
  if (state !== 'InService') return { is: 'aside', why: `its group has it as ${state}` };
  // Whatever it fails, its group has seen that and replaces it.
  if (HealthStatus?.toUpperCase() === 'UNHEALTHY') return { is: 'leaving' };
  const answers = [byStatus(status), ...targetGroups.map((group) => byTargetGroup(id, group))];
  return order.flatMap((is) => answers.find((answer) => answer.is === is) ?? [])[0] ?? sound;
}

function byStatus(status: Known<InstanceStatus | undefined>): Health {
  if (!isKnown(status)) return { is: 'unknown', why: `EC2 could not be asked: ${status.notKnown}` };
  if (!status) return { is: 'unknown', why: 'EC2 has no status of it' };
  if (status.InstanceState?.Name === 'pending') return { is: 'starting' };
  if (status.InstanceState?.Name !== 'running') return { is: 'leaving' };
  const checks = [status.InstanceStatus, status.SystemStatus];
  const impaired = checks.find((check) => check?.Status === 'impaired');
  if (impaired) {
    const since = impaired.Details?.flatMap(({ ImpairedSince }) => ImpairedSince?.getTime() ?? [])[0];
    const check = impaired === status.SystemStatus ? 'the system check of EC2' : 'the instance check of EC2';
    return { is: 'ill', check, ...(since !== undefined && { since }) };
  }
  if (checks.some((check) => check?.Status === 'initializing')) return { is: 'starting' };
  if (checks.some((check) => check?.Status === 'insufficient-data'))
    return { is: 'unknown', why: 'the checks of EC2 have no data' };
  return sound;
}

function byTargetGroup(id: string, { name, states }: InTargetGroup): Health {
  if (!isKnown(states)) return { is: 'unknown', why: `${name} could not be asked: ${states.notKnown}` };
  const found = states.get(id);
  if (!found) return { is: 'aside', why: `${name} does not have it` };
  switch (found.state) {
    case 'healthy':
    // Its health checks are off, or no load balancer asks it: it says nothing against the target.
    case 'unavailable':
    case 'unused':
      return sound;
    case 'unhealthy':
    case 'unhealthy.draining':
      return { is: 'ill', check: `the health check of ${name}${found.reason ? ` (${found.reason})` : ''}` };
    case 'initial':
      return { is: 'starting' };
    case 'draining':
      return { is: 'aside', why: `${name} is draining it` };
    default:
      return { is: 'unknown', why: `${name} says ${found.state} of it` };
  }
}
