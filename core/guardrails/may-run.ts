import { unknownStarter } from '../history/person.ts';
import { granted } from '../platform/grants.ts';
import type { Grant } from '../platform/settings.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * Who may run what, as the platform was told. Who starts a run is the request's claim, and
 * in AWS the trail of the start is the proof: it keeps colleagues from each other's
 * experiments, and nobody out who may start executions and lies.
 */
export const rule: Rule<readonly Grant[] | undefined> = {
  rule: 'may-run',
  gather: async (_question, { stage }) => stage.settings.mayRun,
  decide({ plan, startedBy }, grants) {
    if (grants === undefined) return undefined;
    const { owner, service } = plan.definition.metadata;
    const what = `${owner}'s experiments on ${service}`;
    if (startedBy === undefined || startedBy === unknownStarter)
      return `not everyone may run ${what}, and nobody says who starts this one: start it with startedBy`;
    if (grants.some((grant) => granted(grant, { person: startedBy, owner, service }))) return undefined;
    return `${startedBy} may not run ${what}: ask someone who may, or have mayRun of the platform name them`;
  },
};

export const mayRun = guardrail(rule);
