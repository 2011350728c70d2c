/** `chaosaws` for ECS, Lambda, RDS, load balancers, Systems Manager and FIS itself. Source: chaostoolkit-aws, the functions' signatures. */
import type { Mappings } from '../../counterpart.ts';

const destroys = (what: string): { readonly none: string } => ({
  none: `it deletes ${what} for good, which no action of AWS FIS or Squall does`,
});

export const services: Mappings = {
  'chaosaws.ecs.actions.stop_random_tasks': {
    action: 'aws:ecs:stop-task',
    target: ['Tasks', 'ecs:task'],
    arguments: {
      cluster: { where: { parameter: 'cluster' } },
      service: { where: { parameter: 'service' } },
      task_count: { select: 'count' },
      task_percent: { select: 'percent' },
      reason: { lost: 'AWS FIS gives a reason of its own' },
    },
    irreversible: 'the service starts other tasks in their place',
  },
  'chaosaws.ecs.actions.stop_task': {
    action: 'aws:ecs:stop-task',
    target: ['Tasks', 'ecs:task'],
    arguments: {
      cluster: { where: { parameter: 'cluster' } },
      service: { where: { parameter: 'service' } },
      task_id: { where: 'ids' },
      reason: { lost: 'AWS FIS gives a reason of its own' },
    },
    irreversible: 'the service starts other tasks in their place',
  },
  'chaosaws.ecs.actions.update_container_instances_state': {
    action: 'aws:ecs:drain-container-instances',
    target: ['Clusters', 'ecs:cluster'],
    with: { drainagePercentage: 100 },
    arguments: {
      cluster: { where: 'names' },
      container_instances: { lost: 'AWS FIS drains a share of a cluster, and chooses the instances itself' },
      status: { only: ['draining'], otherwise: 'the only change of state that AWS FIS makes is to DRAINING' },
    },
    how: 'all instances of the cluster are drained, as AWS FIS chooses by share; lower drainagePercentage for fewer',
  },
  'chaosaws.ecs.actions.update_desired_count': {
    action: 'squall:ecs:scale-to-zero',
    target: ['Services', 'ecs:service'],
    arguments: {
      cluster: { lost: 'the service is found by its own id, ARN or tags' },
      service: { where: 'names' },
      desired_count: { only: ['0'], otherwise: 'squall:ecs:scale-to-zero scales to zero and to nothing else' },
    },
  },
  'chaosaws.ecs.actions.delete_service': destroys('a service'),
  'chaosaws.ecs.actions.delete_cluster': destroys('a cluster'),
  'chaosaws.ecs.actions.deregister_container_instance': {
    none: 'no action deregisters an instance; aws:ecs:drain-container-instances empties instances and gives them back',
  },
  'chaosaws.awslambda.actions.add_latency': {
    action: 'aws:lambda:invocation-add-delay',
    target: ['Functions', 'lambda:function'],
    arguments: {
      function_name: { where: 'names' },
      latency: { to: 'startupDelayMilliseconds', as: 'seconds → milliseconds' },
      probability: { to: 'invocationPercentage', as: 'fraction → percent' },
      layer: { lost: 'AWS FIS brings an extension of its own' },
    },
  },
  'chaosaws.awslambda.actions.add_error': {
    action: 'aws:lambda:invocation-error',
    target: ['Functions', 'lambda:function'],
    with: { preventExecution: false },
    arguments: {
      function_name: { where: 'names' },
      probability: { to: 'invocationPercentage', as: 'fraction → percent' },
      body: {
        lost: 'the invocation fails instead of answering this; aws:lambda:invocation-http-integration-response answers a status',
      },
      layer: { lost: 'AWS FIS brings an extension of its own' },
    },
  },
  'chaosaws.awslambda.actions.put_function_concurrency': {
    none: 'no action takes concurrency away; aws:lambda:invocation-error fails invocations as throttling would',
  },
  'chaosaws.awslambda.actions.put_function_timeout': {
    none: 'no action changes a function; aws:lambda:invocation-add-delay brings it to its timeout',
  },
  'chaosaws.awslambda.actions.put_function_memory_size': { none: 'no action changes a function' },
  'chaosaws.awslambda.actions.invoke_function': {
    none: 'to call a function is no fault; a probe of kind lambda calls one',
  },
  'chaosaws.rds.actions.failover_db_cluster': {
    action: 'aws:rds:failover-db-cluster',
    target: ['Clusters', 'rds:cluster'],
    arguments: {
      db_cluster_identifier: { where: 'names' },
      target_db_instance_identifier: { lost: 'AWS FIS leaves it to RDS which reader is promoted' },
    },
    irreversible: 'either instance may be the writer',
  },
  'chaosaws.rds.actions.reboot_db_instance': {
    action: 'aws:rds:reboot-db-instances',
    target: ['DBInstances', 'rds:db'],
    arguments: {
      db_instance_identifier: { where: 'names' },
      force_failover: { to: 'forceFailover', as: 'boolean' },
    },
  },
  'chaosaws.rds.actions.stop_db_instance': {
    none: 'no action stops a database; aws:rds:reboot-db-instances reboots one',
  },
  'chaosaws.rds.actions.stop_db_cluster': {
    none: 'no action stops a cluster; aws:rds:failover-db-cluster fails one over',
  },
  'chaosaws.rds.actions.delete_db_instance': destroys('a database'),
  'chaosaws.rds.actions.delete_db_cluster': destroys('a database cluster'),
  'chaosaws.rds.actions.delete_db_cluster_endpoint': destroys('an endpoint'),
  'chaosaws.elasticache.actions.test_failover': {
    none: 'no action asks for a failover; aws:elasticache:replicationgroup-interrupt-az-power takes the zone of the primary away',
  },
  'chaosaws.elasticache.actions.reboot_cache_clusters': {
    none: 'no action reboots cache nodes; aws:elasticache:replicationgroup-interrupt-az-power takes those of a zone away',
  },
  'chaosaws.elasticache.actions.delete_cache_clusters': destroys('cache clusters'),
  'chaosaws.elasticache.actions.delete_replication_groups': destroys('replication groups'),
  'chaosaws.elbv2.actions.deregister_target': {
    action: 'squall:elb:detach-targets',
    target: ['Instances', 'ec2:instance'],
    arguments: { tg_name: { lost: 'instances are chosen, and taken out of every target group that they are in' } },
  },
  'chaosaws.elbv2.actions.set_security_groups': {
    none: 'no action replaces security groups; squall:ec2:revoke-security-group-rule takes one rule away and gives it back',
  },
  'chaosaws.elbv2.actions.set_subnets': {
    none: 'no action moves a load balancer; aws:arc:start-zonal-autoshift takes its traffic out of a zone',
  },
  'chaosaws.elbv2.actions.delete_load_balancer': destroys('a load balancer'),
  'chaosaws.ssm.actions.send_command': {
    action: 'aws:ssm:send-command',
    target: ['Instances', 'ec2:instance'],
    arguments: {
      document_name: { to: 'documentArn', as: 'text' },
      document_version: { to: 'documentVersion', as: 'text' },
      timeout_seconds: { to: 'duration', as: 'duration', how: 'the timeout is taken for how long the fault lasts' },
      max_concurrency: { lost: 'AWS FIS sends the command to all targets at once' },
      max_errors: { lost: 'AWS FIS fails the action with the first command that fails' },
      region: { lost: 'an experiment runs in the Region of its platform' },
    },
  },
  'chaosaws.msk.actions.reboot_msk_broker': { none: 'no action reboots brokers of MSK' },
  'chaosaws.msk.actions.delete_cluster': destroys('a cluster'),
  'chaosaws.route53.actions.disassociate_vpc_from_zone': {
    none: 'no action takes a hosted zone away from a VPC; squall:host:dns-failure makes names fail on hosts',
  },
  'chaosaws.iam.actions.attach_role_policy': {
    none: 'no action changes permissions; aws:fis:inject-api-unavailable-error makes calls of a role fail',
  },
  'chaosaws.iam.actions.detach_role_policy': {
    none: 'no action changes permissions; aws:fis:inject-api-unavailable-error makes calls of a role fail',
  },
  'chaosaws.fis.actions.start_availability_zone_power_interruption_scenario': {
    none: 'it is a whole scenario: start from the template az-power-interruption instead',
  },
};
