/** `fleet_report`: what ran on the fleet since a moment, for people who were not there. */

import { z } from 'zod/v3';
import { isoSeconds } from '../answer/index.ts';
import { listCommands, parseMoment } from '../tools/index.ts';
import { ALL_ITEMS, askBeside, askInvocations } from './ask.ts';
import { definePrompt } from './prompt.ts';
import { fleetReportQuestions, renderPrompt } from './text.ts';

/** The last day: what a shift hands over. */
const DEFAULT_SINCE = '24h';

export const fleetReport = definePrompt({
  name: 'fleet_report',
  title: 'Report on the fleet',
  description:
    "What Run Command did on the whole fleet since a moment: commands, failures by cause, nodes left out. The server's Region.",
  arguments: [
    {
      name: 'since',
      description: `A span before now (2h, 7d), a date, or ISO 8601; default ${DEFAULT_SINCE}`,
      required: false,
    },
  ],
  inputSchema: z.object({ since: z.string().optional() }).strict(),
  async write({ since }, call) {
    // Resolved once, so that both answers speak of the same time.
    const nowMs = call.session.nowMs();
    const from = isoSeconds(parseMoment(since || DEFAULT_SINCE, 'since', nowMs));
    const filters = [{ key: 'InvokedAfter', value: from }];
    const [commands, invocations] = await Promise.all([
      askBeside(listCommands, { filters }, call),
      askInvocations({ filters, details: true, max_items: ALL_ITEMS }, call),
    ]);
    return renderPrompt({
      task: `Write a report on what Run Command did on the fleet since ${from}.`,
      readAtMs: nowMs,
      answers: [commands, invocations],
      questions: fleetReportQuestions(invocations.found),
    });
  },
});
