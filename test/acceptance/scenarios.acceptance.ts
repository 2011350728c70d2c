/** Every scenario that the simulator models comes to what its README says, request by request and by formula. */
import { describe, it } from 'vitest';
import { expectOutcome } from '../scenarios/outcome.ts';
import { quick, simulated } from '../scenarios/scenarios.ts';

describe('by requests', () => {
  it.each(simulated)('%s', (name) => expectOutcome(name, 'requests'), 120_000);
});

describe('by formula', () => {
  it.each(simulated.filter((name) => !quick.includes(name)))(
    '%s',
    (name) => expectOutcome(name, 'closed-form'),
    60_000,
  );
});
