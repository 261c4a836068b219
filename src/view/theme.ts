/** The host's colours and fonts. Where it names none, the style sheet has its own, for light and dark. */

import type { HostContext } from './host.ts';

export function applyTheme({ theme, styles }: HostContext): void {
  const root = document.documentElement;
  if (theme === 'light' || theme === 'dark') root.style.colorScheme = theme;
  for (const [name, value] of Object.entries(styles?.variables ?? {}))
    if (name.startsWith('--') && value) root.style.setProperty(name, value);
}
