/**
 * Quotas that can be raised: how many targets of one action FIS takes in one experiment when it
 * finds them by a tag. Five of most actions unless more were asked for; those that are named by
 * ARN do not count. Source: AWS FIS quotas, as Service Quotas lists them.
 */

/** Targets that FIS takes by ARN. Above that ours are found by a tag. Source: CreateExperimentTemplate, `resourceArns`. */
export const mostByArn = 5;

/** Action to the code of its quota. An action that is not here has none that this version knows. */
export const targetQuotas: Readonly<Record<string, string>> = {
  'aws:arc:start-zonal-autoshift': 'L-4BEF8075',
  'aws:directconnect:virtual-interface-disconnect': 'L-143DCE03',
  'aws:dsql:cluster-connection-failure': 'L-FA07612D',
  'aws:dynamodb:global-table-pause-replication': 'L-9FC608C5',
  'aws:ebs:pause-volume-io': 'L-B993CA05',
  'aws:ec2:asg-insufficient-instance-capacity-error': 'L-97338E0D',
  'aws:ec2:reboot-instances': 'L-9C6F1F94',
  'aws:ec2:send-spot-instance-interruptions': 'L-F3F4B54A',
  'aws:ec2:stop-instances': 'L-3F98B425',
  'aws:ec2:terminate-instances': 'L-EE64095D',
  'aws:ecs:drain-container-instances': 'L-B2CDA938',
  'aws:ecs:stop-task': 'L-48D12416',
  'aws:ecs:task-cpu-stress': 'L-C901BF0F',
  'aws:ecs:task-io-stress': 'L-4939706C',
  'aws:ecs:task-kill-process': 'L-0A7016E5',
  'aws:ecs:task-network-blackhole-port': 'L-5035601B',
  'aws:ecs:task-network-latency': 'L-B34128D0',
  'aws:ecs:task-network-packet-loss': 'L-52F5389C',
  'aws:eks:pod-cpu-stress': 'L-5A59540D',
  'aws:eks:pod-delete': 'L-08B3DB00',
  'aws:eks:pod-io-stress': 'L-397A8E65',
  'aws:eks:pod-memory-stress': 'L-B8FF73F5',
  'aws:eks:pod-network-blackhole-port': 'L-52F95FBE',
  'aws:eks:pod-network-latency': 'L-5AC5092A',
  'aws:eks:pod-network-packet-loss': 'L-CFF34A14',
  'aws:eks:terminate-nodegroup-instances': 'L-CCA14F79',
  'aws:elasticache:replicationgroup-interrupt-az-power': 'L-9BD15E96',
  'aws:kinesis:stream-expired-iterator-exception': 'L-E7DA8AFD',
  'aws:kinesis:stream-provisioned-throughput-exception': 'L-C3959863',
  'aws:lambda:invocation-add-delay': 'L-06C992A0',
  'aws:lambda:invocation-error': 'L-C32797AE',
  'aws:lambda:invocation-http-integration-response': 'L-4E30A9A5',
  'aws:memorydb:multi-region-cluster-pause-replication': 'L-31F77559',
  'aws:network:disrupt-connectivity': 'L-1F59732D',
  'aws:network:route-table-disrupt-cross-region-connectivity': 'L-100E963F',
  'aws:network:transit-gateway-disrupt-cross-region-connectivity': 'L-2CF2B517',
  'aws:rds:failover-db-cluster': 'L-7D222253',
  'aws:rds:reboot-db-instances': 'L-6CBFC7D2',
  'aws:s3:bucket-pause-replication': 'L-4B06CB4E',
  'aws:ssm:send-command': 'L-D0A62255',
};
