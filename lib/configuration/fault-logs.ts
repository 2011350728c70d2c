/** Where FIS writes its own log, with the name of our log group written out. Free of CDK. */
import type { FaultLogs } from '../../core/platform/settings.ts';
import { names } from './names.ts';
import type { Configuration } from './schema.ts';

type Asked = Pick<Configuration, 'faultLogs' | 'stage'>;

/** Undefined where FIS keeps none. */
export function faultLogsOf({ faultLogs, stage }: Asked): FaultLogs | undefined {
  if (!faultLogs) return undefined;
  return ownsFaultLogs({ faultLogs }) ? { ...faultLogs, logGroup: names.faultLogs(stage) } : faultLogs;
}

/** Whether the log group is made by us, in each account that FIS acts in. */
export const ownsFaultLogs = ({ faultLogs }: Pick<Asked, 'faultLogs'>): boolean => faultLogs?.logGroup === 'own';
