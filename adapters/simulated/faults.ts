/** Faults in the simulated cloud, FIS's and our own. One injection is one experiment, found again by its client token. */
import { type FaultObservation, type FaultReference, type Faults, isActive } from '../../core/ports/faults.ts';
import { placesOf } from '../../core/targets/places.ts';
import { alarmNamed } from '../../core/world/alarm-names.ts';
import type { ExperimentState, SimulatedCloud } from '../../simulator/cloud.ts';

/** The provider said no, and nothing was started. */
export class FaultRefused extends Error {
  override readonly name = 'FaultRefused';
}

export class UndoNotSimulated extends Error {
  override readonly name = 'UndoNotSimulated';
}

/** The tag by which a run's faults are found in the cloud itself. */
export const runTag = 'squall:run';
/** Tells our own from what FIS itself counts and bills. */
const providerTag = 'squall:provider';

/** @param changed is called when a fault was started or stopped, so that the world can be kept before anything else happens. */
export function simulatedFaults(cloud: SimulatedCloud, changed: () => void = () => {}): Faults {
  const find = ({ externalId, token }: FaultReference): ExperimentState | undefined =>
    (externalId === undefined ? undefined : cloud.experiment(externalId)) ?? cloud.experimentByToken(token);

  return {
    async start({ runId, epoch, wave, provider, token, actions, stopAlarms }) {
      try {
        const { id } = cloud.startExperiment({
          clientToken: token,
          tags: {
            [runTag]: runId,
            'squall:epoch': String(epoch),
            'squall:wave': String(wave),
            [providerTag]: provider,
          },
          actions: actions.map(({ stepId, action, parameters, targets, targetParameters }) => ({
            name: stepId,
            actionId: action,
            parameters,
            targets,
            ...(targetParameters && { targetParameters }),
          })),
          // FIS watches its stop conditions itself; what our own code started, ours must stop.
          stopAlarms: provider === 'fis' ? stopAlarms.map((alarm) => alarmNamed(cloud.model, alarm)) : [],
        });
        changed();
        return { externalId: id };
      } catch (error) {
        if ((error as Error).name !== 'NotSimulated') throw error;
        throw new FaultRefused((error as Error).message, { cause: error });
      }
    },
    async observe(fault): Promise<FaultObservation> {
      const experiment = find(fault);
      if (!experiment) return { state: 'absent', actions: [] };
      return {
        state: experiment.status,
        ...(experiment.reason !== undefined && { reason: experiment.reason }),
        externalId: experiment.id,
        actions: experiment.actions.map(({ name, status, targets }) => ({ stepId: name, state: status, targets })),
      };
    },
    async stop(fault, reason) {
      const experiment = find(fault);
      if (!experiment) return;
      cloud.stopExperiment(experiment.id, reason);
      changed();
    },
    async undo({ undo, action, targets, before, fault }) {
      if (undo.by !== 'us') return;
      if (fault.provider === 'squall') {
        // What ends by itself, such as a toxic, has nothing left to be ended.
        const experiment = find(fault);
        if (experiment) cloud.endEffects(experiment.id);
        changed();
        return;
      }
      if (action !== 'aws:ec2:stop-instances') throw new UndoNotSimulated(`the simulator knows no undo of ${action}`);
      const ran = new Set(
        before.filter(({ exists, state }) => exists && state.state === 'running').map(({ id }) => id),
      );
      cloud.startInstances(targets.filter((id) => ran.has(id)));
      changed();
    },
    async active({ region } = {}) {
      const isThere = ({ actions }: ExperimentState) => {
        const [own] = placesOf(actions.flatMap(({ targets }) => targets));
        return region === undefined || own?.region === undefined || own.region === region;
      };
      return cloud
        .experiments()
        .filter((each) => isActive(each.status) && each.tags[providerTag] !== 'squall' && isThere(each)).length;
    },
    mostByTag: async () => Number.POSITIVE_INFINITY,
    permissions: async () => ({ asked: false, why: 'a simulated cloud has no permissions' }),
    async template() {
      return {
        found: false,
        why: 'FIS templates live in AWS, and a world holds none: plan it with --aws, or write its actions as steps to rehearse them here',
      };
    },
  };
}
