/** Kill switches in SQLite, for every timeline of the file: a person who says "stop" means all of it. */
import type { Switch, SwitchChange, Switches } from '../../core/ports/switches.ts';
import type { Database } from './database.ts';

type ChangeRow = Omit<SwitchChange, 'proof'>;

/** A switch and its line in the audit list are one transaction. */
export function sqliteSwitches(database: Database): Switches {
  const logged = ({ action, scope, by, reason, at }: ChangeRow) =>
    database.run(
      'INSERT INTO switch_changes (action, scope, switched_by, reason, at) VALUES (?, ?, ?, ?, ?)',
      action,
      scope,
      by,
      reason,
      at,
    );
  return {
    async raised() {
      return database
        .all<Switch>('SELECT scope, switched_by AS "by", reason, at FROM switches ORDER BY scope')
        .map((row) => ({ ...row }));
    },
    async raise({ scope, by, reason, at }) {
      database.transaction(() => {
        database.run(
          'INSERT OR REPLACE INTO switches (scope, switched_by, reason, at) VALUES (?, ?, ?, ?)',
          scope,
          by,
          reason,
          at,
        );
        logged({ action: 'raised', scope, by, reason, at });
      });
    },
    async lower(lowered) {
      return database.transaction(() => {
        if (database.run('DELETE FROM switches WHERE scope = ?', lowered.scope) === 0) return false;
        logged({ action: 'lowered', ...lowered });
        return true;
      });
    },
    async audit() {
      return database
        .all<ChangeRow>(
          'SELECT action, scope, switched_by AS "by", reason, at FROM switch_changes ORDER BY sequence DESC',
        )
        .map((row) => ({ ...row }));
    },
  };
}
