/** Steps of the loss and movers are told apart, from each other and from the drill's own. */
import { quoted } from '../../validation/found.ts';
import { problem } from '../../validation/problem.ts';
import { ownSteps } from '../experiment-of.ts';
import type { Rule } from './rule.ts';

const own: readonly string[] = Object.values(ownSteps);
/** A drill says these itself, of all its steps. */
const marks = ['stands', 'moves', 'await', 'rung', 'fisTemplate'] as const;

export const names: Rule = function* ({ loss, move }) {
  const taken = new Set<string>();
  for (const [room, { steps }] of Object.entries({ loss: loss ?? { steps: [] }, move: move ?? { steps: [] } }))
    for (const [i, step] of steps.entries()) {
      const path = [room, 'steps', i];
      if (own.includes(step.id))
        yield problem([...path, 'id'], { found: `${quoted(step.id)}, a step of every drill`, allowed: 'another name' });
      else if (taken.has(step.id))
        yield problem([...path, 'id'], { found: `${quoted(step.id)} again`, allowed: 'a name of its own' });
      taken.add(step.id);
      for (const mark of marks)
        if (step[mark] !== undefined)
          yield problem([...path, mark], {
            found: mark,
            allowed: 'an action: of a drill’s steps this is not said',
            at: 'key',
          });
    }
};
