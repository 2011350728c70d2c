/** Source: AWS FIS actions reference, the recovery action of Application Recovery Controller. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags, looking } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

export const arc: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:arc:start-zonal-autoshift',
    summary: 'shifts the resources’ traffic out of one zone',
    targets: { ManagedResources: { type: 'arc:zonal-shift-managed-resource' } },
    reach: { counts: 'members' },
    moves: 'traffic',
    lingers: { propagates: 120_000 },
    parameters: [
      fisDuration('how long traffic stays away'),
      {
        name: 'availabilityZoneIdentifier',
        type: 'text',
        required: true,
        doc: 'name or id of the zone that traffic leaves',
      },
      {
        name: 'managedResourceTypes',
        type: 'list',
        required: true,
        allowed: ['ASG', 'ALB', 'NLB', 'EKS'],
        most: 4,
        doc: 'kinds of resources that are shifted',
      },
      {
        name: 'zonalAutoshiftStatus',
        type: 'text',
        required: false,
        allowed: ['ENABLED', 'DISABLED', 'ANY'],
        default: 'ENABLED',
        doc: 'whether zonal autoshift must be on for the resources',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS cancels the shift after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [
      {
        what: 'FIS renews the shift every minute, so that it outlives a FIS that died by a minute',
        answer: 'undo waits two minutes before it says that traffic is where it was',
      },
      {
        what: 'the zones that stay take all traffic, whether or not they can',
        answer: 'the members of the zone count against the blast radius, and minHealthyPerZone holds in the others',
      },
    ],
    needs: [
      {
        sid: 'ShiftTraffic',
        actions: [
          'arc-zonal-shift:CancelZonalShift',
          'arc-zonal-shift:GetManagedResource',
          'arc-zonal-shift:StartZonalShift',
          'arc-zonal-shift:UpdateZonalShift',
        ],
        target: 'ManagedResources',
        resources: ['*'],
        optIn: { cannot: 'not every kind of managed resource is one that IAM knows here; held to them by their ARN' },
        conditions: { ArnLike: { 'arc-zonal-shift:ResourceIdentifier': ['{targets}'] } },
      },
      looking('LookAtManagedResources', 'arc-zonal-shift:ListManagedResources', 'autoscaling:DescribeTags'),
      findByTags,
    ],
    examples: {
      minimal: { duration: 'PT10M', availabilityZoneIdentifier: 'euc1-az1', managedResourceTypes: ['ALB'] },
      maximal: {
        duration: 'PT1H',
        availabilityZoneIdentifier: 'euc1-az1',
        managedResourceTypes: ['ASG', 'ALB', 'NLB', 'EKS'],
        zonalAutoshiftStatus: 'ANY',
      },
    },
    unconfirmed: ['that GetManagedResource and UpdateZonalShift carry arc-zonal-shift:ResourceIdentifier'],
  },
]);
