/** `npm run model-check -- --compare`: two runs with a crash and a duplicate in every order, and in the reduced one: the same ends. */
import { endsOf } from './ends.ts';
import { comparedParts } from './parts.ts';

/** @returns whether every part came to the same ends */
export async function compare(): Promise<boolean> {
  let same = true;
  for (const { name, budget } of comparedParts) {
    const begun = performance.now();
    const reduced = await endsOf({ budget });
    const all = await endsOf({ budget, everyOrder: true });
    const equal = JSON.stringify(reduced.ends) === JSON.stringify(all.ends);
    same &&= equal && !reduced.explored.violation && !all.explored.violation;
    const [few, many] = [reduced.explored.states, all.explored.states];
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    const ends = equal ? `the same ${all.ends.length} ends` : `${reduced.ends.length} ends against ${all.ends.length}`;
    console.log(`${name}: ${few} states of ${many} in all orders, ${ends}, ${seconds} s`);
  }
  return same;
}
