import { conclude } from '../../core/lifecycle/conclude.ts';
import { parseReference } from '../../core/lifecycle/input.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { deadline } from '../runtime/carried/deadline.ts';
import { history } from '../runtime/carried/history.ts';
import { notices } from '../runtime/carried/notices.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'Conclude', parse: parseReference, step: conclude },
  carrying(history, deadline, notices),
);
