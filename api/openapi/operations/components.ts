import * as z from 'zod'
import { LATENCY_WINDOWS } from '#domain/latency.ts'
import { DAYS_SHOWN } from '#domain/public-view.ts'
import { operatorComponent, operatorComponentList } from '../../operators/schemas/component.ts'
import { component, componentList } from '../../publish/schemas/component.ts'
import { latency } from '../../publish/schemas/latency.ts'
import { uptime } from '../../publish/schemas/uptime.ts'
import { MOST_DAYS } from '../../publish/uptime-document.ts'
import type { Operations } from '../operation.ts'
import { componentId, pastInstant, word } from './parameters.ts'

const MORE = 'A token of any scope also shows private components and checks, and what the checks alone say.'

export const componentOperations: Operations = {
  'GET /api/components': {
    id: 'listComponents',
    tag: 'Components',
    summary: 'Every component with its status, reason, uptime and checks',
    description: MORE,
    answers: {
      200: {
        description: 'In configured order. No target of a check is ever told.',
        schema: z.union([componentList, operatorComponentList]),
      },
    },
  },
  'GET /api/components/:id': {
    id: 'getComponent',
    tag: 'Components',
    summary: 'One component',
    description: MORE,
    parameters: { id: componentId },
    answers: { 200: { description: 'The component.', schema: z.union([component, operatorComponent]) } },
  },
  'GET /api/components/:id/uptime': {
    id: 'getUptime',
    tag: 'Components',
    summary: 'How a component did over a window',
    description: 'The window is `from` and `to`, or so many calendar `days` that end with `to`; 365 days at most.',
    parameters: {
      id: componentId,
      from: pastInstant('When the window begins; not together with `days`.'),
      to: pastInstant('When the window ends; now unless said.'),
      days: {
        description: `How many calendar days of the page's time zone; ${DAYS_SHOWN} unless said.`,
        schema: z.int().min(1).max(MOST_DAYS),
      },
    },
    answers: {
      200: {
        description:
          'Uptime, coverage and ms in each status, a bar a day, and the timeline all of it was reckoned from.',
        schema: uptime,
      },
    },
  },
  'GET /api/components/:id/latency': {
    id: 'getLatency',
    tag: 'Components',
    summary: 'How fast a component answered',
    parameters: {
      id: componentId,
      window: word('How far back.', LATENCY_WINDOWS, LATENCY_WINDOWS[0]),
    },
    answers: { 200: { description: 'A bucket for each part of the window.', schema: latency } },
  },
}
