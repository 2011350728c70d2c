/** The local platform's SQLite file: opened, checked, and given its tables. The one file that knows node:sqlite. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { applicationId, schemaVersion, tables, upgrades } from './database-schema.ts';

/** The file is torn, foreign, of a later version, or cannot be written. The message says which, and what to do. */
export class PlatformFileUnusable extends Error {
  override readonly name = 'PlatformFileUnusable';
}

export interface Database {
  readonly file: string;
  /** Answers how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** Takes the write lock at once, so that what it reads is still true when it writes. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /**
   * Takes the lock that one connection of one process has at a time. The operating system
   * gives it back when the process dies, however it dies. False: another has it, and
   * still had after `patience` milliseconds.
   */
  hold(patience?: number): boolean;
  readonly holds: boolean;
  /** Idempotent. */
  letGo(): void;
  close(): void;
}

const millisToWaitForAnotherWriter = 5000;
const inMemory = ':memory:';

const notReadable = (what: string) =>
  `is not a readable Squall platform file (${what}): move it away, and a new one is made`;
const notWritable = (what: string) =>
  `could not be written (${what}): make room or give the right to write there, and \`squall reap\` brings to rest what was left`;

/** By SQLite's primary result code. */
const troubles: Readonly<Record<number, (what: string) => string>> = {
  8 /* SQLITE_READONLY */: notWritable,
  10 /* SQLITE_IOERR */: notWritable,
  11 /* SQLITE_CORRUPT */: notReadable,
  13 /* SQLITE_FULL */: notWritable,
  14 /* SQLITE_CANTOPEN */: notWritable,
  26 /* SQLITE_NOTADB */: notReadable,
};

function named(file: string, error: unknown): unknown {
  const { errcode = 0, message } = error as { readonly errcode?: number } & Error;
  const words = troubles[errcode & 0xff]?.(message);
  return words === undefined ? error : new PlatformFileUnusable(`${file} ${words}`, { cause: error });
}

/** A file cut short: its header counts more pages than it holds, and no write-ahead log makes up for them. */
function refuseTorn(file: string): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  if (size === 0 || (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)) return;
  const header = new DataView(new ArrayBuffer(100));
  const descriptor = openSync(file, 'r');
  const read = readSync(descriptor, header, 0, 100, 0);
  closeSync(descriptor);
  const pageSize = header.getUint16(16) === 1 ? 65_536 : header.getUint16(16);
  if (read < 100 || header.getUint32(28) * pageSize > size)
    throw new PlatformFileUnusable(
      `${file} is cut short or no Squall platform file: move it away, and a new one is made`,
    );
}

function migrate(database: Database): void {
  database.transaction(() => {
    const version = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    const owner = database.get<{ application_id: number }>('PRAGMA application_id')?.application_id ?? 0;
    const holds = database.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_master')?.n ?? 0;
    if (owner !== applicationId && holds > 0)
      throw new PlatformFileUnusable(`${database.file} belongs to another program: give another directory`);
    if (version > schemaVersion)
      throw new PlatformFileUnusable(
        `${database.file} was written by a later Squall (schema ${version}, this one reads ${schemaVersion})`,
      );
    if (version === schemaVersion) return;
    if (holds === 0) for (const table of tables) database.run(table);
    else
      for (let from = version; from < schemaVersion; from++) for (const sql of upgrades[from] ?? []) database.run(sql);
    database.run(`PRAGMA application_id = ${applicationId}`);
    database.run(`PRAGMA user_version = ${schemaVersion}`);
  });
}

function connectionTo(file: string, options: { readonly timeout: number }): DatabaseSync {
  try {
    return new DatabaseSync(file, options);
  } catch (error) {
    throw named(file, error);
  }
}

/** An exclusive transaction on a file of its own, which stays empty. A database in memory has its one connection. */
function lockOf(file: string, patience: number): DatabaseSync | undefined {
  const path = file === inMemory ? file : `${file}-owner`;
  if (path !== inMemory) makePrivate(path);
  const lock = connectionTo(path, { timeout: patience });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === 5 /* SQLITE_BUSY */) return undefined;
    throw named(path, error);
  }
}

/**
 * Made before SQLite does, so that there is no moment at which others may read it. One that
 * stands is not opened: closing it would take this process's own locks on it away.
 */
function makePrivate(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600);
  else closeSync(openSync(file, 'a', 0o600));
}

function wrap(file: string, connection: DatabaseSync): Database {
  const prepared = new Map<string, StatementSync>();
  let depth = 0;
  let lock: DatabaseSync | undefined;
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  const asking = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw named(file, error);
    }
  };
  const database: Database = {
    file,
    run: (sql, ...values) => asking(() => Number(statement(sql).run(...values).changes)),
    get: <Row>(sql: string, ...values: SQLInputValue[]) =>
      asking(() => statement(sql).get(...values) as Row | undefined),
    all: <Row>(sql: string, ...values: SQLInputValue[]) => asking(() => statement(sql).all(...values) as Row[]),
    transaction(work) {
      if (depth > 0) return work();
      asking(() => connection.exec('BEGIN IMMEDIATE'));
      depth += 1;
      try {
        const answer = work();
        asking(() => connection.exec('COMMIT'));
        return answer;
      } catch (error) {
        if (connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      } finally {
        depth -= 1;
      }
    },
    hold(patience = 0) {
      lock ??= lockOf(file, patience);
      return lock !== undefined;
    },
    get holds() {
      return lock !== undefined;
    },
    letGo() {
      lock?.close();
      lock = undefined;
    },
    close() {
      database.letGo();
      connection.close();
    },
  };
  return database;
}

/**
 * Opens the file, or makes it: the directory for its owner alone (0700), the file too (0600).
 *
 * `:memory:` is a database of its own. Commits reach the operating system, and so outlive
 * the death of the process; only a power cut may lose the last of them.
 * @throws PlatformFileUnusable for a torn, foreign or later file
 */
export function openDatabase(file: string): Database {
  const kept = file !== inMemory;
  if (kept) {
    const directory = dirname(file);
    if (!existsSync(directory)) mkdirSync(resolve(directory), { recursive: true, mode: 0o700 });
    refuseTorn(file);
    makePrivate(file);
  }
  const connection = connectionTo(file, { timeout: millisToWaitForAnotherWriter });
  const database = wrap(file, connection);
  try {
    if (kept) database.get('PRAGMA journal_mode = WAL');
    database.run('PRAGMA synchronous = NORMAL');
    migrate(database);
    return database;
  } catch (error) {
    connection.close();
    throw error;
  }
}
