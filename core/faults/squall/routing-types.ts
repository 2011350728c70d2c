/**
 * What decides where users' requests go, as targets of ours. Record sets and health checks have
 * no account in what AWS calls them, and record sets no ARN: theirs are ids of ours, made of
 * where they are. What is global has no Region in its id.
 */
import type { FaultParameter } from '../parameter.ts';
import type { ResourceType } from '../resource-type.ts';

const text = (name: string, doc: string): FaultParameter => ({ name, type: 'text', required: false, doc });

export const routingTypes: readonly ResourceType[] = [
  {
    // Those with a routing policy: each is one of several of its name and type.
    type: 'route53:record-set',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [
      text('hostedZone', 'id or name of the hosted zone'),
      text('recordName', 'DNS name of the records'),
      text('recordType', 'type of the records, such as A'),
      text('setIdentifier', 'what tells it from others of its name and type'),
      text('recordRegion', 'Region of a latency record'),
    ],
    arn: 'arn:{partition}:route53::{account}:hostedzone/*',
    example: 'Z0123456789ABCDEFGHIJ/recordset/www.shop.example/A/blue',
  },
  {
    type: 'route53:health-check',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:route53::{account}:healthcheck/*',
    example: '01234567-89ab-cdef-0123-456789abcdef',
  },
  {
    // Opted in by the platform's configuration, which lists the endpoints of their cluster.
    type: 'route53-recovery-control:routing-control',
    chosenBy: ['arns', 'parameters'],
    parameters: [text('controlPanel', 'name of the control panel that it is on')],
    arn: 'arn:{partition}:route53-recovery-control::{account}:controlpanel/*',
    example: '0123456789abcdef0123456789abcdef/routingcontrol/0123456789abcdef',
  },
  {
    // A load balancer, an Auto Scaling group or a cluster of EKS, as ARC moves its traffic.
    type: 'arc:managed-resource',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:arc-zonal-shift:{region}:{account}:managedresource/*',
    example: 'loadbalancer/app/shop/0123456789abcdef',
  },
  {
    type: 'globalaccelerator:endpoint-group',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [
      text('accelerator', 'name or ARN of the accelerator'),
      text('endpointGroupRegion', 'Region that the endpoint group is of'),
    ],
    arn: 'arn:{partition}:globalaccelerator::{account}:accelerator/*',
    example: '01234567-89ab-cdef-0123-456789abcdef/listener/0123abcd/endpoint-group/0123456789ab',
  },
];
