/**
 * Who writes of an Aurora global database. Source: Amazon Aurora user guide, "Using switchover or
 * failover in Amazon Aurora Global Database" (its examples ask for a switchover in the Region of the
 * primary, and for a failover in that of the secondary), and the API reference of RDS.
 */
import type { FaultDefinition, FaultHole } from '../definition.ts';
import type { FaultNeed } from '../need.ts';
import { type OfSquall, squallFaults } from './of-squall.ts';

/** Its members stand in several Regions, each of which the platform has to be let act in; a switch is asked for on two of them. */
const clusters = ['arn:{partition}:rds:{region}:{account}:cluster:*'];
const globals = ['arn:{partition}:rds::{account}:global-cluster:*'];
const oneOfTwo = {
  cannot:
    'the cluster that wrote before is none of the step’s targets; both are asked for together with their global cluster, which is held to the tag',
} as const;

const switching = (verb: string, action: string, phases: FaultNeed['for'] & object): readonly FaultNeed[] => [
  {
    sid: `${verb}OptedInGlobalClusters`,
    actions: [action],
    resources: globals,
    optIn: true,
    for: phases,
  },
  { sid: `${verb}ClustersOfThem`, actions: [action], resources: clusters, optIn: oneOfTwo, for: phases },
];

const looking: FaultNeed = {
  sid: 'LookAtGlobalClusters',
  actions: ['rds:DescribeGlobalClusters'],
  resources: ['*'],
  for: ['inject', 'observe', 'undo'],
};

/** Copies of the service authorization reference list none for it; they may be older than its tags. */
const tagged =
  'that IAM is told the tags of a global cluster (aws:ResourceTag): where it is not, AWS denies the call, and nothing is moved';

const endpoints: FaultHole = {
  what: 'clients that were given the endpoint of a cluster go on writing where nobody writes any more',
  answer: 'give them the writer endpoint of the global database; probes that write show who did not follow',
};

const common = {
  // Chosen is who is to write: the writer before it is found by what RDS says.
  targets: { Clusters: { type: 'rds:cluster', most: 1 } },
  reach: {
    counts: 'nothing',
    why: 'no server is taken away: writes are refused until the other cluster takes them, and that is what is measured',
  },
  moves: 'data',
  bounded: { by: 'instant' },
  beginTime: 900_000,
} as const satisfies Partial<OfSquall>;

export const globalDatabases: readonly FaultDefinition[] = squallFaults([
  {
    ...common,
    id: 'squall:rds:switch-over-global-cluster',
    summary: 'has the secondary cluster write for its Aurora global database, after it has all that was written',
    parameters: [],
    undo: [{ by: 'us', how: 'switch over back to the cluster that wrote before, and wait until it does' }],
    undoTime: 900_000,
    holes: [
      {
        what: 'writes are refused while it lasts, for a minute or two',
        answer: 'the drill measures it, there and back',
      },
      {
        what: 'it is asked for in the Region that writes until then, and waits for its cluster: it is no way out of a Region that is lost',
        answer: 'squall:rds:fail-over-global-cluster is one, and needs nothing there',
      },
      endpoints,
    ],
    needs: [...switching('SwitchOver', 'rds:SwitchoverGlobalCluster', ['inject', 'undo']), looking],
    examples: { minimal: {}, maximal: {} },
    unconfirmed: [tagged],
  },
  {
    ...common,
    id: 'squall:rds:fail-over-global-cluster',
    summary: 'promotes the secondary cluster of an Aurora global database at once, with what it has by then',
    parameters: [
      {
        name: 'allowDataLoss',
        type: 'boolean',
        required: false,
        default: 'false',
        doc: 'whether what was written and has not reached the secondary may be lost; without it AWS switches over instead, and waits for the primary',
      },
    ],
    undo: [
      {
        when: { parameter: 'allowDataLoss', is: 'true' },
        by: 'us',
        how: 'once AWS has attached the old primary again as a secondary, and it has all that was written since, switch over back to it',
        loses:
          'what was written and had not reached the secondary is lost; AWS keeps it in a snapshot of the old primary alone',
      },
      { by: 'us', how: 'switch over back to the cluster that wrote before, and wait until it does' },
    ],
    undoTime: 3_600_000,
    holes: [
      {
        what: 'AWS attaches the old primary again by itself once its Region is healthy, which rebuilds its storage and takes as long as there is data',
        answer:
          'undo waits for it within its time, then names what is owed, and the sweeper goes on; a cluster that AWS cannot attach has to be made anew by its owners',
      },
      {
        what: 'an old primary that nobody can reach may take writes for a while longer, which are lost with the rest',
        answer: 'probes that write a counter show the last that is there: the recovery point that is measured',
      },
      endpoints,
    ],
    needs: [
      ...switching('FailOver', 'rds:FailoverGlobalCluster', ['inject']),
      ...switching('SwitchOver', 'rds:SwitchoverGlobalCluster', ['undo']),
      looking,
    ],
    examples: { minimal: {}, maximal: { allowDataLoss: true } },
    unconfirmed: [tagged],
  },
]);
