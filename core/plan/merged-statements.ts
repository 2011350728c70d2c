/** Statements that say the same of different actions, said once, and each under a name of its own. */
import type { PolicyStatement } from './role-policy.ts';

/** In the order in which they are first said; actions sorted. */
export function merged(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const alike = Map.groupBy(statements, ({ resources, conditions }) => JSON.stringify([resources, conditions]));
  const names = new Map<string, number>();
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const sids = [...new Set(own.map(({ sid }) => sid))];
    // Looks are told together, whatever each of them is for.
    const sid = sids.length > 1 && first.resources.join() === '*' && isBare(first) ? 'LookAndEnd' : (sids[0] ?? '');
    const times = (names.get(sid) ?? 0) + 1;
    names.set(sid, times);
    const actions = [...new Set(own.flatMap((each) => each.actions))].sort();
    return [{ ...first, sid: times === 1 ? sid : `${sid}${times}`, actions }];
  });
}

const isBare = ({ conditions }: PolicyStatement): boolean => Object.keys(conditions).length === 0;
