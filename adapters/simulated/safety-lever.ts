import type { SafetyLever } from '../../core/ports/safety-lever.ts';

/** The simulated cloud has no safety lever: there are no other teams' experiments in it to stop. */
export const simulatedLever: SafetyLever = { look: async () => ({ status: 'disengaged' }) };
