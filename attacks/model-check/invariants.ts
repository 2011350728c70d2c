/** What must hold at every moment, by the world itself and not by our own records. Numbers as in the safety design. */

import { isOpen } from '../../core/history/leftover.ts';
import { reaperMargin } from '../../core/lifecycle/allowances.ts';
import { drillViolation } from './drill-invariants.ts';
import { isForgotten } from './forget.ts';
import { functionTimeout } from './subjects/subject.ts';
import { affected, holds, type World } from './world.ts';

/** Past the lease: a reaper that is a minute late, and half a minute to begin. */
const grace = 90_000;

/** The first broken one in words. `before`: the world that this one follows. */
export function violationIn(world: World, before: World | undefined): string | undefined {
  const { tables, now } = world;
  const standing = affected(world);
  for (const { target, runId } of standing) {
    const record = tables.records.get(runId);
    const name = target.split('/').at(-1);
    const other = standing.find((each) => each.target === target && each.runId !== runId);
    if (other) return `I2: ${runId} and ${other.runId} both act on ${name}`;
    if (!record) return `I4: ${name} is affected by ${runId}, which has no record`;
    if (record.terminal) {
      const left = [...(tables.leftovers.get(runId)?.values() ?? [])];
      if (!left.some((leftover) => isOpen(leftover) && leftover.targets.includes(target)))
        return `I1: ${runId} is concluded as ${record.terminal.recovery}, and ${name} is still affected, which no leftover names`;
      // From now on the leftover keeps others away.
      continue;
    }
    if (!tables.locks.some((lock) => lock.runId === runId && lock.key === `target/${target}`))
      return `I2: ${runId} acts on ${name} without holding it`;
    if (record.lease && now > record.lease.until + grace)
      return `I1: ${name} is affected ${(now - record.lease.until) / 1000} s after the lease of ${runId}`;
  }
  for (const record of tables.records.values())
    if (
      record.phase === 'injecting' &&
      !world.deadlines.has(record.runId) &&
      now < (record.lease?.until ?? 0) - reaperMargin
    )
      return `I5: ${record.runId} may inject, and has no reaper`;
  for (const fault of world.faults.values())
    if (world.aborted.has(fault.runId) && !fault.late && !fault.moves && holds(fault, now))
      return `I8: ${fault.runId} was aborted, and ${fault.token} still acts, which was not in flight`;
  for (const [token, fault] of world.faults) {
    if (before?.faults.has(token) !== false) continue;
    const { runId } = fault;
    const entries = [...(tables.entries.get(runId)?.values() ?? [])];
    if (!entries.some((entry) => entry.fault.token === token))
      return `I5: ${token} was injected without a ledger entry`;
    const record = tables.records.get(runId);
    if (!world.deadlines.has(runId) && record?.phase === 'injecting')
      return `I5: ${token} was injected without a reaper`;
    if (record?.terminal) return `I8: ${token} was injected after its run was concluded`;
    if (record?.epochRaisedAt !== undefined && now >= record.epochRaisedAt + functionTimeout)
      return `I8: ${token} was injected ${(now - record.epochRaisedAt) / 1000} s after the stop`;
  }
  return before && drillViolation(world, before);
}

/** Of a moment at which nothing is under way and nothing to come. */
export function leftoverIn(world: World): string | undefined {
  const [lock] = world.tables.locks;
  if (lock) return `a lock is left: ${lock.key} of ${lock.runId}`;
  const running = [...world.executions.values()].find(({ state }) => state.state === 'running');
  if (running) return `the execution ${running.name} is left`;
  for (const record of world.tables.records.values()) {
    const lines = [...(world.tables.journals.get(record.runId)?.values() ?? [])];
    if (!isForgotten(record) && !lines.some(({ type }) => type === 'concluded'))
      return `I4: nobody was told that ${record.runId} is over`;
  }
  return undefined;
}
