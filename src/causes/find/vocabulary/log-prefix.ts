import { anyOf } from '../../any-of.ts';

/** What loggers set in front of a message: when, from which process, in which file. The level stays. */
const LOG_PREFIX = anyOf('', [
  // klog and glog: "E1125 17:30:41.477320   77002 kubelet.go:2175] ".
  /^[EFWI]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w./-]+:\d+\] /,
  // Spring Boot: "2026-06-20 15:41:26.382 ERROR 57746 --- [ main] o.s.b.Application : ".
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* +(?=(?:ERROR|FATAL) +\d+ ---)/,
  // cfn-init: "2026-10-07 18:39:50,038 P11541 [INFO] ".
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} P\d+ (?=\[)/,
  // syslog: "Nov 22 09:00:01 web-7 " in front of "program[311]: ".
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ (?=\S+(?:\[\d+\])?: )/,
  // Any other date and time.
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?\]?[\s:|-]*/,
  /^\[?\d{1,2}[/.]\d{1,2}[/.]\d{4} \d{1,2}:\d\d:\d\d(?: [AP]M)?(?: UTC)?\]?[\s:|-]*/,
]);

/** The thread and the class behind a level, as Spring Boot writes them. */
const SPRING_ORIGIN = /^(ERROR|FATAL) +\d+ --- \[[^\]]{0,80}\] \S{1,100} *: */;

/** Applied twice, as syslog carries lines that have a prefix of their own. */
export function withoutLogPrefix(line: string): string {
  const once = line.replace(LOG_PREFIX, '');
  const twice =
    once === line ? line : once.replace(/^[\w./-]+(?:\[\d+\])?: (?=[EF]\d{4} )/, '').replace(LOG_PREFIX, '');
  const bare = twice.replace(SPRING_ORIGIN, '$1: ');
  return bare === '' ? line : bare;
}
