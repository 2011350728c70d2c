/** What our own code changes on services, and puts back from the snapshot. */
import type { FaultDefinition, FaultHole } from '../definition.ts';
import { ownDuration } from './duration.ts';
import { squallFaults } from './of-squall.ts';

const between: FaultHole = {
  what: 'AWS takes no condition with the call that puts it back, so that a change made by others in that second is lost',
  answer:
    'it is looked at just before; what differs from both the fault and the snapshot is left alone, and is a drift',
};
const lasts = 'how long until it is put back';
const most = 100;

export const services: readonly FaultDefinition[] = squallFaults([
  {
    id: 'squall:autoscaling:scale-to-zero',
    summary: 'sets the groups’ minimum, maximum and desired capacity to zero, which terminates their instances',
    targets: { AutoScalingGroups: { type: 'ec2:autoscaling-group', most } },
    reach: { counts: 'residents', types: ['ec2:instance'] },
    parameters: [ownDuration(lasts)],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      { by: 'us', how: 'put the groups’ minimum, maximum and desired capacity back, and wait for their instances' },
    ],
    undoTime: 600_000,
    holes: [
      {
        what: 'the instances are terminated, with what they hold on local disks',
        answer: 'the group launches others from its template; the run is judged by its counts',
      },
      between,
    ],
    needs: [
      {
        sid: 'ScaleOptedInGroups',
        actions: ['autoscaling:UpdateAutoScalingGroup'],
        target: 'AutoScalingGroups',
        for: ['inject', 'undo'],
      },
      {
        sid: 'LookAtGroups',
        actions: ['autoscaling:DescribeAutoScalingGroups'],
        resources: ['*'],
        for: ['inject', 'observe', 'undo'],
      },
    ],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'squall:ecs:scale-to-zero',
    summary: 'sets the services’ desired count to zero, which stops their tasks',
    targets: { Services: { type: 'ecs:service', most } },
    reach: { counts: 'members' },
    parameters: [ownDuration(lasts)],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'put the services’ desired count back, and wait for their tasks' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'a scaling policy of the service may start tasks again before the duration is over',
        answer: 'the fault is then seen to have ended, and the run says so; suspend the policy to hold it',
      },
      between,
    ],
    needs: [
      { sid: 'ScaleOptedInServices', actions: ['ecs:UpdateService'], target: 'Services', for: ['inject', 'undo'] },
      {
        sid: 'LookAtServices',
        actions: ['ecs:DescribeServices'],
        target: 'Services',
        optIn: { cannot: 'a service is looked at before it is known to have opted in, and nothing is changed' },
        for: ['inject', 'observe', 'undo'],
      },
    ],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'squall:elb:detach-targets',
    summary: 'takes the instances out of the target groups of their load balancers, after their open requests',
    targets: { Instances: { type: 'ec2:instance', most } },
    reach: { counts: 'members' },
    moves: 'traffic',
    // What is registered again is sent requests once it has passed its first health check, half a minute by default.
    lingers: { propagates: 60_000 },
    parameters: [ownDuration(lasts)],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'register the instances again with the target groups and ports of the snapshot' }],
    undoTime: 300_000,
    holes: [
      {
        what: 'an instance that its Auto Scaling group has replaced meanwhile is not registered again',
        answer: 'its group registers the new one; the run is judged by whether the group healed',
      },
      between,
    ],
    needs: [
      {
        sid: 'DetachTargets',
        actions: ['elasticloadbalancing:DeregisterTargets'],
        resources: ['arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*'],
        optIn: true,
      },
      {
        sid: 'RegisterTargets',
        actions: ['elasticloadbalancing:RegisterTargets'],
        resources: ['arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*'],
        optIn: true,
        for: ['undo'],
      },
      {
        sid: 'LookAtTargets',
        actions: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'],
        resources: ['*'],
        for: ['inject', 'observe', 'undo'],
      },
    ],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'squall:ec2:revoke-security-group-rule',
    summary: 'revokes a rule of the security groups, so that what it let through is dropped',
    targets: { SecurityGroups: { type: 'ec2:security-group', most } },
    reach: { counts: 'residents', types: ['ec2:instance', 'rds:db'] },
    parameters: [
      ownDuration(lasts),
      {
        name: 'direction',
        type: 'text',
        required: false,
        allowed: ['ingress', 'egress'],
        default: 'ingress',
        doc: 'which of the groups’ rules',
      },
      {
        name: 'protocol',
        type: 'text',
        required: true,
        form: {
          pattern: 'tcp|udp|icmp|icmpv6|all|[0-9]{1,3}',
          means: 'tcp, udp, icmp, icmpv6, all, or the number of a protocol',
        },
        doc: 'protocol of the rule',
      },
      {
        name: 'fromPort',
        type: 'integer',
        min: -1,
        max: 65_535,
        required: false,
        doc: 'first port of the rule, or ICMP type; none for a rule on all',
      },
      {
        name: 'toPort',
        type: 'integer',
        min: -1,
        max: 65_535,
        required: false,
        doc: 'last port of the rule, or ICMP code; left out: the first',
      },
      {
        name: 'peer',
        type: 'text',
        required: false,
        form: {
          pattern: '[0-9.]+/[0-9]{1,2}|[0-9a-f:]+/[0-9]{1,3}|sg-[0-9a-f]+|pl-[0-9a-f]+',
          means: 'a CIDR block, a security group or a prefix list',
        },
        doc: 'whom the rule lets through; without it every rule of the protocol and ports is revoked',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'authorize the rules of the snapshot that were revoked and are missing' }],
    undoTime: 120_000,
    holes: [
      {
        what: 'connections that stand may go on until they are closed, as security groups track them',
        answer: 'nothing is done about that: give the fault longer than connections are kept, or restart a client',
      },
      {
        what: 'a rule that is authorized again has a new id, and the tags that it had are not put back',
        answer:
          'rules are compared by what they let through and by their description; tools that keep ids must read them anew',
      },
      between,
    ],
    needs: [
      {
        sid: 'RevokeRulesOfOptedInGroups',
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        target: 'SecurityGroups',
      },
      {
        sid: 'AuthorizeRulesOfOptedInGroups',
        actions: ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress'],
        target: 'SecurityGroups',
        for: ['undo'],
      },
      {
        sid: 'LookAtSecurityGroups',
        actions: ['ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups'],
        resources: ['*'],
        for: ['inject', 'observe', 'undo'],
      },
    ],
    examples: {
      minimal: { duration: 'PT5M', protocol: 'all' },
      maximal: {
        duration: 'PT12H',
        direction: 'egress',
        protocol: 'tcp',
        fromPort: 443,
        toPort: 444,
        peer: '10.0.0.0/8',
      },
    },
  },
]);
