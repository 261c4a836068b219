/** Secrets of further kinds, as the outputs of everyday commands hold them. Put together at run time. */

import type { PlantedSecret } from '../sanitize/planted-secrets.ts';
import { type Draw, drawer } from '../sanitize/random.ts';

type Form = readonly [name: string, secret: (draw: Draw) => string, around: (secret: string) => string];

const alnum = (length: number) => (draw: Draw) => draw('alnum', length);
const hex = (length: number) => (draw: Draw) => draw('hex', length);
const quotedTwice = (value: object) => JSON.stringify(JSON.stringify(value));

const fromCommands: readonly Form[] = [
  [
    'aws secretsmanager get-secret-value',
    alnum(22),
    (s) =>
      `{\n    "Name": "prod/db",\n    "SecretString": ${quotedTwice({ username: 'app', password: s })}\n}`,
  ],
  [
    'aws ssm get-parameter',
    alnum(22),
    (s) =>
      `{"Parameter": {"Name": "/app/db/password", "Type": "SecureString", "Value": "${s}", "Version": 3}}`,
  ],
  [
    'docker inspect',
    alnum(20),
    (s) => `            "Env": [\n                "DB_PASSWORD=${s}",\n                "LANG=C"`,
  ],
  [
    'kubectl get secret -o yaml',
    (draw) => btoa(draw('alnum', 18)),
    (s) => `data:\n  password: ${s}\nkind: Secret`,
  ],
  ['env', alnum(40), (s) => `HOME=/root\nAPI_SECRET=${s}\nLANG=C`],
  ['a Rails secret', hex(128), (s) => `SECRET_KEY_BASE=${s}`],
  ['a JWT secret', alnum(44), (s) => `JWT_SECRET: ${s}`],
  ['set -x of export', alnum(24), (s) => `+ export APP_DB_PASSWORD=${s}\n+ APP_DB_PASSWORD=${s}`],
  [
    'WireGuard',
    (draw) => `${draw('base64', 43)}=`,
    (s) => `[Interface]\nPrivateKey = ${s}\nListenPort = 51820`,
  ],
  ['my.cnf', alnum(18), (s) => `[client]\nuser=root\npassword=${s}\nhost=db`],
  ['LDAP', alnum(16), (s) => `binddn cn=admin,dc=example,dc=org\nbindpw ${s}`],
  ['shadow', (draw) => draw('alnum', 86), (s) => `root:$6$Zk3nVb7Q$${s}:19000:0:99999:7:::`],
  [
    'Proxy-Authorization',
    (draw) => btoa(`svc:${draw('alnum', 16)}`),
    (s) => `> Proxy-Authorization: Basic ${s}`,
  ],
  ['X-Auth-Token', alnum(32), (s) => `< X-Auth-Token: ${s}`],
  [
    'AWS request signature',
    hex(64),
    (s) => `Authorization: AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host, Signature=${s}`,
  ],
  ['pip index', alnum(24), (s) => `Looking in indexes: https://ci:${s}@pypi.internal/simple`],
  ['git remote', alnum(26), (s) => `origin\thttps://oauth2:${s}@gitlab.internal/acme/app.git (fetch)`],
  ['Windows service', alnum(18), (s) => `sc.exe config app obj= .\\svc password= ${s}`],
  ['PowerShell hashtable', alnum(18), (s) => `@{ UserName = 'svc'; Password = '${s}' }`],
  ['Chef data bag', alnum(20), (s) => `{:id=>"db", :password=>"${s}"}`],
  ['Python dict', alnum(20), (s) => `{'host': 'db', 'password': '${s}', 'port': 5432}`],
  ['Tomcat users', alnum(16), (s) => `<user username="admin" password="${s}" roles="manager-gui"/>`],
  [
    'Maven settings',
    alnum(20),
    (s) => `<server><id>nexus</id><username>ci</username><password>${s}</password></server>`,
  ],
  ['Spring log', alnum(36), (s) => `Using generated security password: ${s}`],
  [
    'Jenkins',
    hex(32),
    (s) =>
      `Please use the following password to proceed to installation:\n\n${s}\n\nThis may also be found at`,
  ],
  ['Grafana reset', alnum(14), (s) => `+ grafana-cli admin reset-admin-password ${s}`],
  ['psql', alnum(15), (s) => `+ psql "host=db user=app password=${s} dbname=app"`],
];

const heads: readonly (readonly [
  name: string,
  head: string,
  alphabet: Parameters<Draw>[0],
  length: number,
])[] = [
  ['Shopify', 'shp' + 'at_', 'hex', 32],
  ['Hugging Face', 'h' + 'f_', 'letters', 34],
  ['Databricks', 'da' + 'pi', 'hex', 32],
  ['Linear', 'lin' + '_api_', 'alnum', 40],
  ['Grafana', 'gl' + 'sa_', 'alnum', 41],
  ['Postman', 'PM' + 'AK-', 'hex', 58],
  ['RubyGems', 'ruby' + 'gems_', 'hex', 48],
  ['Tailscale', 'ts' + 'key-auth-', 'alnum', 40],
  ['Pulumi', 'pu' + 'l-', 'hex', 40],
  ['Atlassian', 'ATA' + 'TT3xFfGF0', 'base64url', 180],
  ['age', 'AGE-SECRET' + '-KEY-1', 'base32', 58],
  ['Anthropic', 'sk-' + 'ant-api03-', 'base64url', 93],
  ['OpenAI project', 'sk-' + 'proj-', 'base64url', 120],
  ['Doppler', 'dp' + '.pt.', 'alnum', 43],
];

export const moreSecrets: readonly PlantedSecret[] = [
  ...fromCommands.map(([name, secret, around], index): PlantedSecret => {
    const drawn = secret(drawer(70_000 + index));
    return { name, pieces: [drawn], text: around(drawn) };
  }),
  ...heads.map(([name, head, alphabet, length], index): PlantedSecret => {
    const tail = drawer(71_000 + index)(alphabet, length);
    return { name: `${name} token`, pieces: [tail], text: `using ${head}${tail} for this run` };
  }),
];
