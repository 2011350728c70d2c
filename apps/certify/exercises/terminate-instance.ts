import type { Exercise } from '../exercise.ts';

export const terminateInstance: Exercise = {
  id: 'terminate-instance',
  title: 'terminates one server, which the group replaces',
  experiment: 'terminate-instance',
  shows: ['aws:ec2:terminate-instances', 'aws:fis:wait'],
};
