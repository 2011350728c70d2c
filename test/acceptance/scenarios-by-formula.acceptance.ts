/** Every scenario that the simulator models comes to the same by formula: those that the quick suite has not rehearsed. */
import { it } from 'vitest';
import { expectOutcome } from '../scenarios/outcome.ts';
import { quick, simulated } from '../scenarios/scenarios.ts';

const rest = simulated.filter((name) => !quick.includes(name));

it.each(rest)('%s, by formula', (name) => expectOutcome(name, 'closed-form'), 60_000);
