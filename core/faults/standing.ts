/** Steps that stand until their run is over: what bounds them where their file says nothing. */
import { iso, millis } from '../experiment/durations.ts';
import type { Step } from '../experiment/schema/steps.ts';
import type { Millis } from '../ports/clock.ts';
import type { FaultDefinition } from './definition.ts';
import { longestAction } from './quotas.ts';

const minute = 60_000;

type Standing = Pick<Step, 'stands' | 'with' | 'undo'>;

/** The parameter that a standing step leaves to its run. One that nobody undoes, as declared, has no end to be given. */
function leftOpen({ bounded }: FaultDefinition, { stands, with: given, undo }: Standing): string | undefined {
  if (!stands || bounded.by === 'instant' || given?.[bounded.parameter] !== undefined) return undefined;
  return typeof undo === 'object' && 'irreversible' in undo ? undefined : bounded.parameter;
}

/**
 * What a step gives its action, with the duration that a standing one leaves out: whole minutes,
 * at most what the action takes.
 * @param lasting how long the rest of the run may take
 */
export function givenBy(definition: FaultDefinition, step: Standing, lasting: Millis): Step['with'] {
  const parameter = leftOpen(definition, step);
  if (parameter === undefined) return step.with;
  return {
    ...step.with,
    [parameter]: iso(Math.min(Math.ceil(lasting / minute) * minute, longestOf(definition, parameter))),
  };
}

/** What the action takes at most. @param parameter that bounds it */
export function longestOf({ parameters }: Pick<FaultDefinition, 'parameters'>, parameter: string): Millis {
  const { max } = parameters.find(({ name }) => name === parameter) ?? {};
  return typeof max === 'string' ? millis(max) : longestAction;
}

/** As `givenBy`, before anybody can tell how long the run may take: the longest that the action takes. */
export const givenAtMost = (definition: FaultDefinition, step: Standing): Step['with'] =>
  givenBy(definition, step, longestAction);
