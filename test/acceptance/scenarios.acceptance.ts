/** Every scenario that the simulator models comes to what its README says, request by request. By formula: the file beside this one. */
import { it } from 'vitest';
import { expectOutcome } from '../scenarios/outcome.ts';
import { simulated } from '../scenarios/scenarios.ts';

it.each(simulated)('%s, by requests', (name) => expectOutcome(name, 'requests'), 120_000);
