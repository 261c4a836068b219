/** What exit codes mean, on the platform where they mean it. At most 200 characters each. */

export type Platform = 'windows' | 'unix';

const UNIX_CODES: ReadonlyMap<number, string> = new Map([
  [126, 'The shell found the file but may not run it: not executable, a noexec mount, or a directory.'],
  [
    127,
    'Command not found: install it, or give its full path. The agent runs scripts as root with a short PATH.',
  ],
  [
    137,
    'Exit 137 is a kill (SIGKILL), often for memory: check dmesg on the node. The agent ends a plugin at its timeout with the same code.',
  ],
  [139, 'Exit 139 is a crash (SIGSEGV) of a program in the script.'],
  [
    143,
    'Exit 143 is SIGTERM: something ended the script from outside, such as a service stop or a shutdown.',
  ],
]);

/** Installer and system codes of Windows, which are too large for any shell elsewhere. */
const WINDOWS_CODES: ReadonlyMap<number, string> = new Map([
  [
    1603,
    'MSI 1603 is a general installation failure. The msiexec log on the node has the action that returned value 3.',
  ],
  [1618, 'Another Windows installation was in progress. Send it again when that one has ended.'],
  [
    1641,
    'MSI 1641: installed, and the installer began a restart. Failed only because the script passed the code on.',
  ],
  [3010, 'MSI 3010: installed, and a restart is due. Failed only because the script passed the code on.'],
  [
    1_073_807_364,
    'Windows ended the process because of a logoff or shutdown (0x40010004). Check whether the node restarted.',
  ],
]);

const AGENT_CODES: ReadonlyMap<number, string> = new Map([
  [
    168,
    'The script ended the document here on purpose (exit 168): counted as success, later plugins were skipped.',
  ],
  [
    169,
    'The script ended the document here on purpose (exit 169): counted as failed, later plugins were skipped.',
  ],
]);

export function exitCodeHint(code: number, platform: Platform | undefined): string | undefined {
  const known = AGENT_CODES.get(code) ?? WINDOWS_CODES.get(code);
  // An exit of 137 or 139 on Windows is a number of the program's own choice.
  return known ?? (platform === 'windows' ? undefined : UNIX_CODES.get(code));
}

/** 194 on Linux and macOS; 3010 and 1641 (MSI) on Windows. */
export function asksForReboot(code: number | undefined): boolean {
  return code === 194 || code === 3010 || code === 1641;
}

const WINDOWS_NAME = /powershell|windows|msi|cmd\.exe/i;
const UNIX_NAME = /shellscript|^Patch(?:Linux|MacOS)$/i;

/** From the plugin's name first, then the document's; an id gives no platform: mi- nodes are of any kind. */
export function platformOf(plugin = '', document = ''): Platform | undefined {
  for (const name of [plugin, document]) {
    if (WINDOWS_NAME.test(name)) return 'windows';
    if (UNIX_NAME.test(name)) return 'unix';
  }
  return undefined;
}
