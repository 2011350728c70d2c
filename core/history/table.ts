/**
 * The one table of the history in DynamoDB: what the stack creates and the adapter reads.
 * Attributes beside keys are the adapter's own.
 */
export const historyTable = {
  /** Text, both. */
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since 1970, as DynamoDB's time to live takes them. Missing: kept for good. */
  timeToLive: 'expiresAt',
  /**
   * Run records alone, found by a partition key of text and sorted by a number, milliseconds
   * since 1970. Sparse: an item without both keys is not in the index. Only keys are
   * projected, since an index lags: the records themselves are read from the table.
   * Runs by stop alarm have items in the table instead, for whoever must stop them now.
   */
  projection: 'KEYS_ONLY',
  indexes: {
    /** Runs of an experiment, by its name. */
    byExperiment: { name: 'by-experiment', partitionKey: 'experiment', sortKey: 'proposedAt' },
    /** Runs without a terminal record: the attribute is removed when a run is concluded. */
    byUnfinished: { name: 'by-unfinished', partitionKey: 'unfinished', sortKey: 'proposedAt' },
    /** All runs, under one key. */
    byTime: { name: 'by-time', partitionKey: 'every', sortKey: 'proposedAt' },
  },
} as const;
