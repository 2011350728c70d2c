/** Routing controls of the cluster whose endpoints the configuration lists: to list them is to opt its controls in. */
import { optInTag } from '../../../core/targets/opt-in-tag.ts';
import { arnPattern } from '../arn-pattern.ts';
import { homeOf } from '../arns.ts';
import type { ResourceFamily } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';
import { recoveryCluster } from './recovery-cluster.ts';

const type = 'route53-recovery-control:routing-control';

/** @throws NoRecoveryCluster where none is configured, ClusterUnavailable where none of its endpoints answers */
export function routingControls(place: Place): ResourceFamily {
  const cluster = recoveryCluster(place, place.recoveryEndpoints ?? []);
  return {
    type,
    arn: arnPattern(type),
    parameters: {
      controlPanel: async (found, value) => found.filter(({ state }) => state.controlPanel === value),
    },
    async describe() {
      const controls = await cluster.controls();
      return controls.map((control) => {
        const {
          RoutingControlArn: id = '',
          RoutingControlName: name = '',
          ControlPanelName,
          RoutingControlState,
        } = control;
        return {
          resource: { id, type, name, ...homeOf(id), region: '', tags: { [optInTag]: 'true' }, healthy: true },
          state: { state: RoutingControlState ?? 'unknown', controlPanel: ControlPanelName ?? '' },
          raw: control,
        };
      });
    },
  };
}
