/** `squall run --aws`: planned here, agreed to here, run there. */
import type { RunRequest } from '../../../core/lifecycle/reference.ts';
import { findPlatform } from '../../aws/platform.ts';
import { newRunId } from '../../local/run-id.ts';
import type { RunCall } from '../commands/run.ts';
import { exitCodes } from '../exit-code.ts';
import { platformOf } from '../platforms/aws.ts';
import { whereInAws } from '../screen/where.ts';
import { disagreement, nothingStarted, notInjecting } from './agreement.ts';
import { conduct } from './conduct.ts';
import { given, planInAws, prepareInAws, undeployed } from './preparation-in-aws.ts';
import { presenterOf } from './presenter.ts';
import { leftRemotely, remoteRun } from './remote-run.ts';
import type { Result } from './result.ts';
import { earlierRuns } from './selection.ts';

export async function runInAws({ io, file, options, interrupts, onStarted }: RunCall): Promise<Result> {
  const what = given(file);
  const planning = findPlatform(options).then(async (remote) => {
    const prepared = await prepareInAws(what, options, remote);
    const refusals = undeployed(prepared.deployed);
    const planned =
      refusals.length > 0 ? ({ ok: false, refusals } as const) : await planInAws(what, prepared, remote, options.plan);
    return { remote, prepared, planned };
  });
  const made = await Promise.race([planning, interrupts.early]);
  if (made === 'interrupted') return nothingStarted(io);
  const { remote, prepared, planned } = made;
  const place = whereInAws(remote.deployment, prepared.seed);
  const tell = options.json || options.detach ? io.err : io.out;
  tell(place);
  if (!planned.ok) return notInjecting(io, planned.refusals);
  const { plan, refusals } = planned;
  const page = { plan, refusals, where: place, deployed: prepared.deployed.says };
  const no = await disagreement(page, { io, options, early: interrupts.early, recordsRefusals: false });
  if (no) return no;

  const runId = newRunId(prepared.experiment.metadata.name, Date.now());
  const request: RunRequest = {
    experiment: prepared.definitionHash,
    parameters: prepared.parameters,
    seed: prepared.seed,
    // What was agreed to is what may run, whatever the fleet does meanwhile.
    plan: plan.hash,
    startedBy: remote.deployment.caller,
    ...(prepared.stage !== undefined && { stage: prepared.stage }),
    ...(prepared.forcePrecheck !== undefined && { forcePrecheck: prepared.forcePrecheck }),
  };
  const platform = platformOf(remote);
  if (options.detach) {
    await remote.start(runId, request);
    onStarted(runId);
    if (!options.json) io.out(runId);
    const reason = `Asked for: squall watch ${runId}${platform.flags} follows it.`;
    io.err(reason);
    return { type: 'result', runId, exitCode: exitCodes.held, reason, seed: plan.seed, plan: plan.hash };
  }
  const { directory, junit, report } = options;
  const conducted = {
    io,
    begin: remoteRun(remote, runId, request),
    place,
    seed: prepared.seed,
    places: { directory, ...(report !== undefined && { report }), ...(junit !== undefined && { junit }) },
    json: options.json === true,
    flags: platform.flags,
    onStarted,
    left: (id: string) => leftRemotely(id, platform.flags),
    earlier: (history: Parameters<typeof earlierRuns>[1]) => earlierRuns(platform, history),
  };
  return conduct(conducted, presenterOf(io, plan, place, { json: options.json, time: 'wall' }), interrupts);
}
