/** A deployed platform. Its own functions drive its runs, whether anyone here looks or not. */
import { findPlatform, type RemotePlatform } from '../../aws/platform.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { DeploymentOptions } from './open.ts';
import type { Platform } from './platform.ts';

/** A page of a list that goes back for years. */
const listed = 50;

/** @throws DeploymentUnknown, InvalidConfiguration, ServiceFailure */
export async function awsPlatform(options: DeploymentOptions): Promise<Platform> {
  return platformOf(await findPlatform(options));
}

export function platformOf(remote: RemotePlatform): Platform {
  const { deployment, list, history, activeFaults } = remote;
  return {
    name: `squall-${deployment.stage} in ${deployment.region}`,
    flags: ` ${deployment.flags}`,
    person: deployment.caller,
    looks: { every: 2000, atMost: 8000 },
    now: Date.now,
    listed,
    list: (filter = {}) => list(filter),
    history,
    activeFaults,
    isDriven: () => true,
    async requestStop(runId, reason) {
      const known = await history(runId);
      if (!known) return 'unknown';
      if (known.record.terminal) return 'concluded';
      return (await remote.stop(runId, reason)).known ? 'asked' : 'unknown';
    },
    async stopScope(scope, reason) {
      const { by, runs } = await remote.stopScope(scope, reason);
      const failures = runs.flatMap(({ runId, ...each }) => ('failed' in each ? [{ runId, why: each.failed }] : []));
      return { runIds: runs.flatMap((each) => ('aborted' in each ? [each.runId] : [])), failures, by };
    },
    async resume(scope, reason) {
      const answer = await remote.resume(scope, reason);
      if (!answer.resumed) throw new Failure(`not resumed: ${answer.why}`, exitCodes.refused);
      return answer;
    },
    raised: () => remote.switches.raised(),
    audit: () => remote.switches.audit(),
    approve: (record, { reason }) => remote.approve(record, reason),
    leftovers: remote.leftovers,
    acknowledge: remote.acknowledge,
    promotions: remote.promotions,
    importPromotion: (document) => remote.importPromotion(document),
    findings: remote.findings,
    async takeOver() {
      await remote.sweep();
    },
    close() {},
  };
}
