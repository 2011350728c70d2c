/** What an acknowledgement goes through: all that an approval does, and the channel by which people hear that nothing is left. */
import { SNSClient } from '@aws-sdk/client-sns';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { awsNotices } from '../../adapters/aws/notices.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type ApproverPorts, approverPorts } from './approver-ports.ts';
import { countedNotices } from './counted-notices.ts';
import type { PortsMaker } from './function.ts';

export interface AcknowledgerPorts extends ApproverPorts, Pick<Ports, 'notices'> {}

export const acknowledgerPorts: PortsMaker<AcknowledgerPorts> = (environment, bounds, telemetry, name) => {
  const sns = bounded(new SNSClient(clientSettings), bounds);
  return {
    ...approverPorts(environment, bounds, telemetry, name),
    notices: countedNotices(awsNotices(sns, environment.noticesTopic), telemetry.count),
  };
};
