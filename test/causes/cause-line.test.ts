import { expect, test } from 'vitest';
import { findCause } from '../../src/causes/find/cause-line.ts';
import { shortenMessage } from '../../src/causes/find/excerpt.ts';

function quoteOf(output: string): string | undefined {
  const cause = findCause(output);
  return cause && shortenMessage(cause.message);
}

const SEPARATOR = '\n----------ERROR-------\n';

function failed(stderr: string, stdout = '', exit = '1'): string {
  return `${stdout}${SEPARATOR}${stderr}failed to run commands: exit status ${exit}`;
}

test('the agent’s own line is taken off the script’s last one', () => {
  const output = failed('Unable to load and extract the content of payload, abort.', '', '152');
  expect(quoteOf(output)).toMatchInlineSnapshot(
    `"Unable to load and extract the content of payload, abort."`,
  );
});

test('a path of the agent is shortened to the name of its script', () => {
  const script =
    '/var/lib/amazon/ssm/i-02573cafcfEXAMPLE/document/orchestration/aaaaaaaa-bbbb-cccc-dddd-4f6ed6bd5514/PatchLinux/_script.sh';
  expect(quoteOf(failed(`${script}: line 9: jq: command not found\n`, '', '127'))).toMatchInlineSnapshot(
    `"_script.sh: line 9: jq: command not found"`,
  );
});

test('a wrapper line that only says that something failed is passed over', () => {
  expect(
    quoteOf(
      failed(
        'Deployment failed, see log above\n',
        'plugin 1 ok\nERROR: checksum mismatch for bundle.tar.gz\n',
      ),
    ),
  ).toMatchInlineSnapshot(`"ERROR: checksum mismatch for bundle.tar.gz"`);
});

test('the cause comes before its consequences', () => {
  expect(
    quoteOf(
      failed(
        'tar: /var/log/app.tar: Cannot write: No space left on device\ntar: Error is not recoverable: exiting now\n',
      ),
    ),
  ).toMatchInlineSnapshot(`"tar: /var/log/app.tar: Cannot write: No space left on device"`);
});

test('warnings, usage and hints are not the cause', () => {
  expect(
    quoteOf(
      failed(
        "unknown shorthand flag: 'y' in -y\n\nUsage:  docker system prune [OPTIONS]\n\nRun 'docker system prune --help' for more information\n",
      ),
    ),
  ).toMatchInlineSnapshot(`"unknown shorthand flag: 'y' in -y"`);
  expect(
    quoteOf(
      failed(
        'WARNING: apt does not have a stable CLI interface. Use with caution in scripts.\nE: Unable to locate package nginx-extras\n',
      ),
    ),
  ).toMatchInlineSnapshot(`"E: Unable to locate package nginx-extras"`);
});

test('the last exception of a chained Python traceback tells', () => {
  const trace = (last: string) =>
    `Traceback (most recent call last):\n  File "/opt/app.py", line 3, in <module>\n    run()\n${last}\n`;
  expect(
    quoteOf(
      failed(
        `${trace("KeyError: 'DATABASE_URL'")}\nDuring handling of the above exception, another exception occurred:\n\n${trace('app.errors.ConfigError: DATABASE_URL is not set')}`,
      ),
    ),
  ).toMatchInlineSnapshot(`"app.errors.ConfigError: DATABASE_URL is not set"`);
});

test('an exception that only reports a failed command gives way to what the command said', () => {
  expect(
    quoteOf(
      failed(
        'mount: /mnt/efs: special device fs-0a1b2c3d:/ does not exist.\nTraceback (most recent call last):\n  File "m.py", line 3, in <module>\n    go()\nsubprocess.CalledProcessError: Command \'mount\' returned non-zero exit status 32.\n',
      ),
    ),
  ).toMatchInlineSnapshot(`"mount: /mnt/efs: special device fs-0a1b2c3d:/ does not exist."`);
});

test('the outer exception of a Java stack trace is quoted with its innermost cause', () => {
  expect(
    quoteOf(
      failed(
        'Exception in thread "main" java.lang.IllegalStateException: Failed to start\n\tat com.acme.App.main(App.java:9)\nCaused by: java.net.UnknownHostException: db.internal\n\tat java.net.InetAddress.getByName(InetAddress.java:12)\n\t... 3 more\n',
      ),
    ),
  ).toMatchInlineSnapshot(
    `"java.lang.IllegalStateException: Failed to start: java.net.UnknownHostException: db.internal"`,
  );
});

test('a PowerShell message is joined over the lines it was wrapped into', () => {
  expect(
    quoteOf(
      failed(
        "choco : The term 'choco' is not recognized as the name of a cmdlet, function, \nscript file, or operable program.\nAt C:\\ProgramData\\Amazon\\SSM\\InstanceData\\i-02573cafcfEXAMPLE\\document\\orchestr\nation\\_script.ps1:4 char:1\n+ choco install 7zip\n+ ~~~~~\n    + CategoryInfo          : ObjectNotFound: (choco:String) [], CommandNotFoundException\n    + FullyQualifiedErrorId : CommandNotFoundException\n \n",
        '',
        '4294967295',
      ),
    ),
  ).toMatchInlineSnapshot(
    `"choco : The term 'choco' is not recognized as the name of a cmdlet, function, script file, or operable program."`,
  );
});

test('a PowerShell parser error stands behind its position', () => {
  expect(
    quoteOf(
      failed(
        "At C:\\x\\_script.ps1:4 char:9\n+ if ($x {\n+       ~\nMissing closing ')' after expression in 'if' statement.\n    + CategoryInfo          : ParserError: (:) [], ParseException\n    + FullyQualifiedErrorId : MissingEndParenthesisAfterStatement\n",
      ),
    ),
  ).toMatchInlineSnapshot(`"Missing closing ')' after expression in 'if' statement."`);
});

test('the message of a JSON log line of level error is read out of it', () => {
  expect(
    quoteOf(
      failed(
        '',
        '{"level":"info","msg":"starting","pid":12}\n{"level":"error","msg":"cannot open state","error":"file is locked"}\n{"level":"info","msg":"bye"}\n',
      ),
    ),
  ).toMatchInlineSnapshot(`"cannot open state: file is locked"`);
});

test('what a progress bar wrote over is not quoted', () => {
  const bar = Array.from({ length: 40 }, (_, percent) => `Downloading ${percent}%`).join('\r');
  expect(quoteOf(failed(`${bar}\rcurl: (6) Could not resolve host: repo.internal\n`))).toMatchInlineSnapshot(
    `"curl: (6) Could not resolve host: repo.internal"`,
  );
});

test('a code that stands alone is quoted with the text below it', () => {
  expect(
    quoteOf(failed('', '\nError: 0x800f081f\n\nThe source files could not be found. \n')),
  ).toMatchInlineSnapshot(`"Error: 0x800f081f: The source files could not be found."`);
});

test('a message that ends in a colon is quoted with what it announces', () => {
  expect(
    quoteOf(
      failed(
        'error: Your local changes to the following files would be overwritten by merge:\n\tconfig/settings.yml\n',
      ),
    ),
  ).toMatchInlineSnapshot(
    `"error: Your local changes to the following files would be overwritten by merge: config/settings.yml"`,
  );
});

test('the separator may be part of the script’s own text', () => {
  expect(quoteOf(failed(`first part${SEPARATOR}fatal: not a git repository\n`))).toMatchInlineSnapshot(
    `"fatal: not a git repository"`,
  );
});

test('without any word of failure the last line is quoted', () => {
  expect(quoteOf(failed('', 'stage one\nstage two\n'))).toMatchInlineSnapshot(`"stage two"`);
});

test('no text gives no cause', () => {
  for (const output of [
    '',
    '\n',
    SEPARATOR,
    failed(''),
    '---Output truncated---',
    `${SEPARATOR}\n---Error truncated----`,
  ]) {
    expect(findCause(output)).toBeUndefined();
  }
});

test('a plain message is joined where the console wrapped it', () => {
  const wrapped =
    'Update-Agent failed: the package signature could not be verified against \nthe trusted root store\ndone\n';
  expect(quoteOf(failed(wrapped))).toBe(quoteOf(failed(wrapped.replace(' \nthe', ' the'))));
});

test('a count of no errors is no error, and a number in front of a level is no count', () => {
  const output = failed(
    '',
    'checked 12 files, 0 errors\nnode-0 ERROR cannot open the ledger\nchecked 9 files, 0 errors\n',
  );
  expect(quoteOf(output)).toBe('node-0 ERROR cannot open the ledger');
});

test('what a logger wrote as fields is read like what it wrote as JSON', () => {
  const line = (moment: string) =>
    `time="${moment}" level=fatal msg="cannot enroll" url=https://hub.internal/v1 error="certificate is not trusted"\n`;
  expect(quoteOf(failed(line('2026-11-22T09:00:01Z')))).toBe('cannot enroll: certificate is not trusted');
});

test('an object that goes on over several lines gives its message', () => {
  expect(
    quoteOf(
      failed('', 'fatal: [node]: FAILED! => {\n    "changed": false,\n    "msg": "no space on /srv"\n}\n'),
    ),
  ).toBe('no space on /srv');
});

test('a bare reason is quoted with the address above it', () => {
  const denied = (path: string) =>
    failed(
      `Error making request.\n\nURL: GET https://vault.internal/v1/${path}\nCode: 403.\n\n* permission denied\n`,
    );
  expect(quoteOf(denied('kv/mail'))).toBe('URL: GET https://vault.internal/v1/kv/mail: permission denied');
});

test('a complaint without any word of failure stands before the wrapper that only says that it failed', () => {
  expect(
    quoteOf(failed('!! [deploy] schema is older than 17\n!! [deploy] deployment failed, see log\n')),
  ).toBe('!! [deploy] schema is older than 17');
});

test('a unit’s own last line tells more than that systemd could not start it', () => {
  const journal = (line: string) => `Nov 22 09:00:01 web-7 ${line}\n`;
  expect(
    quoteOf(
      failed(
        '',
        `${journal('relay[311]: licence has run out of seats')}${journal("systemd[1]: relay.service: Failed with result 'exit-code'.")}${journal('systemd[1]: Failed to start Relay.')}`,
      ),
    ),
  ).toBe('relay[311]: licence has run out of seats');
});

test('what a program went on to wait for is not the cause', () => {
  expect(
    quoteOf(
      failed(
        'Existing lock /run/pm.pid: another copy is running\nwaiting for it to exit...\nNo package ntpx available.\n',
      ),
    ),
  ).toBe('No package ntpx available.');
});

test('errors are found in other languages', () => {
  for (const line of [
    'FEHLER [22.11.2026 09:00:01]: Zertifikat ist abgelaufen',
    'Erreur : volume injoignable',
    '2026-11-22 09:00:01 エラー: データベースに接続できません',
  ]) {
    const message = line.replace(/^[\d-]+ [\d:]+ /, '');
    expect(quoteOf(failed(`${line}\nnobody can tell more, it didn't say\n`))).toBe(message);
  }
});

test('a PowerShell record is read in any language of the console', () => {
  expect(
    quoteOf(
      failed(
        'Get-Item : Der Pfad "D:\\netz.ini" kann nicht gefunden werden.\nIn C:\\x\\_script.ps1:4 Zeichen:1\n+ Get-Item D:\\netz.ini\n+ ~~~~\n    + CategoryInfo          : ObjectNotFound: (D:\\netz.ini:String) [Get-Item], ItemNotFoundException\n',
      ),
    ),
  ).toBe('Get-Item : Der Pfad "D:\\netz.ini" kann nicht gefunden werden.');
});

test('a PowerShell message is the same wherever a console cut it', () => {
  const message =
    'Invoke-WebRequest : The request was aborted because no secure channel could be made to the store';
  const source = `+ ${'x'.repeat(200)}`;
  const at = 'At C:\\x\\_script.ps1:4 char:1';
  const cutAt = (width: number) =>
    `${message}\n${at}\n${source}\n+ CategoryInfo : y\n`.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
  const withinWord = message.indexOf('channel') + 3;
  for (const width of [withinWord, withinWord + 12, 200]) expect(quoteOf(failed(cutAt(width)))).toBe(message);
});

test('a long message is quoted with its beginning and its reason', () => {
  const long = `Error: cannot apply the plan: plugin ${'a/'.repeat(80)}: while evaluating ${'b '.repeat(30)}: permission denied on /srv/state`;
  const quote = quoteOf(failed(`${long}\n`)) ?? '';
  expect(quote).toMatch(/^Error: cannot apply the plan: .*permission denied on \/srv\/state$/);
  expect(quote.length).toBeLessThanOrEqual(200);
});

test('of many marked lines the one that names a reason tells, wherever it stands', () => {
  const marked = Array.from({ length: 20 }, (_, index) => `ERROR item ${index} was left out\n`).join('');
  const reason = 'ERROR store: connection refused\n';
  for (const output of [`${reason}${marked}`, `${marked}${reason}`, `${marked}${reason}${marked}`]) {
    expect(quoteOf(failed('', output))).toBe('ERROR store: connection refused');
  }
});

test('a colon within a wrapped PowerShell message begins no message of its own', () => {
  expect(
    quoteOf(
      failed(
        '[print.internal] Connecting to remote server print.internal failed with this error \nmessage : the name is not valid.\n    + CategoryInfo          : OpenError: (print.internal:String) [], PSRemotingTransportException\n',
      ),
    ),
  ).toBe(
    '[print.internal] Connecting to remote server print.internal failed with this error message : the name is not valid.',
  );
});
