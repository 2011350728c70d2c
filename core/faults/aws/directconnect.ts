/** Source: AWS FIS actions reference, AWS Direct Connect actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags, looking } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

export const directconnect: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:directconnect:virtual-interface-disconnect',
    summary: 'takes down the BGP sessions of the virtual interfaces',
    targets: { VirtualInterfaces: { type: 'directconnect:virtual-interface' } },
    reach: { counts: 'members' },
    parameters: [{ ...fisDuration('how long sessions stay down'), min: 'PT10M' }],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS ends the failover test after the duration, or when it is stopped' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'an interface of which a session is down already is not hit',
        answer: 'FIS refuses it, and the run ends without having broken anything',
      },
    ],
    needs: [
      {
        sid: 'DisconnectOptedInInterfaces',
        actions: ['directconnect:StartBgpFailoverTest', 'directconnect:StopBgpFailoverTest'],
        target: 'VirtualInterfaces',
      },
      looking('LookAtInterfaces', 'directconnect:DescribeVirtualInterfaces'),
      {
        sid: 'LookAtFailoverTests',
        actions: ['directconnect:ListVirtualInterfaceTestHistory'],
        resources: ['arn:{partition}:directconnect:{region}:{account}:dxvif/*'],
      },
      findByTags,
    ],
    examples: { minimal: { duration: 'PT10M' }, maximal: { duration: 'PT12H' } },
  },
]);
