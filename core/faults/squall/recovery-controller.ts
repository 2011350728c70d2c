/**
 * Movers of Amazon Application Recovery Controller: routing controls and zonal shifts. Sources: the
 * API references of both; ARC developer guide, "Best practices for routing control", "Zonal shift",
 * "Zonal autoshift"; the service authorization reference.
 */
import type { FaultDefinition, FaultHole, FaultReach } from '../definition.ts';
import type { FaultNeed } from '../need.ts';
import type { FaultParameter } from '../parameter.ts';
import { ownDuration } from './duration.ts';
import { squallFaults } from './of-squall.ts';

const always = ['inject', 'observe', 'undo'] as const;
const reach: FaultReach = {
  counts: 'nothing',
  why: 'where requests are led is changed, and nothing that serves is taken away',
};

/** A load balancer’s own name is answered with for 60 s, and takes as long to lead elsewhere. */
const ofBalancers = { propagates: 120_000 } as const;

const awayFrom: FaultParameter = {
  name: 'availabilityZoneIdentifier',
  type: 'text',
  required: true,
  form: { pattern: '[a-z0-9-]+-az[0-9]+', means: 'the id of a zone, such as euc1-az1' },
  doc: 'id of the zone that traffic leaves',
};
const crowded: FaultHole = {
  what: 'the zones that stay take all traffic, whether or not they can',
  answer: 'stop alarms on the zones that stay end the run; rehearse it in a world of the same capacity first',
};
const lookAtManaged: FaultNeed = {
  sid: 'LookAtManagedResources',
  actions: ['arc-zonal-shift:ListManagedResources', 'arc-zonal-shift:ListZonalShifts'],
  resources: ['*'],
  for: always,
};
const shifting = (sid: string, action: string, phase: 'inject' | 'undo'): FaultNeed => ({
  sid,
  actions: [`arc-zonal-shift:${action}`],
  target: 'ManagedResources',
  resources: ['*'],
  optIn: { cannot: 'not every kind of managed resource is one that IAM knows here; held to them by their ARN' },
  conditions: { ArnLike: { 'arc-zonal-shift:ResourceIdentifier': ['{managed}'] } },
  for: phase === 'inject' ? ['inject'] : ['inject', 'undo'],
});

export const recoveryController: readonly FaultDefinition[] = squallFaults([
  {
    id: 'squall:arc:set-routing-controls',
    summary: 'sets routing controls, all in one call, so that traffic leaves what is off for what is on',
    targets: {
      Off: { type: 'route53-recovery-control:routing-control', most: 5 },
      On: { type: 'route53-recovery-control:routing-control', most: 5, optional: true },
    },
    reach,
    moves: 'traffic',
    // As any change of what Route 53 answers with: no figure is published for the health checks that go by a control.
    lingers: { propagates: 60_000, answers: 'names' },
    parameters: [ownDuration('how long traffic stays away')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'set the routing controls as the snapshot has them, all in one call' }],
    undoTime: 120_000,
    holes: [
      {
        what: 'a safety rule of the control panel may not let the states be changed, or be put back',
        answer:
          'rules are never overridden: the fault is refused, and what is owed is told; change the rule, or the states, by hand',
      },
      {
        what: 'resolvers and clients keep the answer that they have for as long as its TTL says, and some for longer',
        answer: 'the time to recover is measured by what users see, not by the call',
      },
      {
        what: 'endpoints of the cluster are taken out by turns, and one of them alone may not answer',
        answer: 'each that the configuration lists is tried in turn; nothing else of ARC or of another Region is asked',
      },
    ],
    needs: [
      {
        sid: 'SetRoutingControls',
        actions: ['route53-recovery-cluster:UpdateRoutingControlStates'],
        target: 'Off',
        resources: ['arn:{partition}:route53-recovery-control::{account}:controlpanel/*/routingcontrol/*'],
        optIn: {
          cannot: 'IAM knows no tags of routing controls; the configuration opts their cluster in by its endpoints',
        },
        conditions: { BoolIfExists: { 'route53-recovery-cluster:AllowSafetyRulesOverrides': 'false' } },
        for: ['inject', 'undo'],
      },
      {
        sid: 'LookAtRoutingControls',
        actions: ['route53-recovery-cluster:ListRoutingControls'],
        resources: ['*'],
        for: always,
      },
    ],
    examples: { minimal: { duration: 'PT30M' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'squall:arc:start-zonal-shift',
    summary: 'shifts the resources’ traffic out of one zone',
    targets: { ManagedResources: { type: 'arc:managed-resource', most: 20 } },
    reach,
    moves: 'traffic',
    lingers: ofBalancers,
    parameters: [ownDuration('how long traffic stays away; ARC ends the shift itself once it is over'), awayFrom],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'ARC ends the shift when it expires, and a stop cancels it' }],
    undoTime: 120_000,
    holes: [
      crowded,
      {
        what: 'a resource has one shift at a time, and an autoshift of AWS’s own goes before it',
        answer: 'one that is shifted already is refused; a shift that does not apply is told as such while it stands',
      },
      {
        what: 'connections that stand in the zone may go on for some minutes',
        answer: 'the time to recover is measured by what users see, not by the call',
      },
    ],
    needs: [
      shifting('StartShifts', 'StartZonalShift', 'inject'),
      shifting('CancelShifts', 'CancelZonalShift', 'undo'),
      lookAtManaged,
    ],
    examples: {
      minimal: { duration: 'PT30M', availabilityZoneIdentifier: 'euc1-az1' },
      maximal: { duration: 'PT12H', availabilityZoneIdentifier: 'euc1-az1' },
    },
  },
  {
    id: 'squall:arc:start-practice-run',
    summary:
      'has ARC practise a zonal autoshift: it checks alarms, shifts traffic out of one zone, and says how it went',
    targets: { ManagedResources: { type: 'arc:managed-resource', most: 20 } },
    reach,
    moves: 'traffic',
    lingers: ofBalancers,
    parameters: [
      {
        name: 'duration',
        type: 'duration',
        min: 'PT1M',
        max: 'PT30M',
        required: true,
        doc: 'how long traffic stays away at most; ARC ends a practice run after 30 minutes, and calls one that ends sooner interrupted',
      },
      awayFrom,
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'ARC ends the practice run by itself, and a stop cancels it' }],
    undoTime: 120_000,
    holes: [
      crowded,
      {
        what: 'only resources with a practice run configuration are practised on, and not while a blocking alarm is up or a window is closed',
        answer: 'ARC refuses the others, and what it found in its way is told in the refusal',
      },
    ],
    needs: [
      shifting('StartPracticeRuns', 'StartPracticeRun', 'inject'),
      shifting('CancelPracticeRuns', 'CancelPracticeRun', 'undo'),
      lookAtManaged,
    ],
    examples: {
      minimal: { duration: 'PT10M', availabilityZoneIdentifier: 'euc1-az1' },
      maximal: { duration: 'PT30M', availabilityZoneIdentifier: 'euc1-az1' },
    },
    unconfirmed: ['that StartPracticeRun and CancelPracticeRun carry arc-zonal-shift:ResourceIdentifier'],
  },
]);
