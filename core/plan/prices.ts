/** What AWS asks for the platform's own parts: list prices of us-east-1, in dollars, free tiers left out. */
export const prices = {
  /** Step Functions Standard: $0.025 for 1,000 transitions. */
  transition: 0.025 / 1000,
  /** Lambda: 512 MB for half a second at $0.0000166667 a GB-second, and one request at $0.20 a million. */
  invocation: 0.25 * 0.0000166667 + 0.2 / 1_000_000,
  /** DynamoDB on demand: $0.625 a million request units, each 1 KB of an item. */
  write: 0.625 / 1_000_000,
  /** CloudWatch GetMetricData: $0.01 for 1,000 metrics. */
  metricRead: 0.01 / 1000,
} as const;
