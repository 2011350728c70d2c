import type { Check } from '../finding.ts';

/** Everything that changes something, instead of telling someone. */
const acting = /:automate:|:swf:|:autoscaling:|:lambda:|:ssm:/;

/** What else it sets off; and whether anyone hears of it. */
export const actions: Check = {
  check: 'actions',
  look({ alarm: { actions: said } }) {
    if (!said) return undefined;
    if (!said.enabled)
      return {
        weight: 'warns',
        says: 'has its actions disabled: the run is stopped all the same, and nobody is paged',
      };
    const acts = said.onAlarm.filter((arn) => acting.test(arn));
    return acts.length === 0
      ? undefined
      : {
          weight: 'warns',
          says: `also acts by itself when it fires (${acts.join(', ')}): what that changes is not undone with the run`,
        };
  },
};
