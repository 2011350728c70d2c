/** What an owner is told that is of no run: a finding, or what was done about an ill instance. */
export interface OwnerNotice {
  /** The same key within five minutes is the same notice, where the channel can tell. */
  readonly key: string;
  readonly kind: 'findings' | 'treatment';
  /** Missing: nobody owns it, and whoever reads the whole channel is told. */
  readonly owner?: string;
  readonly subject: string;
  readonly body: string;
}

export interface OwnerNotices {
  /** @throws what the channel says, when nobody could be told */
  tell(notice: OwnerNotice): Promise<void>;
}
