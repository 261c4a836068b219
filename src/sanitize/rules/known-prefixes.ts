import { endOverWraps } from './line-wraps.ts';
import { matchAt, nothing, type Rule, type SecretKind } from './secret.ts';

/*
 * Tokens that are known by how they begin. None has to be there at its full length, because command output is
 * cut off wherever its limit of 2,500 bytes falls. `$` in a pattern is that cut.
 */

type Format = readonly [anchor: string, pattern: RegExp, kind?: SecretKind];

const formats: readonly Format[] = [
  // AROA, AIDA and their like are ids of roles and users: not secret, and wanted.
  ['akia', /AKIA(?:[A-Z0-9]{12,4000}|[A-Z0-9]{0,11}$)/y, 'AWS access key id'],
  ['asia', /ASIA(?:[A-Z0-9]{12,4000}|[A-Z0-9]{4,4000}$)/y, 'AWS access key id'],
  ['abia', /ABIA(?:[A-Z0-9]{12,4000}|[A-Z0-9]{4,4000}$)/y, 'AWS access key id'],
  ['acca', /ACCA(?:[A-Z0-9]{12,4000}|[A-Z0-9]{4,4000}$)/y, 'AWS access key id'],
  ['iqojb3', /IQoJb3[\w+/%-]{2,4000}={0,2}/y, 'AWS session token'],
  ['fwogzx', /FwoGZX[\w+/%-]{2,4000}={0,2}/y, 'AWS session token'],
  ['fqogzx', /FQoGZX[\w+/%-]{2,4000}={0,2}/y, 'AWS session token'],
  ['aqodyx', /AQoDYX[\w+/%-]{2,4000}={0,2}/y, 'AWS session token'],
  ['aqaea', /AQAEA(?:[\w+/-]{30,4000}|[\w+/-]{4,4000}$)={0,2}/y, 'token'],
  ['eyj', /(?<![\w-])eyJ[\w-]{6,4000}(?:\.[\w-]{0,8000}){1,4}/y, 'JWT'],
  ['eyj', /eyJ(?:hbGci|0eXAi|raWQi|jdHki|qd2si|4NX|lbmMi|6aXAi|ub25jZ)[\w.-]{0,16000}/y, 'JWT'],
  ['eyj', /(?<![\w-])eyJ[\w-]{5,4000}$/y, 'JWT'],
  ['ghp_', /ghp_\w{4,4000}/y],
  ['gho_', /gho_\w{4,4000}/y],
  ['ghu_', /ghu_\w{4,4000}/y],
  ['ghs_', /ghs_[\w.-]{4,4000}/y],
  ['ghr_', /ghr_\w{4,4000}/y],
  ['github_pat_', /github_pat_\w{4,4000}/y],
  ['glpat-', /glpat-[\w.-]{4,4000}/y],
  ['glptt-', /glptt-[\w.-]{4,4000}/y],
  ['gldt-', /gldt-[\w.-]{4,4000}/y],
  ['glrt-', /glrt-[\w.-]{4,4000}/y],
  ['glcbt-', /glcbt-[\w.-]{4,4000}/y],
  ['glsoat-', /glsoat-[\w.-]{4,4000}/y],
  ['glft-', /glft-[\w.-]{4,4000}/y],
  ['glimt-', /glimt-[\w.-]{4,4000}/y],
  ['glagent-', /glagent-[\w.-]{4,4000}/y],
  ['gr1348941', /GR1348941[\w-]{4,4000}/y],
  ['xox', /xox[a-z](?:\.xox[a-z])?-[\w-]{4,4000}/y],
  ['xapp-', /xapp-[\w-]{6,4000}/y],
  ['xwfp-', /xwfp-[\w-]{6,4000}/y],
  ['hooks.slack.com/', /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{4,4000}/y],
  ['discord', /discord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/[\w-]{4,4000}/y],
  ['webhook.office.com', /webhook\.office\.com\/webhookb2\/[\w@/-]{8,4000}/y],
  ['sk_live_', /sk_live_\w{4,4000}/y, 'API key'],
  ['rk_live_', /rk_live_\w{4,4000}/y, 'API key'],
  ['sk_test_', /sk_test_\w{4,4000}/y, 'API key'],
  ['rk_test_', /rk_test_\w{4,4000}/y, 'API key'],
  ['whsec_', /whsec_[\w+/=]{4,4000}/y, 'secret'],
  ['sk-', /sk-(?:ant|proj|svcacct|admin|or|lf)-[\w-]{4,4000}/y, 'API key'],
  ['sk-', /sk-(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Z])(?:[\w-]{20,4000}|[\w-]{8,4000}$)/y, 'API key'],
  ['aiza', /AIza(?:[\w-]{30,4000}|[\w-]{4,4000}$)/y, 'API key'],
  ['ya29.', /ya29\.[\w-]{6,4000}/y],
  ['1//0', /1\/\/0[\w-]{30,4000}|1\/\/0[\w-]{6,4000}$/y],
  ['gocspx-', /GOCSPX-[\w-]{4,4000}/y, 'secret'],
  ['sg.', /SG\.[\w-]{12,4000}\.[\w-]{8,4000}|SG\.[\w-]{8,4000}\.?[\w-]{0,80}$/y, 'API key'],
  ['npm_', /npm_(?:[A-Za-z0-9]{36,4000}|(?=[A-Za-z0-9]{0,40}[A-Z0-9])[A-Za-z0-9]{6,4000}$)(?!_)/y],
  ['pypi-', /pypi-Ag[\w-]{4,4000}/y],
  ['rubygems_', /rubygems_[0-9a-f]{20,4000}|rubygems_[0-9a-f]{4,4000}$/y, 'API key'],
  ['dckr_', /dckr_(?:pat|oat)_[\w-]{4,4000}/y],
  ['dop_v1_', /dop_v1_\w{4,4000}/y],
  ['doo_v1_', /doo_v1_\w{4,4000}/y],
  ['dor_v1_', /dor_v1_\w{4,4000}/y],
  ['hvs.', /hvs\.[\w-]{6,4000}/y],
  ['hvb.', /hvb\.[\w-]{6,4000}/y],
  ['hvr.', /hvr\.[\w-]{6,4000}/y],
  ['nrak-', /NRAK-[A-Z0-9]{4,4000}/y, 'API key'],
  ['nrii-', /NRII-[\w-]{4,4000}/y, 'API key'],
  ['nrra-', /NRRA-[0-9a-f]{4,4000}/y, 'API key'],
  ['nrsp-', /NRSP-[\w-]{4,4000}/y, 'API key'],
  ['hrku-', /HRKU-[\w-]{4,4000}/y, 'API key'],
  ['hf_', /hf_(?:[A-Za-z]{34,4000}|(?=[A-Za-z]{0,20}[A-Z])[A-Za-z]{6,4000}$)/y],
  ['shpat_', /shpat_\w{4,4000}/y],
  ['shpca_', /shpca_\w{4,4000}/y],
  ['shppa_', /shppa_\w{4,4000}/y],
  ['shpss_', /shpss_\w{4,4000}/y, 'secret'],
  ['key-', /key-[0-9a-f]{32}(?![\w-])|key-(?=[a-f]{0,20}\d)[0-9a-f]{6,4000}$/y, 'API key'],
  ['dapi', /dapi(?:[0-9a-f]{32}(?:-\d)?|(?=[a-f]{0,20}\d)[0-9a-f]{6,4000}$)/y],
  ['lin_', /lin_(?:api|oauth)_\w{4,4000}/y, 'API key'],
  ['ntn_', /ntn_\d[A-Za-z0-9]{6,4000}/y],
  [
    'secret_',
    /secret_(?:[A-Za-z0-9]{43}(?!\w)|(?=[A-Za-z]{0,20}\d)(?=[a-z0-9]{0,20}[A-Z])[A-Za-z0-9]{8,42}$)/y,
  ],
  ['age-secret-key-', /AGE-SECRET-KEY-[A-Z0-9-]{4,4000}/y, 'private key'],
  ['pmak-', /PMAK-[\w-]{6,4000}/y, 'API key'],
  ['pul-', /pul-(?:[0-9a-f]{40}|[0-9a-f]{6,4000}$)/y],
  ['sntry', /sntry[su]_[\w+/=-]{6,4000}/y],
  ['dp.', /dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{6,4000}/y],
  ['atatt3', /ATATT3[\w=-]{6,4000}/y],
  ['atctt3', /ATCTT3[\w=-]{6,4000}/y],
  ['atbb', /ATBB(?:[A-Za-z0-9]{28,4000}|[A-Za-z0-9]{6,4000}$)/y],
  ['figd_', /figd_[\w-]{6,4000}/y],
  ['gsk_', /gsk_[A-Za-z0-9]{6,4000}/y, 'API key'],
  ['glsa_', /glsa_\w{6,4000}/y],
  ['glc_ey', /glc_ey[A-Za-z0-9+/=]{4,4000}/y],
  ['ops_ey', /ops_ey[A-Za-z0-9+/=_-]{4,4000}/y],
  ['nvapi-', /nvapi-[\w-]{6,4000}/y, 'API key'],
  ['pplx-', /pplx-[A-Za-z0-9]{6,4000}/y, 'API key'],
  ['xai-', /xai-[A-Za-z0-9]{20,4000}|xai-[A-Za-z0-9]{6,4000}$/y, 'API key'],
  ['r8_', /r8_(?:[A-Za-z0-9]{30,4000}|[A-Za-z0-9]{6,4000}$)/y],
  ['sbp_', /sbp_[0-9a-f]{20,4000}|sbp_[0-9a-f]{6,4000}$/y],
  ['vcp_', /vcp_[A-Za-z0-9]{6,4000}/y],
  ['tskey-', /tskey-[\w-]{6,4000}/y, 'API key'],
  ['ltai', /LTAI[A-Za-z0-9]{12,4000}/y, 'API key'],
  ['sq0', /sq0(?:atp|csp|idb)-[\w-]{6,4000}/y],
  ['amzn.mws.', /amzn\.mws\.[0-9a-f-]{8,4000}/y],
  ['akcp', /AKCp\d[A-Za-z0-9]{10,4000}/y, 'API key'],
  ['cmvmdgtu', /cmVmdGtu[A-Za-z0-9+/=]{8,4000}/y],
  ['cfpat-', /CFPAT-[\w-]{6,4000}/y],
  ['fm2_', /fm2_[A-Za-z0-9+/=]{10,4000}/y],
  ['plty', /plty_[A-Za-z0-9]{8,4000}/y],
  ['ddog', /ddog_[A-Za-z0-9]{8,4000}/y],
  ['dt0c01.', /dt0c01\.[A-Z0-9]{4,4000}(?:\.[A-Z0-9]{1,200})?/y],
  ['eaaa', /EAAA(?:[\w-]{40,4000}|[\w-]{10,4000}$)/y],
  ['oy2', /oy2(?:[a-z0-9]{43}(?!\w)|(?=[a-z]{0,8}\d)[a-z0-9]{8,42}$)/y, 'API key'],
  ['sqp_', /sqp_[0-9a-f]{6,200}/y],
  ['squ_', /squ_[0-9a-f]{6,200}/y],
  ['sqa_', /sqa_[0-9a-f]{6,200}/y],
  ['ccipat_', /CCIPAT_\w{6,200}/y],
  ['ccipr', /CCIPRJ_\w{6,200}/y],
  ['bkua_', /bkua_[\w-]{6,200}/y],
  ['bkaj_', /bkaj_[\w-]{6,200}/y],
  ['bkat_', /bkat_[\w-]{6,200}/y],
  ['bkct_', /bkct_[\w-]{6,400}/y],
  ['nfp_', /nf[pcubo]_[A-Za-z0-9]{20,200}/y],
  ['nfc_', /nf[pcubo]_[A-Za-z0-9]{20,200}/y],
  ['nfu_', /nf[pcubo]_[A-Za-z0-9]{20,200}/y],
  ['pscale_', /pscale_(?:tkn|pw|oauth|otkn|app_secret)_[\w.=-]{6,200}/y],
  ['pat-', /pat-(?:na|eu|ap)\d-[0-9a-f-]{6,200}/y],
  ['sl.', /sl\.(?:u\.)?(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Z])(?:[\w-]{60,2000}|[\w-]{8,60}$)/y],
  ['eaac', /EAAC(?:[A-Za-z0-9]{20,600}|[A-Za-z0-9]{6,19}$)/y],
  ['eaag', /EAAG(?:[A-Za-z0-9]{20,600}|[A-Za-z0-9]{6,19}$)/y],
  ['eaab', /EAAB(?:[A-Za-z0-9]{20,600}|[A-Za-z0-9]{6,19}$)/y],
  ['pat', /pat[A-Za-z0-9]{14}\.(?:[0-9a-f]{10,64}|[0-9a-f]{0,9}$)/y],
  ['st.', /st\.[0-9a-f]{8}-[0-9a-f-]{27}\.[\w.]{6,200}/y],
  ['gloas-', /gloas-[\w.-]{4,200}/y],
  ['gldt-', /gldt-[\w.-]{4,200}/y],
  ['rpa_', /rpa_(?:[A-Za-z0-9]{30,100}|[A-Za-z0-9]{6,29}$)/y, 'API key'],
  ['phx_', /phx_(?:[A-Za-z0-9]{20,100}|[A-Za-z0-9]{6,19}$)/y, 'API key'],
  ['phc_', /phc_(?:[A-Za-z0-9]{20,100}|[A-Za-z0-9]{6,19}$)/y, 'API key'],
  ['vci_', /vci_[A-Za-z0-9]{6,100}/y],
  ['vca_', /vca_[A-Za-z0-9]{6,100}/y],
  ['vcr_', /vcr_[A-Za-z0-9]{6,100}/y],
  ['vck_', /vck_[A-Za-z0-9]{6,100}/y],
  ['00d', /00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{20,300}/y],
  ['aqic', /AQICAH(?:[A-Za-z0-9+/]{40,4000}={0,2}|[A-Za-z0-9+/]{4,39}$)/y, 'token'],
  ['rwrty0iy', /RWRTY0Iy[A-Za-z0-9+/]{4,400}={0,2}/y, 'private key'],
  ['rwqaaeiy', /RWQAAEIy[A-Za-z0-9+/]{4,400}={0,2}/y, 'private key'],
  ['rwrcsw', /RWRCSw[A-Za-z0-9+/]{20,400}={0,2}/y, 'private key'],
  // Asana's: the number of a user behind "1/", or of a task and a user behind "2/".
  ...[...'0123456789'].flatMap((digit): Format[] => [
    [`1/${digit}`, /1\/\d{12,20}:[0-9a-f]{8,64}/y],
    [`2/${digit}`, /2\/\d{12,20}\/\d{12,20}:[0-9a-f]{8,64}/y],
  ]),
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

/** As many characters as the patterns above take at once; a token may be longer. */
const MAX_MATCH = 4_000;

export const knownPrefixes: readonly Rule[] = formats.map(([anchor, pattern, kind = 'token']) => ({
  anchors: [anchor],
  find(text, at) {
    if (isLetterOrDigit(text, at - 1)) return nothing;
    const match = matchAt(pattern, text, at);
    if (!match) return nothing;
    const end = at + match[0].length;
    const rest = match[0].length < MAX_MATCH ? 0 : (matchAt(/[\w+/=.-]*/y, text, end)?.[0].length ?? 0);
    return [{ start: at, end: endOverWraps(text, end + rest), kind }];
  },
}));

/** Tokens that are known by something in their middle, so that their beginning has to be sought. */
export const knownMiddles: readonly Rule[] = [
  fromMiddle(['atlasv1.'], /[A-Za-z0-9]{6,20}\.atlasv1\.[\w-]{0,200}/y, 20, 'token'),
  // Telegram's, also behind "bot" in its URL.
  fromMiddle([':aa'], /\d{6,12}:AA[\w-]{6,200}/y, 13, 'token', /\d/),
  fromMiddle(
    [...'0123456789'].map((digit) => `${digit}q~`),
    /[\w.~-]{3}\dQ~[\w.~-]{4,200}/y,
    3,
    'secret',
  ),
  fromMiddle(['nral'], /[0-9a-f]{20,36}NRAL/y, 36, 'API key'),
  // Mailchimp's, with its data centre.
  fromMiddle(
    ['-us1', '-us2', '-us3', '-us4', '-us5', '-us6', '-us7', '-us8', '-us9'],
    /[0-9a-f]{32}-us\d{1,2}(?!\w)/y,
    32,
    'API key',
  ),
];

/** `notBefore` is what would make the found beginning a part of something longer. */
function fromMiddle(
  anchors: readonly string[],
  pattern: RegExp,
  reach: number,
  kind: SecretKind,
  notBefore = /[A-Za-z0-9]/,
): Rule {
  return {
    anchors,
    find(text, at) {
      for (let start = Math.max(0, at - reach); start <= at; start++) {
        if (start > 0 && notBefore.test(text[start - 1] ?? '')) continue;
        const match = matchAt(pattern, text, start);
        if (match && start + match[0].length > at) return [{ start, end: start + match[0].length, kind }];
      }
      return nothing;
    },
  };
}

function isLetterOrDigit(text: string, at: number): boolean {
  return at >= 0 && /[A-Za-z0-9]/.test(text[at] ?? '');
}
