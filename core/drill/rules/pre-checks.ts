/** What is looked at before can be told by what the drill says of it. */
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import type { Headroom } from '../schema/pre-checks.ts';
import type { Rule } from './rule.ts';

export const preChecks: Rule = function* ({ preChecks: asked, evacuate, targets }) {
  const ofZone = 'zone' in evacuate;
  const names = Object.keys(targets);
  for (const [i, each] of (asked?.headroom ?? []).entries()) {
    const path = ['preChecks', 'headroom', i];
    yield* measured(each, path, ofZone);
    for (const side of ['home', 'away'] as const) {
      const name = each.members?.[side];
      if (name !== undefined && !names.includes(name))
        yield unknownName([...path, 'members', side], name, 'targets', names);
    }
  }
  if (ofZone && asked?.present)
    yield problem(['preChecks', 'present'], {
      found: 'certificates or secrets, beside a zone that is evacuated',
      allowed: 'nothing: they are of the Region, whose other zones take over',
    });
};

/** One way to say how much there is to carry, and one to say what can be. */
function* measured(each: Headroom, path: Path, ofZone: boolean): Generator<Problem> {
  const { load, utilisation, members, perMember, atMost } = each;
  const sides = load ?? utilisation;
  if (!sides || (load && utilisation)) {
    yield problem(path, {
      found: sides ? 'load and utilisation' : 'neither load nor utilisation',
      allowed: 'one of them, with the metric at home',
    });
    return;
  }
  if (ofZone && sides.away)
    yield problem([...path, load ? 'load' : 'utilisation', 'away'], {
      found: 'a metric, beside a zone that is evacuated',
      allowed: 'nothing: home is measured over all zones',
    });
  if (sides.away && (sides.away.period !== sides.home.period || sides.away.stat !== sides.home.stat))
    yield problem([...path, load ? 'load' : 'utilisation', 'away'], {
      found: `${sides.away.stat} of ${sides.away.period}`,
      allowed: `${sides.home.stat} of ${sides.home.period}, as at home`,
    });
  const serving = ofZone ? members?.home : members?.away;
  const whose = ofZone ? 'members.home' : 'members.away';
  if (load && (atMost === undefined) === (perMember === undefined))
    yield problem(path, {
      found: atMost === undefined ? 'neither perMember nor atMost' : 'perMember and atMost',
      allowed: `perMember with ${whose}, or atMost`,
    });
  if (load && perMember !== undefined && serving === undefined)
    yield problem(path, { found: `perMember and no ${whose}`, allowed: `${whose}, the target whose members serve it` });
  if (utilisation && (serving === undefined || members?.home === undefined))
    yield problem(path, {
      found: 'utilisation without members',
      allowed: ofZone ? 'members.home' : 'members.home and members.away',
    });
  if (utilisation && (perMember ?? atMost) !== undefined)
    yield problem(path, {
      found: `utilisation and ${perMember === undefined ? 'atMost' : 'perMember'}`,
      allowed: 'members alone: a percentage says how much of each is left',
    });
}
