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
  const both = ofZone ? 'members.home' : 'members.home and members.away';
  const serving = ofZone ? members?.home : members?.away;
  const named = serving !== undefined && members?.home !== undefined;
  if (load && utilisation) {
    yield problem(path, {
      found: 'load and utilisation',
      allowed: `one of them, or neither with ${both}, whose load balancers count what arrives`,
    });
    return;
  }
  if (!sides && !named) {
    yield problem(path, {
      found: `neither load nor utilisation, and not ${both}`,
      allowed: `${both}, whose load balancers count what arrives, or load with metrics of your own`,
    });
    return;
  }
  const name = load ? 'load' : 'utilisation';
  if (ofZone && sides?.away)
    yield problem([...path, name, 'away'], {
      found: 'a metric, beside a zone that is evacuated',
      allowed: 'nothing: home is measured over all zones',
    });
  if (sides?.away && (sides.away.period !== sides.home.period || sides.away.stat !== sides.home.stat))
    yield problem([...path, name, 'away'], {
      found: `${sides.away.stat} of ${sides.away.period}`,
      allowed: `${sides.home.stat} of ${sides.home.period}, as at home`,
    });
  if (utilisation) yield* shared(each, path, { named, both });
  else {
    const whose = ofZone ? 'members.home' : 'members.away';
    if ((atMost === undefined) === (perMember === undefined))
      yield problem(path, {
        found: atMost === undefined ? 'neither perMember nor atMost' : 'perMember and atMost',
        allowed: `perMember with ${whose}, or atMost`,
      });
    if (perMember !== undefined && serving === undefined)
      yield problem(path, {
        found: `perMember and no ${whose}`,
        allowed: `${whose}, the target whose members serve it`,
      });
  }
}

/** A percentage is shared out among members, and bounds itself. */
function* shared(
  { perMember, atMost }: Headroom,
  path: Path,
  { named, both }: { readonly named: boolean; readonly both: string },
): Generator<Problem> {
  if (!named) yield problem(path, { found: 'utilisation without members', allowed: both });
  if ((perMember ?? atMost) !== undefined)
    yield problem(path, {
      found: `utilisation and ${perMember === undefined ? 'atMost' : 'perMember'}`,
      allowed: 'members alone: a percentage says how much of each is left',
    });
}
