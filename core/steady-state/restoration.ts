/** Proof of undo: what each resource looks like now against its snapshot from before. */
import { forTheIll } from '../faults/squall/for-the-ill.ts';
import type { LedgerEntry, Proof } from '../history/ledger.ts';
import type { Snapshot } from '../ports/resources.ts';

type Finding = Proof['findings'][number];

/** Groups and clusters of the targets, as they stood before the injection and as they stand now. */
export interface GroupSnapshots {
  readonly before: readonly Snapshot[];
  readonly after: readonly Snapshot[];
}

/** Worst first: one that cannot be seen outweighs one that is seen to differ. */
const severity: readonly Proof['result'][] = ['unknown', 'drifted', 'irreversible', 'restored'];

/**
 * A target is restored when it looks as it did. A member that is gone counts as
 * restored when its group's desired and healthy counts are back; what was declared
 * irreversible is judged by that alone. Counts may be higher than before: a group that
 * scaled out meanwhile has lost nothing.
 */
export function proofOf(
  entry: Pick<LedgerEntry, 'before' | 'undo'> & Partial<Pick<LedgerEntry, 'action'>>,
  after: readonly Snapshot[],
  groups: GroupSnapshots,
): Proof {
  const now = new Map(after.map((snapshot) => [snapshot.id, snapshot]));
  // Of a group that an ill member was taken from, more is owed than it had: all that it wants.
  const whole = entry.action !== undefined && forTheIll.includes(entry.action);
  const findings = entry.before.map((before) =>
    findingOf(before, now.get(before.id), { irreversible: entry.undo.by === 'nobody', whole }, groups),
  );
  return { result: worst(findings.map(({ result }) => result)), findings };
}

/** Of no findings at all: restored, since nothing was to be put right. */
export const worst = (results: readonly Proof['result'][]): Proof['result'] =>
  severity.find((result) => results.includes(result)) ?? 'restored';

function findingOf(
  before: Snapshot,
  after: Snapshot | undefined,
  { irreversible, whole }: { readonly irreversible: boolean; readonly whole: boolean },
  groups: GroupSnapshots,
): Finding {
  const found = (result: Finding['result'], detail: string): Finding => ({ id: before.id, result, detail });
  if (!after) return found('unknown', 'it could not be looked at');
  const group = before.group === undefined ? undefined : healing(before.group, groups, whole);
  const byGroup = (healed: Finding['result'], detail: string): Finding =>
    group?.healed ? found(healed, detail) : { ...found('drifted', detail), group: before.group ?? '' };
  if (irreversible) {
    if (group) return byGroup('irreversible', group.detail);
    const lost = isGone(after) ? 'it is gone' : lostCounts(before, after);
    return lost ? found('drifted', lost) : found('irreversible', 'as declared; it is there and healthy');
  }
  if (isGone(after)) {
    if (isGone(before)) return found('restored', 'it was gone before');
    if (!group) return found('drifted', 'it is gone');
    return byGroup('restored', `replaced by its group: ${group.detail}`);
  }
  const changed = difference(before, after);
  return changed ? found('drifted', changed) : found('restored', asBefore(before, after));
}

/** What others raised meanwhile is theirs, and said. */
const asBefore = (before: Snapshot, after: Snapshot): string =>
  Number(after.state.desired ?? 0) > Number(before.state.desired ?? 0)
    ? `as before, and more since: ${change(before, after, 'desired')}`
    : 'as before';

function healing(
  name: string,
  groups: GroupSnapshots,
  whole: boolean,
): { readonly healed: boolean; readonly detail: string } {
  const before = groups.before.find((snapshot) => isNamed(snapshot, name));
  const after = groups.after.find((snapshot) => isNamed(snapshot, name));
  if (!before || !after) return { healed: false, detail: `the group ${name} could not be looked at` };
  const short = whole && Number(after.state.healthy ?? 0) < Number(after.state.desired ?? 0);
  const missing = `healthy ${after.state.healthy ?? 0} of ${after.state.desired ?? 0}`;
  const lost = isGone(after)
    ? `the group ${name} is gone`
    : (lostCounts(before, after) ?? (short ? missing : undefined));
  if (lost) return { healed: false, detail: `${name}: ${lost}` };
  return { healed: true, detail: `${name} has ${after.state.healthy ?? 0} healthy of ${after.state.desired ?? 0}` };
}

const isNamed = ({ id }: Snapshot, name: string): boolean =>
  id === name || id.endsWith(`/${name}`) || id.endsWith(`:${name}`);

/** EC2 still shows a terminated instance for about an hour. */
const isGone = ({ exists, state }: Snapshot): boolean =>
  !exists || state.state === 'terminated' || state.state === 'shutting-down';

const counts = ['desired', 'healthy'];

function lostCounts(before: Snapshot, after: Snapshot): string | undefined {
  const short = counts.filter((key) => Number(after.state[key] ?? 0) < owed(before, key));
  return short.length === 0 ? undefined : short.map((key) => change(before, after, key)).join(', ');
}

/** A group that stood above its desired count (it was rebalancing) and came down to it has lost nothing. */
const owed = ({ state }: Snapshot, key: string): number =>
  key === 'healthy' && state.desired !== undefined
    ? Math.min(Number(state.healthy ?? 0), Number(state.desired))
    : Number(state[key] ?? 0);

function difference(before: Snapshot, after: Snapshot): string | undefined {
  const keys = [...new Set([...Object.keys(before.state), ...Object.keys(after.state)])].sort();
  const changed = keys.filter((key) => !counts.includes(key) && before.state[key] !== after.state[key]);
  const texts = changed.map((key) => change(before, after, key));
  return [...texts, ...[lostCounts(before, after) ?? []].flat()].join(', ') || undefined;
}

const change = (before: Snapshot, after: Snapshot, key: string): string =>
  `${key} ${before.state[key] ?? 'none'} → ${after.state[key] ?? 'none'}`;
