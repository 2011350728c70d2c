/** Errors in an IAM role's own calls of AWS. Source: AWS FIS actions reference, fault injection actions. */
import type { FaultDefinition } from '../definition.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { percentage } from './parameters.ts';

const kinds = [
  {
    id: 'internal',
    api: 'InjectApiInternalError',
    summary: 'answers a share of the roles’ API calls with an internal error',
  },
  { id: 'throttle', api: 'InjectApiThrottleError', summary: 'throttles a share of the roles’ API calls' },
  {
    id: 'unavailable',
    api: 'InjectApiUnavailableError',
    summary: 'answers a share of the roles’ API calls as unavailable',
  },
] as const;

export const apiErrors: readonly FaultDefinition[] = fisFaults(
  kinds.map(({ id, api, summary }) => ({
    id: `aws:fis:inject-api-${id}-error`,
    summary,
    targets: { Roles: { type: 'iam:role' } },
    reach: { counts: 'share', parameter: 'percentage' },
    parameters: [
      fisDuration('how long calls fail'),
      {
        name: 'service',
        type: 'text',
        required: true,
        allowed: ['ec2', 'kinesis'],
        doc: 'the API whose calls fail',
      },
      percentage('percentage', 'share of calls that fail'),
      {
        name: 'operations',
        type: 'list',
        required: true,
        form: { pattern: '[A-Z][A-Za-z0-9]*', means: 'an operation such as DescribeInstances' },
        doc: 'operations of the API that fail',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets calls through again after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [
      {
        what: 'everybody who acts as the role is hit, this platform too where the role is its own',
        answer: 'the opt-in tag is asked of the role, which none of the platform’s roles carries',
      },
    ],
    needs: [
      {
        sid: 'FailCallsOfRoles',
        actions: [`fis:${api}`],
        target: 'Roles',
        resources: ['arn:{partition}:fis:{region}:{account}:experiment/*'],
        optIn: { cannot: 'the resource is the experiment; the roles are named by the condition fis:Targets' },
        conditions: {
          'ForAllValues:ArnLike': { 'fis:Targets': ['{targets}'] },
          StringEquals: { 'fis:Service': '{with.service}' },
        },
      },
    ],
    examples: {
      minimal: { duration: 'PT5M', service: 'ec2', percentage: 50, operations: ['DescribeInstances'] },
      maximal: { duration: 'PT30M', service: 'kinesis', percentage: 100, operations: ['GetRecords', 'PutRecord'] },
    },
    unconfirmed: ['that fis:Targets and fis:Service are in the request of FIS when it acts as the role'],
  })),
);
