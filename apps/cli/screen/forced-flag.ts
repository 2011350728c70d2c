/** `--force-precheck` as it is typed again, since a plan with it is another plan. */
import { quoted } from '../../report/model/replay.ts';

export const forcedFlag = (reason: string | undefined): readonly string[] =>
  reason === undefined ? [] : [`--force-precheck ${quoted(reason)}`];
