/** One wave begun in FIS: its template, the marks that it goes by, its experiment. What knows every action is loaded by whoever begins one. */
import { CreateExperimentTemplateCommand, StartExperimentCommand } from '@aws-sdk/client-fis';
import type { Injection } from '../../core/ports/faults.ts';
import { failureOf, isFailure } from './errors.ts';
import { FaultRefused } from './fault-refused.ts';
import type { FaultParts } from './faults.ts';
import { findExperiment } from './fis-experiments.ts';
import { type CompiledWave, compileWave, type TemplateSettings } from './fis-template.ts';

export interface Starting extends Pick<FaultParts, 'fis' | 'marks'> {
  readonly settings: TemplateSettings;
  /** Takes away what stands of an injection that did not become an experiment. */
  withdraw(token: string): Promise<void>;
}

/**
 * Template and start carry the injection's token: twice the same is one experiment.
 * @throws FaultRefused; ServiceFailure for what may pass
 */
export async function startWave(injection: Injection, starting: Starting): Promise<{ readonly externalId: string }> {
  const compiled = compileWave(injection, starting.settings);
  try {
    return await begin(injection, compiled, starting);
  } catch (error) {
    const failure = failureOf(error, 'StartExperiment');
    const no = isFailure(failure, 'InvalidRequest', 'AccessDenied', 'NotFound', 'Conflict', 'AlreadyExists');
    if (!no && (failure as Error).name !== 'MarkRefused') throw failure;
    // FIS says conflict, too, when the token has started one already.
    const started = await findExperiment(starting.fis, { ...injection });
    if (started?.id !== undefined) return { externalId: started.id };
    await starting.withdraw(injection.token);
    throw new FaultRefused((failure as Error).message, { cause: failure });
  }
}

async function begin(injection: Injection, { template, tags, marked }: CompiledWave, { fis, marks }: Starting) {
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand(template));
  // After the template, which remembers the marks, and before the start, which goes by them.
  for (const { arns, key, value } of marked) await marks.put(arns, key, value);
  const { experiment } = await fis.send(
    new StartExperimentCommand({
      clientToken: injection.token,
      experimentTemplateId: experimentTemplate?.id,
      tags: { ...tags },
    }),
  );
  return { externalId: experiment?.id ?? '' };
}
