/**
 * FIS's own log of its experiments, where a platform asks for one, and what the role that FIS
 * acts as needs for it. Source: CloudWatch Logs user guide, "Enable logging from AWS services":
 * logs sent to CloudWatch Logs, and to Amazon S3.
 */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import type { FaultLogs } from '../platform/settings.ts';
import type { PolicyStatement } from './role-policy.ts';

/** `arn:aws:s3:::my-bucket/fis/` → `{ bucket: 'arn:aws:s3:::my-bucket', name: 'my-bucket', prefix: 'fis' }` */
export function bucketOf(folder: string): { readonly bucket: string; readonly name: string; readonly prefix: string } {
  const [bucket = '', ...path] = folder.split('/');
  return { bucket, name: bucket.slice(bucket.lastIndexOf(':') + 1), prefix: path.join('/').replace(/\/$/, '') };
}

/** Delivery is a subscription that FIS makes with the rights of its role: the calls know no resource but the bucket. */
export const deliveryStatements = ({ logGroup, folder }: FaultLogs): readonly PolicyStatement[] => [
  {
    sid: 'DeliverLogs',
    actions: [
      'logs:CreateLogDelivery',
      ...(logGroup === undefined
        ? []
        : ['logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy']),
    ],
    resources: ['*'],
    conditions: {},
  },
  ...(folder === undefined
    ? []
    : [
        {
          sid: 'DeliverLogsToBucket',
          actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
          resources: [bucketOf(folder).bucket],
          conditions: {},
        },
      ]),
];

/** None for an experiment that FIS has no part in, and where no log is asked for. */
export const deliveryFor = (
  { steps }: Pick<Experiment, 'steps'>,
  logs: FaultLogs | undefined,
): readonly PolicyStatement[] =>
  logs && steps.some(({ action, fisTemplate }) => fisTemplate !== undefined || fault(action ?? '')?.provider === 'fis')
    ? deliveryStatements(logs)
    : [];
