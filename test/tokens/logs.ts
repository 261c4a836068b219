/** What nodes print, in the shapes that cost tokens: ids, numbers, paths, names in camel case, prose. */

/** The same pseudo-random text in every run. */
function dice(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const chars = (alphabet: string, count: number) =>
    Array.from({ length: count }, () => alphabet[below(alphabet.length)]).join('');
  return { below, chars };
}

const { below, chars } = dice(7);
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const uuid = () => [8, 4, 4, 4, 12].map((length) => chars(HEX, length)).join('-');
const nodeId = () => `i-0${chars(HEX, 16)}`;
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

export const LOGS: Readonly<Record<string, string>> = {
  uuids: lines(40, uuid),
  'instance ids': lines(40, nodeId),
  hex: chars(HEX, 400),
  base64: lines(8, () => chars(BASE64, 64)),
  'an agent log': lines(
    30,
    (at) =>
      `2026-11-22T09:${10 + at}:05.${below(999)}Z ERROR [ssm-agent-worker] [${uuid()}] connection reset by peer`,
  ),
  df: lines(
    30,
    () => `/dev/nvme${below(3)}n1p${below(9)}  ${below(1e8)}  ${below(1e8)}  ${below(100)}% /var/log`,
  ),
  yum: lines(
    30,
    () =>
      ` openssl-libs   x86_64   ${below(9)}.${below(20)}.${below(20)}-${below(99)}.amzn2023.0.2   amazonlinux   ${below(900)} k`,
  ),
  'addresses in S3': lines(
    20,
    () =>
      `https://s3.us-east-1.amazonaws.com/logs/${uuid()}/${nodeId()}/awsrunShellScript/0.awsrunShellScript/stdout`,
  ),
  'a system log': `Nov 22 09:00:01 ip-10-0-3-17 kernel: [12345.678901] Out of memory: Killed process 2114 (java) total-vm:8123456kB, anon-rss:4012345kB, file-rss:0kB, oom_score_adj:0
Nov 22 09:00:02 ip-10-0-3-17 systemd[1]: nginx.service: Main process exited, code=exited, status=1/FAILURE
Nov 22 09:00:02 ip-10-0-3-17 sshd[3312]: Failed password for invalid user admin from 203.0.113.9 port 51234 ssh2`,
  'an access log':
    '203.0.113.77 - - [22/Nov/2026:09:00:03 +0000] "GET /api/v1/users?id=42&sort=desc HTTP/1.1" 502 157 "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"',
  'a stack trace': `Traceback (most recent call last):
  File "/usr/lib/python3.9/site-packages/botocore/client.py", line 534, in _api_call
botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling GetParameter
java.lang.NullPointerException: Cannot invoke "String.length()" because "<local1>" is null
\tat java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
At C:\\Windows\\System32\\drivers\\etc line:1 char:1
+ ~~~~~~~~~~~~~
    + CategoryInfo : ObjectNotFound: (C:\\ProgramData\\Amazon:String) [Get-Item], ItemNotFoundException`,
  prose: `curl: (60) SSL certificate problem: unable to get local issuer certificate
fatal: unable to access 'https://git.example.com/org/repo.git/': Could not resolve host: git.example.com
dpkg: error processing package linux-image-5.15.0-1051-aws (--configure): installed post-installation script
subprocess returned error exit status 1. Check the spelling of the name, or verify that the path is correct.`,
};
