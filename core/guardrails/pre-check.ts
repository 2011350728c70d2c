import { bySchedule, personOf, unknownStarter } from '../history/person.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

/**
 * Users are not sent where they cannot be served: every pre-check of a drill is ok, or a person
 * has said why it goes on all the same. That passes this rule and no other. What was found
 * stands in the plan, made just before; what could not be found out refuses too.
 */
export const rule: Rule<undefined> = {
  rule: 'pre-check',
  gather: noFacts,
  decide({ plan, startedBy }) {
    const { preChecks, forcePrecheck, definition } = plan;
    if (forcePrecheck !== undefined) return unforceable(definition.drill !== undefined, startedBy);
    if (!definition.drill) return undefined;
    if (!preChecks) return 'nobody has looked at the place that takes over: make the plan again';
    const against = preChecks.filter(({ state }) => state !== 'ok');
    if (against.length === 0) return undefined;
    const found = against.map(({ of, says }) => says ?? `${of} is not as it must be`).join('; ');
    return `${found}; or say with --force-precheck why it goes on all the same`;
  },
};

export const preCheck = guardrail(rule);

/** Why nobody may go past them here. */
function unforceable(isDrill: boolean, startedBy: string | undefined): string | undefined {
  if (!isDrill)
    return 'pre-checks are forced, and this is no drill, which alone has them: start it without forcePrecheck';
  if (startedBy === undefined) return undefined;
  if (personOf(startedBy) === unknownStarter)
    return 'pre-checks are forced, and nobody says by whom: start it with startedBy';
  return startedBy.startsWith(bySchedule)
    ? 'pre-checks are forced by a schedule, and only a person may: let someone start it who looks at them'
    : undefined;
}
