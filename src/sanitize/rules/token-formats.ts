import { endOverWraps } from './line-wraps.ts';
import { matchAt, nothing, type Rule, type SecretKind } from './secret.ts';

/*
 * Tokens that tell themselves by how they begin. The detector knows many of them, but each only at its
 * full length; here a token is known by its head, because command output is cut off wherever its limit
 * of 2,500 bytes falls. `$` in a pattern is that cut.
 */

type Format = readonly [anchor: string, pattern: RegExp, kind?: SecretKind];

const formats: readonly Format[] = [
  // AROA, AIDA and their like are ids of roles and users: not secret, and wanted.
  ['akia', /AKIA(?:[A-Z0-9]{12,}|[A-Z0-9]*$)/y, 'AWS access key id'],
  ['asia', /ASIA(?:[A-Z0-9]{12,}|[A-Z0-9]{4,}$)/y, 'AWS access key id'],
  ['abia', /ABIA(?:[A-Z0-9]{12,}|[A-Z0-9]{4,}$)/y, 'AWS access key id'],
  ['acca', /ACCA(?:[A-Z0-9]{12,}|[A-Z0-9]{4,}$)/y, 'AWS access key id'],
  ['iqojb3', /IQoJb3[\w+/%-]{2,}={0,2}/y, 'AWS session token'],
  ['fwogzx', /FwoGZX[\w+/%-]{2,}={0,2}/y, 'AWS session token'],
  ['fqogzx', /FQoGZX[\w+/%-]{2,}={0,2}/y, 'AWS session token'],
  ['aqodyx', /AQoDYX[\w+/%-]{2,}={0,2}/y, 'AWS session token'],
  ['aqaea', /AQAEA(?:[\w+/-]{30,}|[\w+/-]{4,}$)={0,2}/y, 'token'],
  ['eyj', /(?<![\w-])eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/y, 'JWT'],
  ['eyj', /eyJ(?:hbGci|0eXAi|raWQi|jdHki|qd2si|4NX|lbmMi|6aXAi|ub25jZ)[\w.-]*/y, 'JWT'],
  ['eyj', /(?<![\w-])eyJ[\w-]{5,}$/y, 'JWT'],
  ['ghp_', /ghp_\w{4,}/y],
  ['gho_', /gho_\w{4,}/y],
  ['ghu_', /ghu_\w{4,}/y],
  ['ghs_', /ghs_[\w.-]{4,}/y],
  ['ghr_', /ghr_\w{4,}/y],
  ['github_pat_', /github_pat_\w{4,}/y],
  ['glpat-', /glpat-[\w.-]{4,}/y],
  ['glptt-', /glptt-[\w.-]{4,}/y],
  ['gldt-', /gldt-[\w.-]{4,}/y],
  ['glrt-', /glrt-[\w.-]{4,}/y],
  ['glcbt-', /glcbt-[\w.-]{4,}/y],
  ['glsoat-', /glsoat-[\w.-]{4,}/y],
  ['glft-', /glft-[\w.-]{4,}/y],
  ['glimt-', /glimt-[\w.-]{4,}/y],
  ['glagent-', /glagent-[\w.-]{4,}/y],
  ['gr1348941', /GR1348941[\w-]{4,}/y],
  ['xox', /xox[a-z](?:\.xox[a-z])?-[\w-]{4,}/y],
  ['xapp-', /xapp-[\w-]{6,}/y],
  ['xwfp-', /xwfp-[\w-]{6,}/y],
  ['hooks.slack.com/', /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{4,}/y],
  ['discord', /discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{4,}/y],
  ['webhook.office.com', /webhook\.office\.com\/webhookb2\/[\w@/-]{8,}/y],
  ['sk_live_', /sk_live_\w{4,}/y, 'API key'],
  ['rk_live_', /rk_live_\w{4,}/y, 'API key'],
  ['sk_test_', /sk_test_\w{4,}/y, 'API key'],
  ['rk_test_', /rk_test_\w{4,}/y, 'API key'],
  ['whsec_', /whsec_[\w+/=]{4,}/y, 'secret'],
  ['sk-', /sk-(?:ant|proj|svcacct|admin|or|lf)-[\w-]{4,}/y, 'API key'],
  ['sk-', /sk-(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Z])(?:[\w-]{20,}|[\w-]{8,}$)/y, 'API key'],
  ['aiza', /AIza(?:[\w-]{30,}|[\w-]{4,}$)/y, 'API key'],
  ['ya29.', /ya29\.[\w-]{6,}/y],
  ['1//0', /1\/\/0[\w-]{30,}|1\/\/0[\w-]{6,}$/y],
  ['gocspx-', /GOCSPX-[\w-]{4,}/y, 'secret'],
  ['sg.', /SG\.[\w-]{12,}\.[\w-]{8,}|SG\.[\w-]{8,}\.?[\w-]*$/y, 'API key'],
  ['npm_', /npm_(?:[A-Za-z0-9]{36,}|(?=[A-Za-z0-9]{0,40}[A-Z0-9])[A-Za-z0-9]{6,}$)(?!_)/y],
  ['pypi-', /pypi-Ag[\w-]{4,}/y],
  ['rubygems_', /rubygems_[0-9a-f]{20,}|rubygems_[0-9a-f]{4,}$/y, 'API key'],
  ['dckr_', /dckr_(?:pat|oat)_[\w-]{4,}/y],
  ['dop_v1_', /dop_v1_\w{4,}/y],
  ['doo_v1_', /doo_v1_\w{4,}/y],
  ['dor_v1_', /dor_v1_\w{4,}/y],
  ['hvs.', /hvs\.[\w-]{6,}/y],
  ['hvb.', /hvb\.[\w-]{6,}/y],
  ['hvr.', /hvr\.[\w-]{6,}/y],
  ['nrak-', /NRAK-[A-Z0-9]{4,}/y, 'API key'],
  ['nrii-', /NRII-[\w-]{4,}/y, 'API key'],
  ['nrra-', /NRRA-[0-9a-f]{4,}/y, 'API key'],
  ['nrsp-', /NRSP-[\w-]{4,}/y, 'API key'],
  ['hrku-', /HRKU-[\w-]{4,}/y, 'API key'],
  ['hf_', /hf_(?:[A-Za-z]{34,}|(?=[A-Za-z]{0,20}[A-Z])[A-Za-z]{6,}$)/y],
  ['shpat_', /shpat_\w{4,}/y],
  ['shpca_', /shpca_\w{4,}/y],
  ['shppa_', /shppa_\w{4,}/y],
  ['shpss_', /shpss_\w{4,}/y, 'secret'],
  ['key-', /key-[0-9a-f]{32}(?![\w-])|key-(?=[a-f]{0,20}\d)[0-9a-f]{6,}$/y, 'API key'],
  ['dapi', /dapi(?:[0-9a-f]{32}(?:-\d)?|(?=[a-f]{0,20}\d)[0-9a-f]{6,}$)/y],
  ['lin_', /lin_(?:api|oauth)_\w{4,}/y, 'API key'],
  ['ntn_', /ntn_\d[A-Za-z0-9]{6,}/y],
  ['secret_', /secret_[A-Za-z0-9]{43}(?!\w)/y],
  ['age-secret-key-', /AGE-SECRET-KEY-[A-Z0-9-]{4,}/y, 'private key'],
  ['pmak-', /PMAK-[\w-]{6,}/y, 'API key'],
  ['pul-', /pul-(?:[0-9a-f]{40}|[0-9a-f]{6,}$)/y],
  ['sntry', /sntry[su]_[\w+/=-]{6,}/y],
  ['dp.', /dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{6,}/y],
  ['atatt3', /ATATT3[\w=-]{6,}/y],
  ['atctt3', /ATCTT3[\w=-]{6,}/y],
  ['atbb', /ATBB(?:[A-Za-z0-9]{28,}|[A-Za-z0-9]{6,}$)/y],
  ['figd_', /figd_[\w-]{6,}/y],
  ['gsk_', /gsk_[A-Za-z0-9]{6,}/y, 'API key'],
  ['glsa_', /glsa_\w{6,}/y],
  ['glc_ey', /glc_ey[A-Za-z0-9+/=]{4,}/y],
  ['ops_ey', /ops_ey[A-Za-z0-9+/=_-]{4,}/y],
  ['nvapi-', /nvapi-[\w-]{6,}/y, 'API key'],
  ['pplx-', /pplx-[A-Za-z0-9]{6,}/y, 'API key'],
  ['xai-', /xai-[A-Za-z0-9]{20,}|xai-[A-Za-z0-9]{6,}$/y, 'API key'],
  ['r8_', /r8_(?:[A-Za-z0-9]{30,}|[A-Za-z0-9]{6,}$)/y],
  ['sbp_', /sbp_[0-9a-f]{20,}|sbp_[0-9a-f]{6,}$/y],
  ['vcp_', /vcp_[A-Za-z0-9]{6,}/y],
  ['tskey-', /tskey-[\w-]{6,}/y, 'API key'],
  ['ltai', /LTAI[A-Za-z0-9]{12,}/y, 'API key'],
  ['sq0', /sq0(?:atp|csp|idb)-[\w-]{6,}/y],
  ['amzn.mws.', /amzn\.mws\.[0-9a-f-]{8,}/y],
  ['akcp', /AKCp\d[A-Za-z0-9]{10,}/y, 'API key'],
  ['cmvmdgtu', /cmVmdGtu[A-Za-z0-9+/=]{8,}/y],
  ['cfpat-', /CFPAT-[\w-]{6,}/y],
  ['fm2_', /fm2_[A-Za-z0-9+/=]{10,}/y],
  ['plty', /plty_[A-Za-z0-9]{8,}/y],
  ['ddog', /ddog_[A-Za-z0-9]{8,}/y],
  ['dt0c01.', /dt0c01\.[A-Z0-9]{4,}(?:\.[A-Z0-9]+)?/y],
  ['eaaa', /EAAA(?:[\w-]{40,}|[\w-]{10,}$)/y],
  // Twilio's API keys: SK and 32 hexadecimal digits. An anchor has at least three characters.
  ...'0123456789abcdef'
    .split('')
    .map(
      (digit): Format => [
        `sk${digit}`,
        /SK[0-9a-f]{32}(?!\w)|SK(?=[a-f]{0,20}\d)(?=\d{0,20}[a-f])[0-9a-f]{8,31}$/y,
        'API key',
      ],
    ),
];

export const tokenFormats: readonly Rule[] = formats.map(([anchor, pattern, kind = 'token']) => ({
  anchors: [anchor],
  find(text, at) {
    if (isWordCharacter(text, at - 1)) return nothing;
    const match = matchAt(pattern, text, at);
    return match ? [{ start: at, end: endOverWraps(text, at + match[0].length), kind }] : nothing;
  },
}));

/** Tokens that tell themselves by something in their middle, so that their head has to be sought. */
export const tokensByTheirMiddle: readonly Rule[] = [
  fromMiddle(['atlasv1.'], /[A-Za-z0-9]{6,20}\.atlasv1\.[\w-]*/y, 20, 'token'),
  fromMiddle([':aa'], /\d{6,12}:AA[\w-]{6,}/y, 13, 'token'),
  fromMiddle(
    Array.from({ length: 10 }, (_, digit) => `${digit}q~`),
    /[\w.~-]{3}\dQ~[\w.~-]{4,}/y,
    3,
    'secret',
  ),
  fromMiddle(['nral'], /[0-9a-f]{20,36}NRAL/y, 36, 'API key'),
];

function fromMiddle(anchors: readonly string[], pattern: RegExp, reach: number, kind: SecretKind): Rule {
  return {
    anchors,
    find(text, at) {
      for (let start = Math.max(0, at - reach); start <= at; start++) {
        if (isWordCharacter(text, start - 1)) continue;
        const match = matchAt(pattern, text, start);
        if (match && start + match[0].length > at) return [{ start, end: start + match[0].length, kind }];
      }
      return nothing;
    },
  };
}

function isWordCharacter(text: string, at: number): boolean {
  return at >= 0 && /[A-Za-z0-9]/.test(text[at] ?? '');
}
