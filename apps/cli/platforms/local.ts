/** The platform in a directory on this machine. */
import { approveLocally } from '../../local/approval.ts';
import { openArchive, requestStop } from '../../local/archive.ts';
import { importLocally, promotionsKnown } from '../../local/promotions.ts';
import { openSwitches, stopScopeLocally } from '../../local/switches.ts';
import type { Io } from '../io.ts';
import { directoryFlags } from './open.ts';
import type { Platform } from './platform.ts';

/** Reading never makes a directory: one in which nothing was ever run is an empty platform. It loads neither simulator nor lifecycle. */
export function localPlatform({ person }: Pick<Io, 'person'>, directory: string): Platform {
  const archive = openArchive(directory);
  const switches = openSwitches(directory);
  return {
    name: directory,
    flags: directoryFlags(directory),
    person,
    looks: { every: 250, atMost: 250 },
    list: async (filter) => archive.list(filter),
    history: archive.history,
    activeFaults: async ({ record }) => (await archive.activeFaults(record.runId)).length,
    isDriven: archive.isOwned,
    requestStop: async (runId, reason) => requestStop(directory, runId, person, reason),
    async stopScope(scope, reason) {
      const runIds = stopScopeLocally(directory, { scope, by: person, reason, at: Date.now() });
      return { runIds, failures: [], by: person };
    },
    async resume(scope, reason) {
      return { lowered: await switches.lower({ scope, by: person, reason, at: Date.now() }), by: person };
    },
    raised: switches.raised,
    audit: switches.audit,
    approve: ({ runId, planHash }, { as: by = person, reason }) =>
      approveLocally(directory, { runId, by, playedBy: person, planHash, ...(reason !== undefined && { reason }) }),
    leftovers: archive.leftovers,
    async acknowledge({ runId }, reason) {
      const timeline = archive.timelineOf(runId);
      if (timeline === undefined) return { acknowledged: false, rule: 'unknown', why: `run ${runId} is unknown` };
      const { acknowledgeLocally } = await import('../../local/leftovers.ts');
      return acknowledgeLocally(directory, { timeline, runId, by: person, reason });
    },
    promotions: () => promotionsKnown(directory),
    importPromotion: (document, trusted) => importLocally(directory, document, person, trusted),
    async findings() {
      const { findingsKnown } = await import('../../local/findings.ts');
      return findingsKnown(directory);
    },
    async takeOver() {
      const { reapLocally } = await import('../../local/reap.ts');
      await reapLocally({ directory });
    },
    close() {
      archive.close();
      switches.close();
    },
  };
}
