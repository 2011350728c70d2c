/** `experimentOptions.actionsMode` of StartExperiment, which the client in use does not know yet. */
import {
  type Experiment,
  type FisClient,
  type StartExperimentCommand,
  StopExperimentCommand,
} from '@aws-sdk/client-fis';

/** The actions would run, or may have begun to: nothing was sent, or it was stopped at once. */
export class NotSkipped extends Error {
  override readonly name = 'NotSkipped';
}

/**
 * The command, with its actions skipped: written into the body once it is serialized, and
 * before its length is taken and it is signed.
 */
export function skipAll(command: StartExperimentCommand): StartExperimentCommand {
  command.middlewareStack.add(
    (next) => (given) => {
      const request = given.request as { body?: unknown } | undefined;
      if (!request || typeof request.body !== 'string')
        throw new NotSkipped('the request to start has no JSON body to say actionsMode in');
      const body: object = JSON.parse(request.body);
      request.body = JSON.stringify({ ...body, experimentOptions: { actionsMode: 'skip-all' } });
      return next(given);
    },
    { step: 'build', priority: 'high', name: 'skipAllActions' },
  );
  return command;
}

/**
 * FIS says back how it understood the start.
 * @throws NotSkipped when it is not with its actions skipped, once it is told to stop
 */
export async function refuseUnlessSkipped(fis: FisClient, experiment: Experiment | undefined): Promise<void> {
  const { actionsMode } = (experiment?.experimentOptions ?? {}) as { readonly actionsMode?: string };
  if (actionsMode === 'skip-all') return;
  if (experiment?.id) await fis.send(new StopExperimentCommand({ id: experiment.id }));
  throw new NotSkipped(`FIS started with actionsMode ${actionsMode ?? 'unsaid'} instead of skip-all, and was stopped`);
}
