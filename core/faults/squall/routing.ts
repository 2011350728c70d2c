/**
 * Movers of traffic between Regions: Route 53 and Global Accelerator. Sources: the API references
 * of both; Route 53 developer guide, "Choosing a routing policy", "How Route 53 determines whether
 * a health check is healthy"; the service authorization reference.
 */
import type { FaultDefinition, FaultHole, FaultReach } from '../definition.ts';
import type { FaultParameter } from '../parameter.ts';
import { ownDuration } from './duration.ts';
import { squallFaults } from './of-squall.ts';

const lasts = ownDuration('how long traffic stays away');
const reach: FaultReach = {
  counts: 'nothing',
  why: 'where requests are led is changed, and nothing that serves is taken away',
};
/** On all name servers within 60 s under normal conditions. Source: Route 53 developer guide, ChangeResourceRecordSets. */
const propagation = 60_000;
const always = ['inject', 'observe', 'undo'] as const;
const changing = ['inject', 'undo'] as const;

const controlPlane: FaultHole = {
  what: 'the interface that changes Route 53 stands in us-east-1 alone, and answers nobody when that Region is lost',
  answer:
    'nothing is done about that: what must move without it is moved by health checks by themselves, or by routing controls of ARC',
};
const cached: FaultHole = {
  what: 'resolvers and clients keep the answer that they have for as long as its TTL says, and some for longer',
  answer: 'the snapshot tells the TTL, and the time to recover is measured by what users see, not by the call',
};

const weight = (name: string, fallback: string, doc: string): FaultParameter => ({
  name,
  type: 'integer',
  min: 0,
  max: 255,
  required: false,
  default: fallback,
  doc,
});
const dial = (name: string, fallback: string, doc: string): FaultParameter => ({
  name,
  type: 'number',
  unit: '%',
  min: 0,
  max: 100,
  required: false,
  default: fallback,
  doc,
});

export const routing: readonly FaultDefinition[] = squallFaults([
  {
    id: 'squall:route53:shift-weights',
    summary: 'sets the weights of weighted records, so that names lead elsewhere',
    targets: {
      RecordSets: { type: 'route53:record-set', most: 50 },
      Others: { type: 'route53:record-set', most: 50, optional: true },
    },
    reach,
    moves: 'traffic',
    lingers: { propagates: propagation, answers: 'targets' },
    parameters: [
      lasts,
      weight('weight', '0', 'weight of the record sets; 0: no answer leads there while another has a weight'),
      weight('othersWeight', '255', 'weight of the record sets under Others, which take over'),
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'put the weights of the snapshot back, and leave all else of the records as it is' }],
    undoTime: 120_000,
    holes: [
      cached,
      controlPlane,
      {
        what: 'once all records of weight are unhealthy, Route 53 answers with those of weight 0 too',
        answer: 'nothing is done about that: it is what keeps a name from leading nowhere',
      },
      {
        what: 'the weights are back for the interface some seconds before they are on all name servers',
        answer: 'recovery is not over before probes are back in tolerance and have held',
      },
    ],
    needs: [
      {
        sid: 'ShiftWeights',
        actions: ['route53:ChangeResourceRecordSets'],
        target: 'RecordSets',
        resources: ['arn:{partition}:route53:::hostedzone/*'],
        optIn: {
          cannot:
            'IAM knows no tags of hosted zones; the tag is looked at before, and no other types of records are let',
        },
        conditions: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'],
          },
        },
        for: changing,
      },
      {
        sid: 'LookAtRecords',
        actions: ['route53:ListHostedZones', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
        resources: ['*'],
        for: always,
      },
      {
        sid: 'LookAtChanges',
        actions: ['route53:GetChange'],
        resources: ['arn:{partition}:route53:::change/*'],
        optIn: { cannot: 'a change has no tags, and nothing is changed by looking at it' },
        for: always,
      },
    ],
    examples: {
      minimal: { duration: 'PT30M' },
      maximal: { duration: 'PT12H', weight: 5, othersWeight: 200 },
    },
  },
  {
    id: 'squall:route53:fail-over',
    summary: 'has Route 53 take the health checks for failed whatever their endpoints say, so that records fail over',
    targets: { HealthChecks: { type: 'route53:health-check', most: 20 } },
    reach,
    moves: 'traffic',
    lingers: { propagates: propagation, checks: true, answers: 'names' },
    parameters: [lasts],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'have the health checks check again, inverted or not, as the snapshot has them' }],
    undoTime: 120_000,
    holes: [
      {
        what: 'every record that goes by a health check fails over, whatever hosted zone it is in',
        answer:
          'a health check is a target of its own, with a tag of its own: opt it in once it is known what goes by it',
      },
      {
        what: 'where all records of a name are unhealthy Route 53 answers as if all were healthy, and nothing moves',
        answer: 'nothing is done about that: probes see it; have somewhere else that is healthy',
      },
      {
        what: 'a record without a health check does not fail over, though its alias evaluates the health of its target',
        answer: 'give it a health check; nothing here deletes a record to take it out',
      },
      cached,
      controlPlane,
    ],
    needs: [
      {
        sid: 'ForceHealthChecks',
        actions: ['route53:UpdateHealthCheck'],
        target: 'HealthChecks',
        resources: ['arn:{partition}:route53:::healthcheck/*'],
        optIn: { cannot: 'IAM knows no tags of health checks; the tag is looked at before' },
        for: changing,
      },
      {
        sid: 'LookAtHealthChecks',
        actions: ['route53:GetHealthCheck', 'route53:ListHealthChecks', 'route53:ListTagsForResources'],
        resources: ['*'],
        for: always,
      },
    ],
    examples: { minimal: { duration: 'PT30M' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'squall:globalaccelerator:set-dials',
    summary: 'sets the traffic dials of endpoint groups, so that an accelerator leads elsewhere',
    targets: {
      EndpointGroups: { type: 'globalaccelerator:endpoint-group', most: 20 },
      Others: { type: 'globalaccelerator:endpoint-group', most: 20, optional: true },
    },
    reach,
    moves: 'traffic',
    // Its accelerators are seen deployed before: new connections go home from then on.
    lingers: { propagates: 60_000 },
    parameters: [
      lasts,
      dial('percent', '0', 'dial of the endpoint groups: what they get of the traffic that would come to them'),
      dial('othersPercent', '100', 'dial of the endpoint groups under Others, which take over'),
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'put the dials of the snapshot back, and wait until the accelerators are deployed' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'connections that stand stay where they are until they are closed',
        answer:
          'probes with connections of their own see what new ones see; idle and longest times of clients bound the rest',
      },
      {
        what: 'the interface of Global Accelerator stands in us-west-2 alone, and answers nobody when that Region is lost',
        answer: 'nothing is done about that: health checks of endpoints go on moving traffic by themselves',
      },
      {
        what: 'AWS takes no condition with the call that puts it back, so that a change made by others in that second is lost',
        answer:
          'it is looked at just before; what differs from both the fault and the snapshot is left alone, and is a drift',
      },
    ],
    needs: [
      {
        sid: 'SetDialsOfOptedIn',
        actions: ['globalaccelerator:UpdateEndpointGroup'],
        target: 'EndpointGroups',
        resources: ['arn:{partition}:globalaccelerator::{account}:accelerator/*/listener/*/endpoint-group/*'],
        optIn: true,
        for: changing,
      },
      {
        sid: 'LookAtAccelerators',
        actions: [
          'globalaccelerator:ListAccelerators',
          'globalaccelerator:ListEndpointGroups',
          'globalaccelerator:ListListeners',
          'globalaccelerator:ListTagsForResource',
        ],
        resources: ['*'],
        for: always,
      },
    ],
    examples: {
      minimal: { duration: 'PT30M' },
      maximal: { duration: 'PT12H', percent: 10, othersPercent: 100 },
    },
    unconfirmed: ['that IAM goes by the tags of the accelerator when it is asked about an endpoint group'],
  },
]);
