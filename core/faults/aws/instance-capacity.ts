/** Launches answered with InsufficientInstanceCapacity. Source: AWS FIS actions reference, Amazon EC2 actions. */
import { lookAtGroups } from './looking.ts';
import { fisDuration, type OfFis } from './of-fis.ts';
import { percentage, shareOf, zones } from './parameters.ts';

/** EC2 knows no resource here: which action of FIS may ask, and for whom, is held by conditions. */
const refuseLaunches = (action: string, target: string) => ({
  sid: 'RefuseLaunches',
  actions: ['ec2:InjectApiError'],
  target,
  resources: ['*'],
  optIn: { cannot: 'it takes no resource; what is hit is named by the condition ec2:FisTargetArns' },
  conditions: {
    StringEquals: { 'ec2:FisActionId': action },
    'ForAllValues:ArnLike': { 'ec2:FisTargetArns': ['{targets}'] },
  },
});

const undo = [
  { by: 'provider', how: 'FIS lets launches through again after the duration, or when it is stopped' },
] as const;

export const instanceCapacity: readonly OfFis[] = [
  {
    id: 'aws:ec2:api-insufficient-instance-capacity-error',
    summary: 'answers the roles’ launches in the named zones with InsufficientInstanceCapacity',
    targets: { Roles: { type: 'iam:role', chosenBy: ['arns'] } },
    reach: { counts: 'share', parameter: 'percentage' },
    parameters: [fisDuration('how long launches fail'), zones, percentage('percentage', 'share of launches that fail')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo,
    undoTime: 120_000,
    holes: [
      {
        what: 'a request that asks for several zones at once is let through',
        answer: 'for groups, aws:ec2:asg-insufficient-instance-capacity-error is run beside it',
      },
    ],
    needs: [refuseLaunches('aws:ec2:api-insufficient-instance-capacity-error', 'Roles')],
    examples: {
      minimal: { duration: 'PT5M', availabilityZoneIdentifiers: ['euc1-az1'], percentage: 100 },
      maximal: { duration: 'PT30M', availabilityZoneIdentifiers: ['euc1-az1', 'euc1-az2'], percentage: 50 },
    },
  },
  {
    id: 'aws:ec2:asg-insufficient-instance-capacity-error',
    summary: 'answers the groups’ launches in the named zones with InsufficientInstanceCapacity',
    targets: { AutoScalingGroups: { type: 'ec2:autoscaling-group' } },
    reach: { counts: 'nothing', why: 'the groups’ members go on serving; only new ones are missing' },
    parameters: [fisDuration('how long launches fail'), zones, shareOf('percentage', 'share of launches that fail')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo,
    undoTime: 120_000,
    holes: [
      {
        what: 'only groups with launch templates are hit',
        answer: 'FIS refuses others, and the run ends without having broken anything',
      },
    ],
    needs: [refuseLaunches('aws:ec2:asg-insufficient-instance-capacity-error', 'AutoScalingGroups'), lookAtGroups],
    examples: {
      minimal: { duration: 'PT5M', availabilityZoneIdentifiers: ['euc1-az1'] },
      maximal: { duration: 'PT30M', availabilityZoneIdentifiers: ['euc1-az1', 'euc1-az2'], percentage: 50 },
    },
  },
];
