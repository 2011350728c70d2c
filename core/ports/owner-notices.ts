/** What an owner is told that no run says: a finding, what was done about an ill instance, a kill that is to come. */
export interface OwnerNotice {
  /** The same key within five minutes is the same notice, where the channel can tell. */
  readonly key: string;
  readonly kind: 'findings' | 'treatment' | 'kill';
  /** Missing: nobody owns it, and whoever reads the whole channel is told. */
  readonly owner?: string;
  readonly subject: string;
  readonly body: string;
}

export interface OwnerNotices {
  /** @throws what the channel says, when nobody could be told */
  tell(notice: OwnerNotice): Promise<void>;
}
