/** The least policies that an experiment needs, as IAM takes them: of the role that FIS acts as, and of whoever does our own actions. */
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { NeedPhase } from '../../../../core/faults/need.ts';
import { deliveryFor } from '../../../../core/plan/log-delivery.ts';
import { type PolicyStatement, policyOf } from '../../../../core/plan/role-policy.ts';
import { type Destination, filled } from './place.ts';
import { trustOf } from './trust.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Record<string, unknown>[];
}

export interface ExperimentPolicies {
  /** Of the role that FIS acts as. Missing where no step is an action of FIS's. */
  readonly role?: { readonly policy: PolicyDocument; readonly trust: unknown };
  /** Of the platform's functions, where steps are actions of our own: by what they do. */
  readonly functions?: Readonly<Partial<Record<NeedPhase, PolicyDocument>>>;
}

export interface PolicyPlace extends Destination {
  readonly stage?: string;
  /** Folder of the FIS extension for Lambda. */
  readonly lambdaFaults?: string;
}

const phases: readonly NeedPhase[] = ['inject', 'observe', 'undo'];

export function policiesOf(experiment: Experiment, to: PolicyPlace): ExperimentPolicies {
  const role = [...policyOf(experiment), ...deliveryFor(experiment, to.faultLogs)];
  const own = phases.flatMap((phase) => {
    const statements = [
      ...policyOf(experiment, { provider: 'squall', phase }),
      // FIS does not put everything right itself; what it leaves is the functions' work.
      ...(phase === 'undo' ? policyOf(experiment, { phase }) : []),
    ];
    return statements.length > 0 ? [[phase, documentOf(statements, to)] as const] : [];
  });
  const byFis = experiment.steps.some(({ action = 'aws:' }) => action.startsWith('aws:'));
  return {
    ...(byFis && { role: { policy: documentOf(role, to), trust: trustOf(to) } }),
    ...(own.length > 0 && { functions: Object.fromEntries(own) }),
  };
}

/** What the role of a template needs for its log, whoever does the work. */
export const deliveryOf = (experiment: Experiment, to: PolicyPlace): PolicyDocument['Statement'] =>
  documentOf(deliveryFor(experiment, to.faultLogs), to).Statement;

export function documentOf(statements: readonly PolicyStatement[], to: PolicyPlace): PolicyDocument {
  const fill = (text: string) =>
    filled(text, to, '*')
      .replaceAll('{stage}', to.stage ?? '<YOUR STAGE>')
      .replaceAll('{lambdaFaults}', to.lambdaFaults ?? 'arn:aws:s3:::<YOUR BUCKET>/FisConfigs/');
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources.map(fill),
      ...(Object.keys(conditions).length > 0 && {
        Condition: Object.fromEntries(
          Object.entries(conditions).map(([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, values.map(fill)])),
          ]),
        ),
      }),
    })),
  };
}
