/** Tables of the local platform's one file. History is what core knows; the control plane is what it must not see. */

/** "SQUL": tells our file from any other SQLite file. */
export const applicationId = 0x5351554c;

/** Raised with each change of the tables; a file of a later version is refused. */
export const schemaVersion = 8;

const switchChanges = `CREATE TABLE switch_changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL, scope TEXT NOT NULL, switched_by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL)`;

const leftovers = `CREATE TABLE leftovers (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    timeline TEXT NOT NULL, run_id TEXT NOT NULL, entry_id TEXT NOT NULL, since INTEGER NOT NULL, leftover TEXT NOT NULL,
    acknowledged TEXT, restored TEXT, resolved_at INTEGER,
    UNIQUE (timeline, run_id, entry_id))`;

const promotions = `CREATE TABLE promotions (
    stage TEXT PRIMARY KEY, experiment TEXT NOT NULL, definition_hash TEXT NOT NULL, outcome TEXT NOT NULL)`;

/** Of scans, which are of no timeline. */
const findings = [
  'CREATE TABLE IF NOT EXISTS findings (key TEXT PRIMARY KEY, version INTEGER NOT NULL, record TEXT NOT NULL)',
  `CREATE TABLE IF NOT EXISTS scans (
    at INTEGER NOT NULL, place TEXT NOT NULL, summary TEXT NOT NULL, PRIMARY KEY (at, place)) WITHOUT ROWID`,
];

const history = [
  `CREATE TABLE runs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    timeline TEXT NOT NULL, run_id TEXT NOT NULL, experiment TEXT NOT NULL,
    phase TEXT NOT NULL, epoch INTEGER NOT NULL, epoch_raised_at INTEGER,
    lease_from INTEGER, lease_until INTEGER, cause TEXT, approvals TEXT,
    recovery_attempt INTEGER NOT NULL, recovery_started_at INTEGER,
    terminal TEXT, untold INTEGER, record TEXT NOT NULL,
    UNIQUE (timeline, run_id))`,
  'CREATE INDEX runs_by_id ON runs (run_id)',
  `CREATE TABLE locks (
    timeline TEXT NOT NULL, key TEXT NOT NULL, run_id TEXT NOT NULL, mode TEXT NOT NULL,
    PRIMARY KEY (timeline, key, run_id)) WITHOUT ROWID`,
  `CREATE TABLE ledger (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    timeline TEXT NOT NULL, run_id TEXT NOT NULL, entry_id TEXT NOT NULL, entry TEXT NOT NULL,
    external_id TEXT, confirmed_at INTEGER, undone_at INTEGER, proof TEXT,
    UNIQUE (timeline, run_id, entry_id))`,
  `CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    timeline TEXT NOT NULL, run_id TEXT NOT NULL,
    step TEXT NOT NULL, wave INTEGER NOT NULL, visit INTEGER NOT NULL, n INTEGER NOT NULL, entry TEXT NOT NULL,
    UNIQUE (timeline, run_id, step, wave, visit, n))`,
  `CREATE TABLE definitions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    timeline TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, experiment TEXT NOT NULL, calendar TEXT)`,
  'CREATE INDEX definitions_by_name ON definitions (timeline, name)',
  'CREATE INDEX definitions_by_hash ON definitions (timeline, hash)',
  leftovers,
  promotions,
  ...findings,
  switchChanges,
  'CREATE TABLE switches (scope TEXT PRIMARY KEY, switched_by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL)',
];

const metricPeriods = `CREATE TABLE metric_periods (
    timeline TEXT NOT NULL, at INTEGER NOT NULL, metric INTEGER NOT NULL, samples TEXT NOT NULL,
    PRIMARY KEY (timeline, at, metric)) WITHOUT ROWID`;

const controlPlane = [
  `CREATE TABLE timelines (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, world TEXT NOT NULL, seed INTEGER NOT NULL, traffic TEXT, created_at INTEGER NOT NULL,
    now INTEGER, cloud TEXT)`,
  metricPeriods,
  `CREATE TABLE executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    timeline TEXT NOT NULL, machine TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL,
    started_at INTEGER NOT NULL, how TEXT, ended_at INTEGER,
    UNIQUE (timeline, machine, name))`,
  'CREATE TABLE deadlines (timeline TEXT NOT NULL, run_id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (timeline, run_id))',
  `CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL, kind TEXT NOT NULL, requested_by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
    taken_at INTEGER, plan_hash TEXT, approver TEXT)`,
  `CREATE TABLE owner (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    token TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, started_at INTEGER NOT NULL, beat_at INTEGER NOT NULL)`,
];

export const tables: readonly string[] = [...history, ...controlPlane];

/** What brings a file of a version to the next one. */
export const upgrades: Readonly<Record<number, readonly string[]>> = {
  // Version 1 kept metric periods within the cloud; without a last save, the next one writes them all.
  1: [metricPeriods, 'UPDATE timelines SET now = NULL'],
  // Version 2 knew no approvals.
  2: [
    'ALTER TABLE runs ADD COLUMN approvals TEXT',
    'ALTER TABLE requests ADD COLUMN plan_hash TEXT',
    'ALTER TABLE requests ADD COLUMN approver TEXT',
  ],
  // Version 3 knew no leftovers, and had no list of who raised and lowered switches: it begins with those that stand.
  3: [
    leftovers,
    switchChanges,
    `INSERT INTO switch_changes (action, scope, switched_by, reason, at)
     SELECT 'raised', scope, switched_by, reason, at FROM switches ORDER BY at`,
  ],
  // Version 4 knew no rollouts.
  4: [promotions],
  // Version 5 knew no holidays.
  5: ['ALTER TABLE definitions ADD COLUMN calendar TEXT'],
  // Version 6 knew who was untold by the deadline, which it gave back last.
  6: [
    'ALTER TABLE runs ADD COLUMN untold INTEGER',
    `UPDATE runs SET untold = 1 WHERE terminal IS NOT NULL
       AND EXISTS (SELECT 1 FROM deadlines WHERE (timeline, run_id) = (runs.timeline, runs.run_id))`,
  ],
  // Version 7 knew no scans.
  7: findings,
};
