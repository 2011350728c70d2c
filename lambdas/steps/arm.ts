import { arm } from '../../core/lifecycle/arm.ts';
import { parseReference } from '../../core/lifecycle/input.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { deadline } from '../runtime/carried/deadline.ts';
import { history } from '../runtime/carried/history.ts';
import { notices } from '../runtime/carried/notices.ts';
import { switches } from '../runtime/carried/switches.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'Arm', parse: parseReference, step: arm },
  carrying(history, switches, deadline, notices),
);
