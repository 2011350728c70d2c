/** "No" as a value. Every refusal reads `not injecting: <rule>: <why>`. */
export interface Refusal {
  readonly refused: true;
  readonly rule: string;
  readonly why: string;
}

export const refuse = (rule: string, why: string): Refusal => ({ refused: true, rule, why });

export const sentence = (refusal: Pick<Refusal, 'rule' | 'why'>): string =>
  `not injecting: ${refusal.rule}: ${refusal.why}`;
