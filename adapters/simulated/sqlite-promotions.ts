/** What stages showed, in SQLite: for every timeline of the file, since each run of a rehearsal is a new one. */
import type { Promotions } from '../../core/ports/promotions.ts';
import { importanceOf, inListOrder, outcomeKey, type StageOutcome } from '../../core/rollout/outcome.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

interface Row {
  readonly outcome: string;
}

const outcomeIn = ({ outcome }: Row): StageOutcome => stored<StageOutcome>(outcome);

/** In the place of what stood. Within the transaction of whoever calls, if there is one. */
export const putOutcome = (database: Database, outcome: StageOutcome): void => {
  database.run(
    'INSERT OR REPLACE INTO promotions (stage, experiment, definition_hash, outcome) VALUES (?, ?, ?, ?)',
    outcomeKey(outcome),
    outcome.experiment,
    outcome.definitionHash,
    JSON.stringify(outcome),
  );
};

export const sqlitePromotions = (database: Database): Promotions => ({
  async of(experiment, definitionHash) {
    return database
      .all<Row>(
        'SELECT outcome FROM promotions WHERE experiment = ? AND definition_hash = ?',
        experiment,
        definitionHash,
      )
      .map(outcomeIn);
  },
  async keep(outcome) {
    return database.transaction(() => {
      const row = database.get<Row>('SELECT outcome FROM promotions WHERE stage = ?', outcomeKey(outcome));
      const standing = row && outcomeIn(row);
      const importance = importanceOf(outcome, standing);
      if (importance === 'older') return { kept: false, standing: standing! };
      if (importance === 'newer') putOutcome(database, outcome);
      return { kept: true };
    });
  },
  async list() {
    return inListOrder(database.all<Row>('SELECT outcome FROM promotions').map(outcomeIn));
  },
});
