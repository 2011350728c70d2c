/** `after` names other steps, and nobody waits for himself. */
import { problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { type OrderedStep, predecessors } from '../waves.ts';
import type { Rule } from './rule.ts';

export const order: Rule = function* ({ steps }) {
  const ids = steps.map(({ id }) => id);
  for (const [i, { id, after = [] }] of steps.entries())
    for (const [n, name] of after.entries()) {
      const path = ['steps', i, 'after', n];
      const others = ids.filter((other) => other !== id);
      if (name === id)
        yield problem(path, { found: 'the step itself', allowed: others.join(', ') || 'an empty list: at once' });
      else if (!ids.includes(name)) yield unknownName(path, name, 'other steps', others);
    }
  const circle = circleIn(steps);
  if (circle) {
    const first = steps.findIndex(({ id }) => id === circle[0]);
    yield problem(['steps', first, steps[first]?.after ? 'after' : 'id'], {
      found: `steps that wait for each other: ${[...circle, circle[0]].join(' after ')}`,
      allowed: 'an order in which each step comes after those that it waits for',
    });
  }
};

/** The steps of one circle, from the first in the file; each waits for the next. */
function circleIn(steps: readonly OrderedStep[]): readonly string[] | undefined {
  const indexOf = new Map(steps.map(({ id }, i) => [id, i]));
  const done = new Set<string>();
  const walk = (id: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(id)) return trail.slice(trail.indexOf(id));
    const index = indexOf.get(id);
    if (done.has(id) || index === undefined) return undefined;
    done.add(id);
    for (const before of predecessors(steps, index)) {
      // A step that waits for itself is a problem of its own.
      const circle = before === id ? undefined : walk(before, [...trail, id]);
      if (circle) return circle;
    }
    return undefined;
  };
  for (const { id } of steps) {
    const circle = walk(id, []);
    if (circle) {
      const start = circle.reduce((a, b) => (indexOf.get(b)! < indexOf.get(a)! ? b : a));
      const at = circle.indexOf(start);
      return [...circle.slice(at), ...circle.slice(0, at)];
    }
  }
  return undefined;
}
