/**
 * Who writes of an Aurora global database, chosen by the secondary that is to. Whether it does is
 * read from RDS each time; it has begun when it writes and nothing is under way any more.
 */
import {
  FailoverGlobalClusterCommand,
  type GlobalCluster,
  RDSClient,
  SwitchoverGlobalClusterCommand,
} from '@aws-sdk/client-rds';
import type { LedgerEntry } from '../../../core/history/ledger.ts';
import type { FaultAction } from '../../../core/ports/faults.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { optInTag } from '../../../core/targets/opt-in-tag.ts';
import { homeOf, lastOf } from '../arns.ts';
import { failureOf, isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { globalClustersOf, globalOf, writerOf } from '../global-clusters.ts';
import type { OwnFault, OwnObservation, Place } from './own-fault.ts';

/** It cannot go home yet: whoever asks next tries again. */
export class NotHomeYet extends Error {
  override readonly name = 'NotHomeYet';
}

const key = 'Clusters';
/** From the call until RDS says that something is under way. */
const untilShown = 60_000;

/** How a cluster stands to the role of writer. `settling`: it writes, and its global cluster is not available yet. */
type Standing = 'writes' | 'settling' | 'coming' | 'leaving' | 'follows';

function standingOf(global: GlobalCluster, target: string): Standing {
  const { FailoverState: moving, Status } = global;
  if (moving?.Status !== undefined && moving.ToDbClusterArn === target) return 'coming';
  if (moving?.Status !== undefined && moving.FromDbClusterArn === target) return 'leaving';
  if (writerOf(global) !== target) return 'follows';
  return Status === 'available' ? 'writes' : 'settling';
}

const nameOf = ({ GlobalClusterIdentifier = '' }: GlobalCluster): string => GlobalClusterIdentifier;
const statusOf = ({ Status = 'of no known status', FailoverState }: GlobalCluster): string =>
  FailoverState?.Status ?? Status;

type Moving = 'switch-over' | 'fail-over';

/** @param now for how long nothing need be shown yet */
export function globalDatabases(place: Place, how: Moving, now: () => number = Date.now): OwnFault {
  const here = place.client(RDSClient);
  const targetOf = ({ targets }: Pick<FaultAction, 'targets'>): string => targets[key]?.[0] ?? '';
  const look = async (target: string) => globalOf(await globalClustersOf(here), target);

  async function ask(global: GlobalCluster, target: string, { parameters }: FaultAction): Promise<void> {
    const given = { GlobalClusterIdentifier: nameOf(global), TargetDbClusterIdentifier: target };
    // Asked for where they are to write: nothing is needed of a Region that is lost.
    if (how === 'fail-over' && parameters.allowDataLoss === 'true') {
      await here.send(new FailoverGlobalClusterCommand({ ...given, AllowDataLoss: true }));
      return;
    }
    // Without loss both are a switchover, which is asked for where they write until then.
    const { region } = homeOf(writerOf(global) ?? target);
    const command = how === 'fail-over' ? FailoverGlobalClusterCommand : SwitchoverGlobalClusterCommand;
    await place.client(RDSClient, region).send(new command(given));
  }

  return {
    async start({ action, before = [] }) {
      const target = targetOf(action);
      const global = await look(target);
      if (!global) throw new FaultRefused(`${target} is a member of no global cluster`);
      const standing = standingOf(global, target);
      if (roleIn(before, target) === 'primary')
        throw new FaultRefused(`${target} writes for ${nameOf(global)} already: choose the secondary that is to`);
      if (standing === 'coming' || standing === 'settling' || standing === 'writes') return;
      const why = refusal(global, target, how, action.parameters);
      if (why !== undefined) throw new FaultRefused(why);
      try {
        await ask(global, target, action);
      } catch (error) {
        const failure = failureOf(error, 'RDS');
        if (isFailure(failure, 'InvalidRequest', 'Conflict', 'NotFound', 'AccessDenied'))
          throw new FaultRefused(failure.message, { cause: error });
        throw failure;
      }
    },
    async observe({ own, externalId }) {
      const target = targetOf(own);
      const global = await look(target);
      if (!global) return gone(target, externalId);
      const standing = standingOf(global, target);
      const under = `${nameOf(global)} is ${statusOf(global)}`;
      if (roleIn(own.before, target) === 'primary') return { state: 'absent', targets: [] };
      if (standing === 'writes') return { state: 'completed', targets: [target] };
      if (standing === 'leaving') return { state: 'stopping', targets: [target], reason: under };
      if (standing !== 'follows')
        return { state: 'pending', targets: [target], reason: `${under}: ${lastOf(target)} does not write yet` };
      if (externalId === undefined) return { state: 'absent', targets: [] };
      if (now() < own.intendedAt + untilShown)
        return { state: 'pending', targets: [target], reason: `${under}, and was asked for ${lastOf(target)}` };
      return { state: 'stopped', targets: [], reason: `${writerOf(global)} writes: it was put back, or never moved` };
    },
    async stop() {
      // What is under way cannot be called off: it is waited for, and then undone.
    },
    async undo({ asked, targets, before }: LedgerEntry) {
      const target = targetOf({ targets: asked?.targets ?? { [key]: targets } });
      const was = before.find(({ id }) => id === target);
      if (was?.state.globalRole !== 'secondary') return;
      const global = await look(target);
      // Taken out of it, by others: what becomes of it is theirs to say.
      if (!global) return;
      const standing = standingOf(global, target);
      if (standing === 'follows' || standing === 'leaving') return;
      const home = String(was.state.writerCluster);
      const why = standing === 'writes' ? notReady(global, home) : `${nameOf(global)} is ${statusOf(global)}`;
      if (why !== undefined) throw new NotHomeYet(why);
      const given = { GlobalClusterIdentifier: nameOf(global), TargetDbClusterIdentifier: home };
      await here.send(new SwitchoverGlobalClusterCommand(given));
    },
  };
}

const roleIn = (before: readonly Snapshot[], target: string) =>
  before.find(({ id }) => id === target)?.state.globalRole;

const gone = (target: string, externalId: string | undefined): OwnObservation =>
  externalId === undefined
    ? { state: 'absent', targets: [] }
    : { state: 'failed', targets: [], reason: `${target} is a member of no global cluster any more` };

const memberOf = ({ GlobalClusterMembers = [] }: GlobalCluster, cluster: string) =>
  GlobalClusterMembers.find(({ DBClusterArn }) => DBClusterArn === cluster);

/** Why a cluster does not have all that was written. What RDS says nothing of is believed. */
function behind(global: GlobalCluster, cluster: string): string | undefined {
  const { SynchronizationStatus: status = 'connected' } = memberOf(global, cluster) ?? {};
  return status === 'connected' ? undefined : `${cluster} does not have all that was written yet: it is ${status}`;
}

/** Why RDS is not asked at all. */
function refusal(
  global: GlobalCluster,
  target: string,
  how: Moving,
  { allowDataLoss }: FaultAction['parameters'],
): string | undefined {
  const tags = global.TagList ?? [];
  if (!tags.some(({ Key, Value }) => Key === optInTag && Value === 'true'))
    return `the global cluster ${nameOf(global)} lacks the tag ${optInTag}=true`;
  if (global.FailoverState?.Status !== undefined) return `${nameOf(global)} is ${statusOf(global)} already`;
  // A Region that is lost may leave its mark on the status: only what waits for it is refused.
  if (how === 'fail-over' && allowDataLoss === 'true') return undefined;
  if (global.Status !== 'available') return `${nameOf(global)} is ${statusOf(global)}`;
  return behind(global, target);
}

/** Why the cluster that wrote before cannot write again yet. */
const notReady = (global: GlobalCluster, home: string): string | undefined =>
  memberOf(global, home)
    ? behind(global, home)
    : `${home} is no member of ${nameOf(global)} yet: AWS attaches it again once its Region is healthy`;
