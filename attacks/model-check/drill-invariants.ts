/** What must hold of steps that stand, steps that wait, and users who are moved: I12 of the attack suite, and what it leaves to chance. */
import { holds, type StandingFault, type World } from './world.ts';

/** Milliseconds from one look at what stands to the next. Functions that die are given none: parts with strangers have no crashes. */
const nextLook = 10_000;

/** The first broken one in words. @param before the world that this one follows */
export function drillViolation(world: World, before: World): string | undefined {
  for (const fault of world.faults.values()) {
    const earlier = before.faults.get(fault.token);
    const what =
      (fault.own && takenBack(fault, world)) ||
      (fault.moves && !earlier && movedTooSoon(fault, world)) ||
      (fault.moves && earlier && sentHome(fault, world, before));
    if (what) return what;
  }
  return undefined;
}

/** Nobody puts back what is another's. */
const takenBack = ({ runId, token, state, targets }: StandingFault, { changed }: World): string | undefined => {
  const gone = state === 'running' && targets.find((target) => changed.get(target) !== token);
  return gone ? `I11: what ${runId} changed of ${gone.split('/').at(-1)} was put back by somebody else` : undefined;
};

/** Users are moved once the alarm has told of the loss, and away from what is still lost. */
function movedTooSoon({ runId, token }: StandingFault, { alarms, faults, now }: World): string | undefined {
  if (alarms.size === 0) return `I12: ${token} moved users, and nobody had noticed anything`;
  const broken = [...faults.values()].find(
    (fault) => fault.runId === runId && fault.brokenAt !== undefined && now - fault.brokenAt > nextLook,
  );
  return (
    broken && `I12: ${token} moved users, and ${broken.token} had been over for ${(now - broken.brokenAt!) / 1000} s`
  );
}

function sentHome(mover: StandingFault, { changed, faults, now }: World, before: World): string | undefined {
  const away = mover.targets.some((target) => before.changed.get(target) === mover.token);
  if (!away || mover.targets.some((target) => changed.has(target))) return undefined;
  const lost = [...faults.values()].find(
    (fault) =>
      fault.runId === mover.runId &&
      !fault.moves &&
      (holds(fault, now) || fault.targets.some((target) => changed.get(target) === fault.token)),
  );
  return lost && `I12: ${mover.runId} sent users home while ${lost.token} is in force`;
}
