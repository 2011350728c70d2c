import { NotSimulated } from '../cloud.ts';
import { timings } from '../control-plane/timings.ts';
import type { WorldModel } from '../model.ts';
import { isRouted, type RoutedDnsModel } from '../names-model.ts';
import type { Fault, FaultTargets } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:route53:shift-weights';

/** Answers are given by the new weights once the change is on all name servers; who has an answer keeps it for its time. */
export const shiftWeights: Fault = {
  actionId,
  targets: { RecordSets: 'route53:record-set' },
  optional: { Others: 'route53:record-set' },
  plan({ parameters, targets, model }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const weight = read.number('weight', 0, 0, 255);
    const othersWeight = read.number('othersWeight', 255, 0, 255);
    read.finish();
    const { RecordSets = [], Others = [] } = targets;
    refuse(
      model,
      targets,
      new Map([...Others.map((id) => [id, othersWeight] as const), ...RecordSets.map((id) => [id, weight] as const)]),
    );
    return {
      duration,
      effects: [
        { kind: 'record', on: Others, weight: othersWeight },
        { kind: 'record', on: RecordSets, weight },
      ],
      rampUp: timings.routeChange,
      effectsFor: untilUndone,
    };
  },
};

/** @throws NotSimulated for what has no weight, and for what would leave a name without any */
function refuse(model: WorldModel, targets: FaultTargets, asked: ReadonlyMap<string, number>): void {
  for (const arn of Object.values(targets).flat()) {
    const name = model.dns.filter(isRouted).find((each) => each.records.some(({ id }) => isOf(arn, each, id)));
    if (!name) continue;
    if (name.routing !== 'weighted')
      throw new NotSimulated(
        `the simulator does not model ${actionId} on ${arn}: records of ${name.name} go by ${name.routing}, and have no weight`,
      );
    const left = name.records.map(
      ({ id, weight = 0 }) => [...asked].find(([each]) => isOf(each, name, id))?.[1] ?? weight,
    );
    if (left.every((weight) => weight === 0))
      throw new NotSimulated(
        `the simulator does not model ${actionId} where no record of ${name.name} has a weight left: all would answer alike, and nothing would move`,
      );
  }
}

const isOf = (arn: string, { hostedZone, name }: RoutedDnsModel, id: string): boolean =>
  arn.includes(`:hostedzone/${hostedZone}/recordset/${name}/`) && arn.endsWith(`/${id}`);
