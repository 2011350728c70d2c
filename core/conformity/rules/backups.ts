import { spanOf } from '../../experiment/durations.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

export const backups = rule({
  rule: 'backups',
  asks: 'databases keep automatic backups for long enough, and tables can go back to a point in time',
  severity: 'critical',
  of: ['database', 'table'],
  proof: 'runbook-rehearsed',
  judge(subject, { limits }) {
    if (subject.kind === 'table') {
      const { pointInTimeRecovery } = subject;
      if (!isKnown(pointInTimeRecovery)) return notEvaluated(pointInTimeRecovery.notKnown);
      if (pointInTimeRecovery) return conforms;
      return finding(
        'point-in-time recovery is off: what a fault in a program deletes is gone',
        'point-in-time recovery',
        'turn it on, and rehearse the restore',
      );
    }
    const { backupRetention: kept } = subject;
    if (!isKnown(kept)) return notEvaluated(kept.notKnown);
    if (kept >= limits.backupRetention) return conforms;
    return finding(
      kept === 0 ? 'automatic backups are off' : `automatic backups are kept for ${spanOf(kept)}`,
      `${spanOf(limits.backupRetention)} or longer`,
      'raise the retention of its backups, and rehearse the restore',
      kept === 0 ? 'critical' : 'medium',
    );
  },
});
