import type { Place } from '../targets/places.ts';

/** The safety lever of AWS FIS: one for each account and Region, over the experiments of everybody there. */
export interface LeverState {
  /** `engaging`: experiments are being stopped. In both states that are not `disengaged` none begins. */
  readonly status: 'disengaged' | 'engaging' | 'engaged';
  /** Why it was set so, if anybody said. */
  readonly reason?: string;
}

/** Only looked at: no part of the platform sets it. */
export interface SafetyLever {
  /** @param place missing, or what it lacks: the platform's own */
  look(place?: Place): Promise<LeverState>;
}
