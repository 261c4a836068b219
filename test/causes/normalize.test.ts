import { expect, test } from 'vitest';
import { messageKey } from '../../src/causes/key/message-key.ts';

function together(...texts: string[]): void {
  expect(new Set(texts.map(messageKey)), texts.join(' | ')).toHaveLength(1);
}

function apart(...texts: string[]): void {
  expect(new Set(texts.map(messageKey)), texts.join(' | ')).toHaveLength(texts.length);
}

test('ids, addresses and moments are volatile', () => {
  together('node i-0123456789abcdef0 gone', 'node mi-0fedcba9876543210 gone');
  together(
    'invocation 5b0e31c7-94ad-4f0e-8d43-6f2f0c1f7a15 lost',
    'invocation aaaaaaaa-bbbb-cccc-dddd-4f6ed6bd5514 lost',
  );
  together('connect to 10.0.0.1:443 refused', 'connect to 192.168.17.200:8443 refused');
  together('link aa:bb:cc:00:11:22 down', 'link 12:34:56:e3:ba:c3 down');
  together('2026-11-22T09:00:01.123Z timer missed', '2025-01-02T23:59:59Z timer missed');
  together('at 11/22/2020 09:17:30 UTC it stopped', 'at 03/14/2025 02:05:11 UTC it stopped');
  together('object 0x7f3a91c4 freed twice', 'object 0x7f0000001234 freed twice');
  together('waited 3m2s for it', 'waited 1h20m for it');
  together('status code: 403, request id: AT5RDYAH3H8J0Z2M', 'status code: 403, request id: XXXXXX');
});

test('the instance’s own versions, Region and architecture are volatile', () => {
  together('cannot load agent-7.52.1-x64.msi', 'cannot load agent-7.60.0-x64.msi');
  together('no bucket aws-ssm-us-east-1', 'no bucket aws-ssm-eu-central-1');
  together('glibc-2.17-326.amzn2.x86_64 is broken', 'glibc-2.34-52.el9.aarch64 is broken');
});

test('names that somebody chose are not', () => {
  apart('No package nginx available.', 'No package httpd available.');
  apart("open '/home/alice/.ssh/id': denied", "open '/home/bob/.ssh/id': denied");
  apart('open /tmp/deploy.sh: denied', 'open /tmp/backup.sh: denied');
  apart('repo epel is broken', 'repo pgdg is broken');
});

test('numbers that name a kind of failure are not', () => {
  apart('HTTP error: 403', 'HTTP error: 404');
  apart('ended with exit code 2', 'ended with exit code 3');
  apart('[Errno 28] no', '[Errno 13] no');
  apart('Exception from HRESULT: 0x80072EE2', 'Exception from HRESULT: 0x80240437');
  apart('update KB5005565 failed', 'update KB5006670 failed');
});

test('numbers that count are', () => {
  together('3 of 7 checks failed', '12 of 40 checks failed');
  together('line 12: unexpected end', 'line 930: unexpected end');
  together('held by process 4711', 'held by process 27519');
});

test('both spellings of -1 are one', () => {
  together('child ended with exit status 4294967295', 'child ended with exit status 0xffffffff');
});

test('quotes are the same in any locale', () => {
  together(
    "cannot stat 'x.conf'",
    'cannot stat \u2018x.conf\u2019',
    'cannot stat \u201bx.conf\u2039',
    "cannot stat `x.conf'",
    'cannot stat \uff07x.conf\uff07',
  );
  together(
    'no unit "relay" here',
    'no unit \u201crelay\u201d here',
    'no unit \u201erelay\u201f here',
    'no unit \u00ab\u00a0relay\u00a0\u00bb here',
    'no unit \u300crelay\u300d here',
    'no unit \uff02relay\uff02 here',
  );
});

test('HTTP status codes tell causes apart', () => {
  apart('proxy answered HTTP 502', 'proxy answered HTTP 504');
  apart('got 502 Bad Gateway from it', 'got 503 Service Unavailable from it');
  together('took 502 ms', 'took 504 ms');
});

test('where storage is the reason the file that was written is not', () => {
  together(
    'tar: /var/log/app/a.tar: Cannot write: No space left on device',
    'tar: /var/log/web/b/c.tar: Cannot write: No space left on device',
  );
  apart('cp: /var/log/a/b.csv: No space left on device', 'cp: /home/batch/a.csv: No space left on device');
  apart('cat: /etc/a.conf: Permission denied', 'cat: /etc/b.conf: Permission denied');
  apart('mount: /srv/data: mount point is busy', 'mount: /srv/logs: mount point is busy');
});

test('a version of four numbers is no address', () => {
  apart('agent 3.3.987.0 is too old', 'agent 3.3.988.0 is too old.');
});
