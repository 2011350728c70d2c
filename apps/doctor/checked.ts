/** What a checkup has found. */
export interface Checked {
  readonly check: string;
  /** `odd` refuses nothing; `ill`: a run would be refused, or would not be stopped as it should. */
  readonly state: 'well' | 'odd' | 'ill';
  /** One sentence without a full stop. */
  readonly says: string;
}
