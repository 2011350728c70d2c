import { SNSClient } from '@aws-sdk/client-sns';
import { bounded, clientSettings } from '../../../adapters/aws/clients.ts';
import { awsNotices } from '../../../adapters/aws/notices.ts';
import { countedNotices } from '../counted-notices.ts';
import type { Carried } from './carrying.ts';

export const notices: Carried = ({ environment, bounds, telemetry: { count } }) => ({
  notices: countedNotices(awsNotices(bounded(new SNSClient(clientSettings), bounds), environment.noticesTopic), count),
});
