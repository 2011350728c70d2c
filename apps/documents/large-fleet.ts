/**
 * `templates/worlds/three-hundred-groups.yaml`: sixty products of five groups, as a company has
 * them that grew over years, for rehearsing weeks of a monkey. Written by a rule, so that whoever
 * wants another fleet has one by changing it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const largeFleetFile = join('templates', 'worlds', 'three-hundred-groups.yaml');

const products = 60;
const check = '{ every: PT10S, timeout: PT2S, unhealthyAfter: 2, healthyAfter: 2 }';
const head = `# yaml-language-server: $schema=../../world.schema.json
# Written by npm run generate, from apps/documents/large-fleet.ts: change it there.
apiVersion: squall/v1
kind: World
metadata:
  name: three-hundred-groups
  title: Sixty products of five groups each, in three zones
  owner: platform-sre
startAt: 2026-03-02T07:00:00Z            # a Monday
warmUp: PT10M
environment: staging
account: "111122223333"
traffic: closed-form
regions:
  - { id: eu-west-1, zones: [euw1-az1, euw1-az2, euw1-az3] }
tags: { resilience:fis-enabled: "true" }

# What others tell of: incidents that people declare, releases that roll out.
told:
  - name: declared-incident
    raised:
      - { from: 2026-03-05T10:20:00Z, for: PT3H, reason: the payment provider is down }
      - { from: 2026-03-11T08:00:00Z, for: PT10H, reason: a cable between two zones is cut }
      - { from: 2026-03-25T13:00:00Z, for: PT90M, reason: logins fail since a certificate ran out }
  - name: release-under-way
    raised:
${[3, 10, 12, 19, 24, 26].map((day) => `      - { from: 2026-03-${String(day).padStart(2, '0')}T10:00:00Z, for: PT1H, reason: release ${day} rolls out }`).join('\n')}
platform:
  incidentSource: { alarms: [declared-incident] }
  deploymentSource: { alarms: [release-under-way] }
`;

const two = (n: number): string => String(n).padStart(2, '0');
/** The first is the storefront, whose customers tell of harm. */
const nameOf = (product: number): string => (product === 0 ? 'storefront' : `product-${two(product)}`);

export function largeFleet(): string {
  const all = Array.from({ length: products }, (_, product) => product);
  return [
    head,
    'clients:',
    ...all.map(client),
    '\ndns:',
    ...all.map((n) => `  - { name: ${nameOf(n)}.example, to: ${nameOf(n)}-edge, ttl: PT60S }`),
    '\nloadBalancers:',
    ...all.flatMap((n) => [balancer(nameOf(n), 'edge', 'web'), balancer(nameOf(n), 'inner', 'api')]),
    '\nservices:',
    ...all.flatMap(groupsOf),
    metrics,
  ].join('\n');
}

/** @param root the repository. Answers the path written, relative to it. */
export function writeLargeFleet(root: string): string {
  writeFileSync(join(root, largeFleetFile), largeFleet());
  return largeFleetFile;
}

const client = (n: number): string =>
  `  - { id: ${nameOf(n)}-users, calls: ${nameOf(n)}.example, rate: ${n === 0 ? 150 : 10 + (n % 7) * 5}, arrivals: poisson, timeout: PT2S, retries: { max: 1, policy: full-jitter, base: PT0.1S, cap: PT0.5S } }`;

const balancer = (name: string, side: string, to: string): string =>
  `  - { id: ${name}-${side}, to: ${name}-${to}, balance: least-outstanding, connectTimeout: PT0.1S, connectRetries: 1, healthCheck: ${check} }`;

/** What differs from group to group, as it does in a company. */
function groupsOf(n: number): readonly string[] {
  const name = nameOf(n);
  return [
    group(n, 'web', n === 0 ? 3 : 3 + (n % 3), `[{ to: ${name}-inner, timeout: PT0.5S }]`),
    group(n, 'api', 3 + (n % 2)),
    group(n, 'mails', 2),
    // One of ten has a single worker, which may not be lost.
    group(n, 'reports', n % 10 === 9 ? 1 : 3),
    group(n, 'imports', 3),
  ];
}

function group(n: number, part: string, desired: number, calls?: string): string {
  const name = nameOf(n);
  // One product of twelve has not opted in, and one of fifteen makes its imports from an image that takes long to start.
  const optedIn = n % 12 === 11 ? ', resilience:fis-enabled: "false"' : '';
  const launch = part === 'imports' && n % 15 === 7 ? 'PT14M' : 'PT75S';
  const tags = `{ resilience:service: ${name}, resilience:owner: team-${two(1 + (n % 12))}${optedIn} }`;
  const instance = '{ concurrency: 4, queue: 32, serviceTime: { median: PT0.01S, p99: PT0.05S } }';
  const places = `capacity: { desired: ${desired}, min: ${desired}, max: ${desired + 3} }`;
  const replacement = `{ detection: PT60S, launch: ${launch}, warmUp: PT30S }`;
  const called = calls === undefined ? '' : `, calls: ${calls}`;
  return `  - { id: ${name}-${part}, kind: auto-scaling-group, tags: ${tags}, ${places}, instance: ${instance}, replacement: ${replacement}${called} }`;
}

const series = '{ namespace: Storefront, metric: SuccessRate }';
const metrics = `
metrics:
  - { namespace: Storefront, metric: SuccessRate, of: storefront-users, measure: success-percent }
  - { namespace: Storefront, metric: Latency, of: storefront-users, measure: latency }
publicationDelay: PT30S

alarms:
  - name: storefront-errors
    metric: ${series}
    stat: Average
    period: PT1M
    threshold: { below: 95 }
    datapoints: { breaching: 2, of: 3 }
    missingData: breaching
`;
