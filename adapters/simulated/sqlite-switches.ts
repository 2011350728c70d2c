/** Kill switches in SQLite, for every timeline of the file: a person who says "stop" means all of it. */
import type { Switch, SwitchChange, Switches } from '../../core/ports/switches.ts';
import type { Database } from './database.ts';

type ChangeRow = Omit<SwitchChange, 'proof'>;

function tell(database: Database, { action, scope, by, reason, at }: ChangeRow): void {
  database.run(
    'INSERT INTO switch_changes (action, scope, switched_by, reason, at) VALUES (?, ?, ?, ?, ?)',
    action,
    scope,
    by,
    reason,
    at,
  );
}

/** Done when it returns, for whoever does more in the same transaction. A switch and its line in the audit list are one. */
export function raiseIn(database: Database, { scope, by, reason, at }: Switch): void {
  database.transaction(() => {
    database.run(
      'INSERT OR REPLACE INTO switches (scope, switched_by, reason, at) VALUES (?, ?, ?, ?)',
      scope,
      by,
      reason,
      at,
    );
    tell(database, { action: 'raised', scope, by, reason, at });
  });
}

export function sqliteSwitches(database: Database): Switches {
  return {
    async raised() {
      return database
        .all<Switch>('SELECT scope, switched_by AS "by", reason, at FROM switches ORDER BY scope')
        .map((row) => ({ ...row }));
    },
    async raise(raised) {
      raiseIn(database, raised);
    },
    async lower(lowered) {
      return database.transaction(() => {
        if (database.run('DELETE FROM switches WHERE scope = ?', lowered.scope) === 0) return false;
        tell(database, { action: 'lowered', ...lowered });
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
