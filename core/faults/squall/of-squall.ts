/** What all actions of our own have in common. */
import type { FaultDefinition } from '../definition.ts';
import { familyOf } from '../family.ts';

/** What is said of one of them. */
export type OfSquall = Omit<FaultDefinition, 'family' | 'provider' | 'pricePerActionMinute'>;

/** AWS bills none of them by the action-minute. */
export const squallFaults = (definitions: readonly OfSquall[]): readonly FaultDefinition[] =>
  definitions.map((definition) => ({
    ...definition,
    family: familyOf(definition.id),
    provider: 'squall',
    pricePerActionMinute: 0,
  }));
