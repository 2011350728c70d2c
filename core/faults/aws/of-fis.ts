/** What all actions of AWS FIS have in common. */
import type { FaultDefinition } from '../definition.ts';
import { familyOf } from '../family.ts';
import type { FaultParameter } from '../parameter.ts';

/** Dollars for an action-minute. Source: the AWS FIS price list. */
export const fisPrice = 0.1;

/** What is said of one of them. */
export type OfFis = Omit<FaultDefinition, 'family' | 'provider' | 'pricePerActionMinute'>;

export const fisFaults = (definitions: readonly OfFis[]): readonly FaultDefinition[] =>
  definitions.map((definition) => ({
    ...definition,
    family: familyOf(definition.id),
    provider: 'fis',
    pricePerActionMinute: fisPrice,
  }));

/** FIS bounds every duration to between one minute and twelve hours. */
export const fisDuration = (doc: string, name = 'duration', required = true): FaultParameter => ({
  name,
  type: 'duration',
  min: 'PT1M',
  max: 'PT12H',
  required,
  doc,
});
