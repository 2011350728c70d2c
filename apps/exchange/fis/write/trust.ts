/** Who may take on the role: FIS, for experiments of this account. Source: AWS FIS user guide, "Confused deputy prevention". */
import { partitionOf } from '../../../../adapters/aws/arns.ts';
import type { Destination } from './place.ts';

export const trustOf = ({ account, region }: Destination): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'fis.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partitionOf(region)}:fis:*:${account}:experiment/*` },
      },
    },
  ],
});
