/** Where FIS writes its own log, as its templates say it. */
import type { CreateExperimentTemplateCommandInput } from '@aws-sdk/client-fis';
import { bucketOf } from '../../core/plan/log-delivery.ts';
import type { FaultLogs } from '../../core/platform/settings.ts';
import { arn, type Home } from './arns.ts';

/** A log group is of the account and Region of the experiment. Its ARN ends with `:*`, as FIS asks. */
export function logsOf(
  { logGroup, folder }: FaultLogs,
  home: Home,
): NonNullable<CreateExperimentTemplateCommandInput['logConfiguration']> {
  const { name, prefix } = bucketOf(folder ?? '');
  return {
    logSchemaVersion: 2,
    ...(logGroup !== undefined && {
      cloudWatchLogsConfiguration: { logGroupArn: arn('logs', home, `log-group:${logGroup}:*`) },
    }),
    ...(folder !== undefined && { s3Configuration: { bucketName: name, ...(prefix !== '' && { prefix }) } }),
  };
}
