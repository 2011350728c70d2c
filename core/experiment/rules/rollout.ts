/** Rule 14 of the format: stages that differ, that name the file's own environment, and that reach no further than the experiment. */
import { widerCaps } from '../../rollout/caps.ts';
import { stageKey, stagesOf } from '../../rollout/stage.ts';
import { quoted } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { listed, problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const rollout: Rule = function* (experiment) {
  if (!experiment.rollout) return;
  const stages = stagesOf(experiment);
  if (stages.length === 0) {
    yield problem(['rollout'], { found: 'no stages', allowed: 'at least one, or no rollout' });
    return;
  }
  const environments = [...new Set(stages.map(({ environment }) => environment))];
  if (!environments.includes(experiment.environment))
    yield problem(['environment'], {
      found: `${quoted(experiment.environment)}, which is no stage of the rollout`,
      allowed: listed(environments),
      nearest: nearest(experiment.environment, environments),
    });
  const known = new Map<string, number>();
  for (const stage of stages) {
    const path = ['rollout', stage.number - 1];
    const same = known.get(stageKey(stage));
    if (same !== undefined)
      yield problem(path, {
        found: `the same environment and caps as rollout[${same}]`,
        allowed: 'each stage once: another environment, or another blastRadius',
      });
    else known.set(stageKey(stage), stage.number - 1);
    for (const { cap, found, allowed } of widerCaps(stage.blastRadius ?? {}, experiment.blastRadius))
      yield problem([...path, 'blastRadius', ...(cap in (stage.blastRadius ?? {}) ? [cap] : ['preset'])], {
        found: `${found}, wider than the experiment's own blastRadius.${cap}`,
        allowed: `${allowed}: a stage reaches no further than the experiment`,
      });
  }
};
