/** What FIS made of a plan whose actions it skipped. Pure. */
import type { FaultPreview } from '../../../adapters/aws/fis-preview.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';

/** Where it sees it otherwise is said among the refusals. */
export function previewSection({ same, waves }: FaultPreview, colours: Colours): string[] {
  const steps = waves.flatMap((wave) => wave.steps);
  const resolved = steps.reduce((sum, step) => sum + step.resolved.length, 0);
  const planned = steps.reduce((sum, step) => sum + step.planned.length, 0);
  const found = `FIS resolves ${resolved} of ${count(planned, 'planned target')}, with every action skipped`;
  return [
    `${colours.bold('Preview')}  ${same ? found : colours.red(`${found}, and sees it otherwise`)}`,
    colours.dim('That FIS may do what the actions ask for is not proved by it.'),
  ];
}
