/** Where an exported template is meant for: filled in where it is known, left open as the template library does where not. */
import { partitionOf } from '../../../../adapters/aws/arns.ts';
import type { FaultLogs } from '../../../../core/platform/settings.ts';

export interface Destination {
  readonly account: string;
  readonly region: string;
  /** Where FIS is to write its own log. Missing: it keeps none. */
  readonly faultLogs?: FaultLogs;
}

export const open: Destination = { account: '<YOUR AWS ACCOUNT>', region: '<YOUR REGION>' };

/** Of a role of IAM, which is of no Region. */
export const roleArn = ({ account, region }: Destination, name: string): string =>
  `arn:${partitionOf(region)}:iam::${account}:role/${name}`;

/** The catalogue's template of an ARN, for one resource by its name. */
export const filled = (template: string, { account, region }: Destination, name: string): string =>
  template
    .replace('{partition}', partitionOf(region))
    .replace('{region}', region)
    .replace('{account}', account)
    .replace('*', () => name);
