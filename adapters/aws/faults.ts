/** Faults by AWS FIS: one wave is one experiment, of a template of its own. */
import type { FisClient } from '@aws-sdk/client-fis';
import { type Faults, isActive } from '../../core/ports/faults.ts';
import { lastOf } from './arns.ts';
import type { FaultQuestions } from './fault-questions.ts';
import { activeExperiments, findExperiment, observationOf, stopExperiment } from './fis-experiments.ts';
import { fisLeftovers } from './fis-leftovers.ts';
import type { TemplateSettings } from './fis-template.ts';
import { readTemplate } from './fis-templates.ts';
import type { Marks } from './marks.ts';
import type { StartStopped } from './stopped-instances.ts';

export class UndoUnknown extends Error {
  override readonly name = 'UndoUnknown';
}

export interface FaultParts {
  readonly fis: FisClient;
  readonly marks: Marks;
  /** Missing where nothing is undone. */
  readonly startStopped?: StartStopped;
  /** Clearing up after a fault that is over did not work. It harms nobody, and is tried again at the next look. */
  readonly untidy?: (error: unknown) => void;
}

/** In one account, without what is asked of other services before there is a fault. */
export type FaultsHere = Omit<Faults, keyof FaultQuestions>;

export function awsFaults(
  { fis, marks, startStopped, untidy = () => {} }: FaultParts,
  settings: TemplateSettings,
): FaultsHere {
  const leftovers = fisLeftovers(fis, marks);
  const tidily = (work: Promise<void>) => work.catch(untidy);

  return {
    async start(injection) {
      const { startWave } = await import('./fis-start.ts');
      return startWave(injection, { fis, marks, settings, withdraw: (token) => tidily(leftovers.withdraw(token)) });
    },
    /** Of a fault that is over, what it left in AWS is cleared away as well. */
    async observe(fault) {
      const experiment = await findExperiment(fis, fault);
      if (!experiment) {
        await tidily(leftovers.withdraw(fault.token));
        return { state: 'absent', actions: [] };
      }
      const seen = await observationOf(fis, experiment);
      if (!isActive(seen.state) && experiment.experimentTemplateId)
        await tidily(leftovers.clear(experiment.experimentTemplateId));
      return seen;
    },
    async stop(fault) {
      if (!(await stopExperiment(fis, fault))) await tidily(leftovers.withdraw(fault.token));
    },
    async undo({ undo, action, targets, before }) {
      if (undo.by !== 'us') return;
      if (action !== 'aws:ec2:stop-instances' || !startStopped)
        throw new UndoUnknown(`this version knows no undo of its own for ${action}`);
      const ran = new Set(before.filter((each) => each.exists && each.state.state === 'running').map(({ id }) => id));
      await startStopped(targets.filter((id) => ran.has(id)).map(lastOf));
    },
    template: (id) => readTemplate(fis, id, settings),
    active: () => activeExperiments(fis),
  };
}
