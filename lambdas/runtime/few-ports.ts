/** Sets of ports that several functions carry. */
import { carrying } from './carried/carrying.ts';
import { executions } from './carried/executions.ts';
import { history } from './carried/history.ts';

/** History and executions: all that starting a run and asking for its recovery take. */
export const recoveryPorts = carrying(history, executions);
