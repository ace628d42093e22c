import type { Command } from './command.ts'
import { COMPONENT_COMMANDS } from './component-commands.ts'
import { INCIDENT_COMMANDS } from './incident-commands.ts'
import { MAINTENANCE_COMMANDS } from './maintenance-commands.ts'

/** Every command: help, parsing and completion come from here. */
export const COMMANDS: readonly Command[] = [...INCIDENT_COMMANDS, ...MAINTENANCE_COMMANDS, ...COMPONENT_COMMANDS]
