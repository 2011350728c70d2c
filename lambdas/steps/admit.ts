import { carrying } from '../runtime/carried/carrying.ts';
import { history } from '../runtime/carried/history.ts';
import { lever } from '../runtime/carried/lever.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { notices } from '../runtime/carried/notices.ts';
import { resources } from '../runtime/carried/resources.ts';
import { switches } from '../runtime/carried/switches.ts';
import { templates } from '../runtime/carried/templates.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler('Admit', carrying(history, resources, metrics, switches, lever, notices, templates));
