/** Kill switches in SQLite, for every timeline of the file: a person who says "stop" means all of it. */
import type { Switch, Switches } from '../../core/ports/switches.ts';
import type { Database } from './database.ts';

export interface SwitchStore extends Switches {
  raiseSwitch(raised: Switch): Promise<void>;
  lowerSwitch(scope: Switch['scope']): Promise<void>;
}

export function sqliteSwitches(database: Database): SwitchStore {
  return {
    async raised() {
      return database
        .all<Switch>('SELECT scope, switched_by AS "by", reason, at FROM switches ORDER BY scope')
        .map((row) => ({ ...row }));
    },
    async raiseSwitch({ scope, by, reason, at }) {
      database.run(
        'INSERT OR REPLACE INTO switches (scope, switched_by, reason, at) VALUES (?, ?, ?, ?)',
        scope,
        by,
        reason,
        at,
      );
    },
    async lowerSwitch(scope) {
      database.run('DELETE FROM switches WHERE scope = ?', scope);
    },
  };
}
