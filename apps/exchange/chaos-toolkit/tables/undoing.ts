/**
 * What a rollback, or a later activity, puts back: Squall undoes each fault itself, on every
 * exit, so that such an activity is no step. By the function, the actions that it ends.
 */
export const undoing: Readonly<Record<string, readonly string[]>> = {
  'chaosaws.ec2.actions.start_instances': ['aws:ec2:stop-instances'],
  'chaosaws.ec2.actions.authorize_security_group_ingress': ['squall:ec2:revoke-security-group-rule'],
  'chaosaws.awslambda.actions.remove_latency': ['aws:lambda:invocation-add-delay'],
  'chaosaws.awslambda.actions.remove_error': ['aws:lambda:invocation-error'],
  'chaosaws.ecs.actions.update_desired_count': ['squall:ecs:scale-to-zero'],
  'chaosaws.ecs.actions.update_container_instances_state': ['aws:ecs:drain-container-instances'],
  'chaosaws.fis.actions.stop_experiment': ['fisTemplate'],
  'chaosaws.fis.actions.stop_experiments_by_tags': ['fisTemplate'],
  'chaosk8s.chaosmesh.network.actions.delete_network_fault': [
    'aws:eks:pod-network-latency',
    'aws:eks:pod-network-packet-loss',
  ],
  'chaosk8s.chaosmesh.stress.actions.delete_stressor': ['aws:eks:pod-cpu-stress', 'aws:eks:pod-memory-stress'],
  'chaostoxi.proxy.actions.enable_proxy': ['squall:toxiproxy:down'],
  'chaostoxi.toxic.actions.delete_toxic': [
    'squall:toxiproxy:latency',
    'squall:toxiproxy:bandwidth',
    'squall:toxiproxy:slow-close',
    'squall:toxiproxy:timeout',
    'squall:toxiproxy:slicer',
    'squall:toxiproxy:limit-data',
  ],
  'chaostoxi.proxy.actions.reset': [
    'squall:toxiproxy:latency',
    'squall:toxiproxy:bandwidth',
    'squall:toxiproxy:slow-close',
    'squall:toxiproxy:timeout',
    'squall:toxiproxy:slicer',
    'squall:toxiproxy:limit-data',
    'squall:toxiproxy:down',
  ],
};
