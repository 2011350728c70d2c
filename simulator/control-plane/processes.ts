/**
 * Processes that die while their machine lives on: killed, or out of memory. Each serves
 * again after its group's `restart`; one whose memory is still taken lives for `survives`,
 * and dies again.
 */
import { schedule } from './agenda.ts';
import { arnsOf } from './arns.ts';
import { effectsInForce, influenceOn } from './effects.ts';
import { outgrows } from './hosts.ts';
import { groupModel, instanceById, launchingModel, type Plane } from './plane.ts';
import { machineOf } from './pod-nodes.ts';
import type { InstanceRecord } from './state.ts';

/** @returns why it cannot be told when it serves again. */
export function killProcess(plane: Plane, id: string): string | undefined {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'running') return `${id} does not run`;
  die(plane, instance);
  return undefined;
}

/** Whether the process runs, on a machine that does. */
export const processRuns = ({ processBackAt }: InstanceRecord): boolean => processBackAt == null;

/** Kills what outgrows its memory; true when one died. */
export function superviseProcesses(plane: Plane): boolean {
  const effects = effectsInForce(plane.state).filter(({ kind }) => kind === 'memory');
  if (effects.length === 0) return false;
  const arns = arnsOf(plane.model, plane.seed);
  let died = false;
  for (const instance of plane.state.instances) {
    const group = launchingModel(plane, instance.group);
    if (
      group.kind === 'node-group' ||
      !group.instance.memory ||
      instance.phase !== 'running' ||
      instance.bootsAt !== null
    )
      continue;
    const { now } = plane.state;
    const spared = instance.sparedUntil != null && now < instance.sparedUntil;
    if (!processRuns(instance) || spared) continue;
    if (
      !outgrows(
        group,
        influenceOn(effects, arns.member(group, instance.id), instance.zone, machineOf(arns, group, instance)),
      )
    )
      continue;
    die(plane, instance);
    died = true;
  }
  return died;
}

/** It serves again, and lives for a while whatever its memory. */
export function processBack(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (!instance || instance.processBackAt == null || instance.processBackAt > plane.state.now) return;
  const { memory } = groupModel(plane, instance.group).instance;
  instance.processBackAt = null;
  if (!memory) return;
  instance.sparedUntil = plane.state.now + memory.survives;
  // The refresh that follows every task looks at its memory again.
  schedule(plane.state, instance.sparedUntil, { kind: 'effects' });
}

function die(plane: Plane, instance: InstanceRecord): void {
  const { restart = 0 } = groupModel(plane, instance.group).instance;
  instance.processBackAt = plane.state.now + restart;
  schedule(plane.state, instance.processBackAt, { kind: 'process-back', instance: instance.id });
}
