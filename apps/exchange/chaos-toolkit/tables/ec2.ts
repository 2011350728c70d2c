/** `chaosaws.ec2.actions`, `chaosaws.asg.actions`. Source: chaostoolkit-aws, the functions' signatures. */
import type { ArgumentRule, Mappings } from '../../counterpart.ts';

const force: ArgumentRule = {
  only: ['false'],
  otherwise: 'AWS FIS stops instances as a shutdown does, never by force',
};
const gone = 'the instances are terminated for good; their group replaces them';

const instances: Readonly<Record<string, ArgumentRule>> = {
  instance_id: { where: 'ids' },
  instance_ids: { where: 'ids' },
  az: { where: 'zone' },
  filters: { where: 'filters' },
};

const groups: Readonly<Record<string, ArgumentRule>> = {
  asg_names: { where: 'group' },
  tags: {
    where: 'tags',
    how: 'tags of the group are looked for on its instances, which have them where the group propagates them',
  },
  instance_count: { select: 'count' },
  instance_percent: { select: 'percent' },
  az: { where: 'zone' },
};

const target = ['Instances', 'ec2:instance'] as const;
const stop = { action: 'aws:ec2:stop-instances', target, arguments: { ...instances, force } };
const terminate = { action: 'aws:ec2:terminate-instances', target, arguments: instances, irreversible: gone };
const detaching = 'no action detaches a volume; aws:ebs:pause-volume-io makes one hang and gives it back';

export const ec2: Mappings = {
  'chaosaws.ec2.actions.stop_instance': stop,
  'chaosaws.ec2.actions.stop_instances': stop,
  'chaosaws.ec2.actions.terminate_instance': terminate,
  'chaosaws.ec2.actions.terminate_instances': terminate,
  'chaosaws.ec2.actions.restart_instances': { action: 'aws:ec2:reboot-instances', target, arguments: instances },
  'chaosaws.ec2.actions.pause_for_a_while': {
    action: 'aws:fis:wait',
    arguments: { duration: { to: 'duration', as: 'duration' } },
  },
  'chaosaws.ec2.actions.revoke_security_group_ingress': {
    action: 'squall:ec2:revoke-security-group-rule',
    target: ['SecurityGroups', 'ec2:security-group'],
    arguments: {
      requested_security_group_id: { where: 'ids' },
      ip_protocol: { to: 'protocol', as: 'text' },
      from_port: { to: 'fromPort', as: 'whole' },
      to_port: { to: 'toPort', as: 'whole' },
      ingress_security_group_id: { to: 'peer', as: 'text' },
      cidr_ip: { to: 'peer', as: 'text' },
    },
  },
  'chaosaws.ec2.actions.stop_instances_by_incremental_steps': {
    none: 'one step hits what it hits at once: write one step of aws:ec2:stop-instances for each increment',
  },
  'chaosaws.ec2.actions.detach_random_volume': { none: detaching },
  'chaosaws.ec2.actions.attach_volume': {
    none: 'it puts back what a detached volume left, and no action detaches one',
  },
  'chaosaws.ec2.actions.authorize_security_group_ingress': {
    none: 'it opens a security group, which breaks nothing; squall:ec2:revoke-security-group-rule puts back what it took',
  },
  'chaosaws.ec2.actions.set_tags_on_instances': {
    none: 'tags are no fault; targets are chosen by the tags that are there',
  },
  'chaosaws.ec2.actions.remove_tags_from_instances': { none: 'tags are no fault, and Squall takes none away' },
  'chaosaws.asg.actions.terminate_random_instances': {
    action: 'aws:ec2:terminate-instances',
    target,
    arguments: groups,
    irreversible: gone,
  },
  'chaosaws.asg.actions.stop_random_instances': {
    action: 'aws:ec2:stop-instances',
    target,
    arguments: { ...groups, force },
  },
  'chaosaws.asg.actions.suspend_processes': {
    none: 'no action suspends processes of a group; aws:ec2:asg-insufficient-instance-capacity-error keeps it from launching',
  },
  'chaosaws.asg.actions.resume_processes': {
    none: 'no action suspends processes of a group, so there is nothing to resume',
  },
  'chaosaws.asg.actions.detach_random_instances': {
    none: 'no action detaches instances from a group; squall:elb:detach-targets takes them out of the load balancer',
  },
  'chaosaws.asg.actions.change_subnets': {
    none: 'no action moves a group; aws:network:disrupt-connectivity cuts its subnets off, and gives them back',
  },
  'chaosaws.asg.actions.detach_random_volume': { none: detaching },
  'chaosaws.asg.actions.attach_volume': {
    none: 'it puts back what a detached volume left, and no action detaches one',
  },
};
