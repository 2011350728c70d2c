import { admit } from '../../core/lifecycle/admit.ts';
import { parseAdmitInput } from '../../core/lifecycle/input.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { faultPlanning } from '../runtime/carried/fault-planning.ts';
import { history } from '../runtime/carried/history.ts';
import { lever } from '../runtime/carried/lever.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { notices } from '../runtime/carried/notices.ts';
import { resources } from '../runtime/carried/resources.ts';
import { standby } from '../runtime/carried/standby.ts';
import { switches } from '../runtime/carried/switches.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'Admit', parse: parseAdmitInput, step: admit },
  carrying(history, resources, metrics, switches, lever, standby, notices, faultPlanning),
);
