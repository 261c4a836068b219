/** STS and the portal of IAM Identity Center on loopback, as far as credentials are asked of them. */

import { createServer, type ServerResponse } from 'node:http';

export type SignInEndpoint = {
  readonly url: string;
  /** The access keys with which STS was asked to assume a role, and the roles, as "KEY ROLE". */
  readonly assumed: readonly string[];
  close(): void;
};

/** What STS and the portal say is chosen by the role: Denied, Expired, Unknown; any other is handed out. */
export async function startSignInEndpoint(): Promise<SignInEndpoint> {
  const assumed: string[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { url = '', headers } = message;
      if (url.startsWith('/federation/credentials')) {
        sendRoleCredentials(response, new URL(url, 'http://localhost').searchParams.get('role_name') ?? '');
        return;
      }
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const role = form.get('RoleArn')?.split('/').pop() ?? '';
      const [, key = ''] = /Credential=([^/]+)/.exec(headers.authorization ?? '') ?? [];
      assumed.push(`${key} ${role}`);
      sendAssumedRole(response, role, form.get('Action') ?? '');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    assumed,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const ERRORS = new Map([
  ['Denied', { status: 403, type: 'AccessDenied' }],
  ['Expired', { status: 400, type: 'ExpiredTokenException' }],
  ['Unknown', { status: 403, type: 'InvalidClientTokenId' }],
]);

const LATER = '2099-01-01T00:00:00Z';

function sendAssumedRole(response: ServerResponse, role: string, action: string): void {
  const error = ERRORS.get(role);
  if (error) {
    sendXml(
      response,
      error.status,
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${error.type}</Code><Message>from afar</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    );
    return;
  }
  const credentials = `<Credentials><AccessKeyId>ASIA${role}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${LATER}</Expiration></Credentials>`;
  sendXml(
    response,
    200,
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${credentials}<AssumedRoleUser><AssumedRoleId>A:b</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/${role}/b</Arn></AssumedRoleUser></${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  );
}

function sendXml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}

function sendRoleCredentials(response: ServerResponse, role: string): void {
  if (role === 'Denied' || role === 'Expired') {
    const type = role === 'Denied' ? 'ForbiddenException' : 'UnauthorizedException';
    response.writeHead(role === 'Denied' ? 403 : 401, {
      'content-type': 'application/json',
      'x-amzn-errortype': type,
    });
    response.end(
      JSON.stringify({ message: 'from afar', __type: `com.amazonaws.switchboard.portal#${type}` }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      roleCredentials: {
        accessKeyId: `ASIA${role}`,
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: Date.parse(LATER),
      },
    }),
  );
}
