/** The floor of any walk on Node: node:http, one connection, JSON.parse, no signature. */

import { Agent, request } from 'node:http';
import { report } from './report.ts';
import { COMMAND_ID, ENDPOINT, REGION } from './setting.ts';

type Page = { readonly CommandInvocations: readonly unknown[]; readonly NextToken?: string };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

await report(async () => {
  let invocations = 0;
  let token: string | undefined;
  do {
    const page = await fetchPage(token);
    invocations += page.CommandInvocations.length;
    token = page.NextToken || undefined;
  } while (token !== undefined);
  agent.destroy();
  return invocations;
});

function fetchPage(token: string | undefined): Promise<Page> {
  const body = JSON.stringify({
    CommandId: COMMAND_ID,
    Details: true,
    MaxResults: 50,
    ...(token !== undefined && { NextToken: token }),
  });
  return new Promise((resolve, reject) => {
    const sent = request(ENDPOINT, {
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.ListCommandInvocations',
        // The endpoint reads the Region from the signature's scope and checks nothing else of it.
        authorization: `AWS4-HMAC-SHA256 Credential=bench/20260101/${REGION}/ssm/aws4_request`,
      },
    });
    sent.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Page));
    });
    sent.end(body);
  });
}
