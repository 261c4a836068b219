declare module 'proxy-from-env' {
  /** "" where no proxy is set for it. */
  export function getProxyForUrl(url: string): string;
}
