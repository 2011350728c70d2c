/** What FIS must be allowed for all kills of a monkey, told before anybody is to be killed. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Target } from '../experiment/schema/steps.ts';
import { optInTag } from '../targets/opt-in-tag.ts';
import { type Place, place } from '../targets/places.ts';
import { exampleOf } from './example.ts';
import { victimTarget } from './experiment-of.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/**
 * An experiment that has a step for each entry of `groups`, account and Region, on whatever opted-in
 * resources that entry may come to: its role is the monkey's. It is never run.
 */
export function roleExperimentOf(definition: MonkeyDefinition): Experiment {
  const { name } = definition.metadata;
  const examples = definition.groups.flatMap((grouping, index) =>
    (grouping.where?.accounts ?? [undefined]).flatMap((account) =>
      (grouping.where?.regions ?? [undefined]).map((region) => ({
        index,
        where: place(account, region),
        example: exampleOf(definition, index),
      })),
    ),
  );
  const [first] = examples;
  return {
    ...first!.example,
    metadata: { ...first!.example.metadata, name },
    targets: Object.fromEntries(
      examples.map(({ index, where, example }, n) => [
        `${victimTarget}-${n}`,
        anyOf(definition, index, where, example.targets[victimTarget]!),
      ]),
    ),
    steps: examples.map(({ example }, n) => {
      const step = example.steps[0]!;
      const [key = ''] = Object.keys(step.targets ?? {});
      return { ...step, id: `kill-${n}`, targets: { [key]: `${victimTarget}-${n}` } };
    }),
  };
}

/** What the example's group alone bears is left out, and so is its name. */
function anyOf({ groups }: MonkeyDefinition, index: number, where: Place, { type }: Target): Target {
  const tags = groups[index]?.where?.tags ?? {};
  return { type, where: { tags: { ...tags, [optInTag]: 'true' }, ...where } };
}
