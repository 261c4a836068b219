/** Outputs as a fleet leaves them: a log that differs by node, and near its end one of a dozen causes. */

const OUTPUTS = 10_000;
const BYTES = 2_500;

const CAUSES = [
  'gzip: /var/log/app/access.log.1: No space left on device',
  'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process {pid} (unattended-upgr)',
  'Error: Failed to download metadata for repo: Cannot prepare internal mirrorlist: Curl error (6)',
  'systemctl: Job for nginx.service failed because the control process exited with error code.',
  'bash: line {line}: jq: command not found',
  "cp: cannot create regular file '/etc/logrotate.d/app': Permission denied",
  'ssh: connect to host 10.0.{octet}.{line} port 22: Connection timed out',
  'An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
  'tar: /backup/app-{pid}.tar.gz: Cannot open: Read-only file system',
  'psql: error: connection to server at "db.internal" failed: FATAL: too many connections',
  "mv: cannot stat '/var/log/app/error.log': No such file or directory",
  'Killed process {pid} (java) total-vm:{pid}kB: Out of memory',
];

export function failureOutputs(): string[] {
  return Array.from({ length: OUTPUTS }, (_, node) => {
    const cause = fillIn(CAUSES[node % CAUSES.length] ?? '', node);
    const tail = `${cause}\nfailed to run commands: exit status 1`;
    let log = '';
    for (let line = 0; log.length + tail.length < BYTES; line++) {
      log += `2026-01-02T03:04:${String(line % 60).padStart(2, '0')}Z ip-10-0-${node % 256}-${line} app[${node}]: rotated /var/log/app/${line}.log in ${(node * 7 + line) % 997} ms\n`;
    }
    return `${log.slice(0, BYTES - tail.length - 1)}\n${tail}`;
  });
}

function fillIn(cause: string, node: number): string {
  return cause
    .replaceAll('{pid}', String(1_000 + node))
    .replaceAll('{line}', String(1 + (node % 90)))
    .replaceAll('{octet}', String(node % 256));
}
