import { type Draw, drawer } from './random.ts';

/**
 * A made-up secret where command output would hold it. `pieces` are what must not survive; `text` is
 * the output around them. Everything is put together at run time, so that this file itself holds
 * nothing a scanner would report.
 */
export type PlantedSecret = {
  readonly name: string;
  readonly pieces: readonly string[];
  readonly text: string;
  /** Only what follows the secret tells that it is one: cut off before that, it is like any word. */
  readonly toldByWhatFollows?: boolean;
};

const toldByWhatFollows = new Set([
  'echo into docker login',
  'chpasswd',
  'passwd --stdin',
  'net use',
  'token alone in a URL',
  'Postgres URL with "@" and "/"',
]);

type Planting = readonly [name: string, secret: (draw: Draw) => string, around: (secret: string) => string];

const bare = (secret: string): string => `note: ${secret} end`;
const base64 = (text: string): string => btoa(text);
const password = (draw: Draw): string => `${draw('alnum', 10)}!${draw('alnum', 3)}`;
const plainPassword = (draw: Draw): string => draw('alnum', 14);
const awsSecret = (draw: Draw): string => draw('base64', 40);
const hex32 = (draw: Draw): string => draw('hex', 32);
const jwt = (draw: Draw): string =>
  `${base64(`{"alg":"HS256","kid":"${draw('alnum', 6)}"}`).replace(/=+$/, '')}.${base64(`{"sub":"${draw('alnum', 18)}"}`).replace(/=+$/, '')}.${draw('base64url', 43)}`;

/** Ends the part of a secret that is the same for all of its kind, and so need not be hidden. */
const headEnd = '\u0001';

/** A token that begins with `head`. */
const token =
  (head: string, alphabet: Parameters<Draw>[0], length: number, tail = '') =>
  (draw: Draw): string =>
    `${head}${headEnd}${draw(alphabet, length)}${tail}`;

const aws: readonly Planting[] = [
  ['AWS key id in an env line', token('AK' + 'IA', 'base32', 16), (s) => `AWS_ACCESS_KEY_ID=${s}`],
  [
    'AWS key id bare in a log',
    token('AK' + 'IA', 'base32', 16),
    (s) => `using credentials ${s} from profile default`,
  ],
  ['AWS temporary key id', token('AS' + 'IA', 'base32', 16), (s) => `"AccessKeyId" : "${s}",`],
  ['AWS secret key, env line', awsSecret, (s) => `AWS_SECRET_ACCESS_KEY=${s}`],
  ['AWS secret key, exported and quoted', awsSecret, (s) => `export AWS_SECRET_ACCESS_KEY="${s}"`],
  [
    'AWS secret key, credentials file',
    awsSecret,
    (s) => `[default]\naws_secret_access_key = ${s}\nregion = eu-west-1`,
  ],
  [
    'AWS secret key, instance metadata',
    awsSecret,
    (s) => `{\n  "Code" : "Success",\n  "SecretAccessKey" : "${s}",\n  "Type" : "AWS-HMAC"\n}`,
  ],
  [
    'AWS secret key, STS JSON',
    awsSecret,
    (s) => `{"Credentials":{"SecretAccessKey":"${s}","Expiration":"2026-11-22T10:00:00Z"}}`,
  ],
  [
    'AWS secret key, STS XML',
    awsSecret,
    (s) => `<Credentials><SecretAccessKey>${s}</SecretAccessKey></Credentials>`,
  ],
  ['AWS secret key, JSON in JSON', awsSecret, (s) => `{"message":"{\\"SecretAccessKey\\":\\"${s}\\"}"}`],
  ['AWS secret key, table', awsSecret, (s) => `|  SecretAccessKey |  ${s}  |`],
  ['AWS secret key, camel case', awsSecret, (s) => `secretAccessKey: '${s}',`],
  [
    'AWS secret key, PowerShell',
    awsSecret,
    (s) => `Set-AWSCredential -AccessKey x -SecretKey ${s} -StoreAs default`,
  ],
  ['AWS secret key, aws configure set', awsSecret, (s) => `+ aws configure set aws_secret_access_key ${s}`],
  ['AWS secret key, Terraform', awsSecret, (s) => `  secret_key = "${s}"`],
  ['AWS secret key, Java property', awsSecret, (s) => `-Daws.secretKey=${s} -jar app.jar`],
  [
    'AWS session token, env line',
    token('IQoJ' + 'b3JpZ2luX2Vj', 'base64', 300, '=='),
    (s) => `AWS_SESSION_TOKEN=${s}`,
  ],
  ['AWS session token, JSON', token('IQoJ' + 'b3JpZ2luX2Vj', 'base64', 300), (s) => `  "Token" : "${s}",`],
  [
    'AWS session token, credentials file',
    token('FwoG' + 'ZXIvYXdz', 'base64', 280),
    (s) => `aws_session_token=${s}`,
  ],
  ['AWS session token, bare', token('FQoG' + 'ZXIvYXdz', 'base64', 280), bare],
  ['IMDSv2 token', token('AQ' + 'AEA', 'base64url', 51, '=='), (s) => `TOKEN=${s}`],
  [
    'signed S3 URL',
    (draw) => draw('hex', 64),
    (s) => `https://b.s3.amazonaws.com/k?X-Amz-Expires=900&X-Amz-Signature=${s}`,
  ],
];

const passwords: readonly Planting[] = [
  ['DB_PASSWORD=', password, (s) => `DB_PASSWORD=${s}`],
  ['PGPASSWORD before a command', password, (s) => `+ PGPASSWORD=${s} psql -h db.internal -U app`],
  ['password: in YAML', password, (s) => `spring:\n  datasource:\n    password: ${s}\n    username: app`],
  [
    'quoted password with spaces',
    (draw) => `${draw('alnum', 8)} ${draw('alnum', 8)} ${draw('alnum', 9)}`,
    (s) => `password: "${s}"`,
  ],
  [
    'password with an escaped quote',
    (draw) => `${draw('alnum', 9)}\\"${draw('alnum', 10)}`,
    (s) => `{"password": "${s}", "user": "app"}`,
  ],
  [
    'password with spaces in env',
    (draw) => `${draw('alnum', 8)} ${draw('alnum', 8)}`,
    (s) => `DB_PASS=${s}\nLANG=C`,
  ],
  [
    'password with separators in env',
    (draw) => `${draw('alnum', 8)};${draw('alnum', 8)}&${draw('alnum', 8)},${draw('alnum', 8)}`,
    (s) => `APP_PASSWORD=${s}`,
  ],
  [
    'password with quotes in env',
    (draw) => `${draw('alnum', 8)}"${draw('alnum', 9)}'${draw('alnum', 8)}`,
    (s) => `MYSQL_ROOT_PASSWORD=${s}`,
  ],
  ['pwd=', plainPassword, (s) => `connecting with uid=sa pwd=${s}`],
  ['passwd in a config', plainPassword, (s) => `db_passwd = '${s}'`],
  ['passphrase', plainPassword, (s) => `gpg_passphrase=${s}`],
  ['a plain word as password', () => 'butterscotch', (s) => `database.password=${s}`],
  ['mysql -p', password, (s) => `+ mysql -h db -u root -p${s} -e 'select 1'`],
  ['mysqldump -p quoted', password, (s) => `mysqldump --all-databases -u root -p'${s}' > /backup/all.sql`],
  ['mysql --password=', password, (s) => `mysql --user=root --password=${s} app`],
  ['mariadb -p', plainPassword, (s) => `mariadb-admin -uroot -p${s} ping`],
  ['--password X', password, (s) => `./deploy.sh --user ci --password ${s} --host app-1`],
  ['-Password X', plainPassword, (s) => `New-LocalUser -Name svc -Password ${s} -PasswordNeverExpires`],
  ['--db-password "X"', password, (s) => `run --db-password "${s}"`],
  ['an argument list', password, (s) => `["mysqld","--root-password","${s}"]`],
  ['sshpass -p', password, (s) => `sshpass -p ${s} ssh deploy@10.0.3.7`],
  ['sshpass -p quoted', password, (s) => `sshpass -p '${s}' scp a b:`],
  ['curl -u', password, (s) => `curl -s -u admin:${s} https://nexus.internal/repository`],
  ['curl --user quoted', password, (s) => `curl --user "ci:${s}" -O https://x.internal/a.tgz`],
  ['wget --http-password', password, (s) => `wget --http-user=a --http-password=${s} https://x/y`],
  ['redis-cli -a', plainPassword, (s) => `redis-cli -h cache -a ${s} ping`],
  ['requirepass', plainPassword, (s) => `requirepass ${s}`],
  ['ldapsearch -w', plainPassword, (s) => `ldapsearch -x -D cn=admin,dc=x -w ${s} -b dc=x`],
  ['docker login -p', plainPassword, (s) => `docker login -u ci -p ${s} registry.internal`],
  [
    'echo into docker login',
    plainPassword,
    (s) => `+ echo ${s} | docker login --username ci --password-stdin registry.internal`,
  ],
  ['chpasswd', plainPassword, (s) => `echo "deploy:${s}" | sudo chpasswd`],
  ['passwd --stdin', plainPassword, (s) => `echo '${s}' | passwd --stdin app`],
  ['sqlcmd -P', password, (s) => `sqlcmd -S db -U sa -P ${s} -Q "select 1"`],
  ['sqlplus', plainPassword, (s) => `sqlplus -s system/${s}@orcl @check.sql`],
  ['net user', password, (s) => `net user deploy ${s} /add`],
  ['net use', plainPassword, (s) => `net use Z: \\\\fs01\\share ${s} /user:CORP\\svc`],
  ['net use, user first', plainPassword, (s) => `net use \\\\fs01\\share /user:CORP\\svc ${s}`],
  ['cmdkey /pass:', plainPassword, (s) => `cmdkey /add:fs01 /user:svc /pass:${s}`],
  ['remote desktop /p:', plainPassword, (s) => `xfreerdp /v:10.0.0.4 /u:admin /p:${s}`],
  ['schtasks /rp', plainPassword, (s) => `schtasks /create /tn job /ru svc /rp ${s}`],
  ['smbclient -U', plainPassword, (s) => `smbclient //fs01/share -U svc%${s} -c ls`],
  ['ipmitool -P', plainPassword, (s) => `ipmitool -I lanplus -H 10.0.0.9 -U root -P ${s} power status`],
  ['mongo -p', plainPassword, (s) => `mongosh --host db -u app -p ${s}`],
  ['openssl pass:', plainPassword, (s) => `openssl rsa -in k.pem -passin pass:${s} -out o.pem`],
  ['keytool -storepass', plainPassword, (s) => `keytool -list -keystore k.jks -storepass ${s}`],
  ['rabbitmqctl', plainPassword, (s) => `rabbitmqctl add_user app ${s}`],
  ['ConvertTo-SecureString', password, (s) => `$p = ConvertTo-SecureString "${s}" -AsPlainText -Force`],
  ['NetworkCredential', password, (s) => `New-Object System.Net.NetworkCredential("svc", "${s}")`],
  ['set X= in cmd', plainPassword, (s) => `C:\\> set DB_PASSWORD=${s}`],
  ['$env: in PowerShell', plainPassword, (s) => `$env:SQL_PASSWORD = "${s}"`],
  [
    'unattend.xml',
    plainPassword,
    (s) =>
      `<AutoLogon>\n  <Password>\n    <Value>${s}</Value>\n    <PlainText>true</PlainText>\n  </Password>`,
  ],
  ['XML attribute', password, (s) => `<dataSource user="app" password="${s}" />`],
  ['web.config appSettings', plainPassword, (s) => `<add key="DbPassword" value="${s}" />`],
  ['ECS environment', plainPassword, (s) => `{"name": "DB_PASSWORD", "value": "${s}"}`],
  ['YAML name and value', plainPassword, (s) => `- name: DB_PASSWORD\n  value: ${s}`],
  ['YAML block', plainPassword, (s) => `password: |\n  ${s}\nuser: app`],
  ['JSON list', plainPassword, (s) => `"MasterUserPassword": ["${s}"]`],
  ['plist', plainPassword, (s) => `<key>password</key>\n<string>${s}</string>`],
  ['CREATE USER', password, (s) => `CREATE USER 'app'@'%' IDENTIFIED BY '${s}';`],
  ['ALTER ROLE', password, (s) => `ALTER ROLE app WITH PASSWORD '${s}';`],
  ['.pgpass', plainPassword, (s) => `db.internal:5432:app:app:${s}`],
  ['.netrc', plainPassword, (s) => `machine git.internal login ci password ${s}`],
  ['.netrc over lines', plainPassword, (s) => `machine git.internal\n  login ci\n  password ${s}`],
  ['wpa psk', plainPassword, (s) => `network={\n  ssid="office"\n  psk="${s}"\n}`],
  ['Redis config auth', plainPassword, (s) => `masterauth ${s}`],
  ['PHP array', plainPassword, (s) => `'password' => '${s}',`],
  ['Ruby symbol', plainPassword, (s) => `:password => "${s}"`],
  ['Go struct dump', plainPassword, (s) => `{Host:db Port:5432 Password:${s} SSL:true}`],
  ['query string', plainPassword, (s) => `GET /login?user=a&password=${s}&next=/ HTTP/1.1`],
];

const connections: readonly Planting[] = [
  ['https URL', plainPassword, (s) => `fatal: unable to access 'https://ci:${s}@git.internal/app.git/'`],
  [
    'token alone in a URL',
    (draw) => draw('alnum', 32),
    (s) => `git clone https://${s}@github.com/acme/app.git`,
  ],
  ['Postgres URL', password, (s) => `DATABASE_URL=postgres://app:${s}@db.internal:5432/app?sslmode=require`],
  [
    'Postgres URL with "@" and "/"',
    (draw) => `${draw('alnum', 8)}@${draw('alnum', 8)}/${draw('alnum', 8)}`,
    (s) => `postgresql://app:${s}@db.internal/app`,
  ],
  ['MySQL URL', plainPassword, (s) => `mysql://root:${s}@10.0.0.3/app`],
  ['MongoDB URL', plainPassword, (s) => `mongodb+srv://app:${s}@cluster0.mongodb.net/app`],
  ['Redis URL without a user', plainPassword, (s) => `redis://:${s}@cache.internal:6379/0`],
  ['AMQP URL', plainPassword, (s) => `amqps://app:${s}@mq.internal:5671/vhost`],
  ['JDBC parameters', plainPassword, (s) => `jdbc:postgresql://db:5432/app?user=app&password=${s}`],
  ['Oracle JDBC', plainPassword, (s) => `jdbc:oracle:thin:app/${s}@db:1521:orcl`],
  [
    'ADO.NET',
    (draw) => `${draw('alnum', 8)},${draw('alnum', 8)}`,
    (s) => `Server=db;Database=app;User Id=sa;Password=${s};Encrypt=true`,
  ],
  ['ADO.NET quoted whole', plainPassword, (s) => `"ConnectionString": "Server=db;Uid=sa;Pwd=${s};"`],
  [
    'Azure storage',
    (draw) => `${draw('base64', 86)}==`,
    (s) => `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${s};EndpointSuffix=core.windows.net`,
  ],
  [
    'Azure service bus',
    (draw) => `${draw('base64', 43)}=`,
    (s) => `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${s}`,
  ],
  [
    'Azure SAS',
    (draw) => encodeURIComponent(`${draw('base64', 43)}=`),
    (s) => `https://acme.blob.core.windows.net/c/b?sv=2022-11-02&se=2026-12-01&sig=${s}`,
  ],
  ['SMTP URL', plainPassword, (s) => `smtp://mailer:${s}@mail.internal:587`],
];

const headers: readonly Planting[] = [
  ['Bearer header', (draw) => draw('base64url', 40), (s) => `> Authorization: Bearer ${s}`],
  [
    'Bearer in a curl line',
    (draw) => draw('alnum', 36),
    (s) => `curl -H 'Authorization: Bearer ${s}' https://api`,
  ],
  ['Basic header', (draw) => base64(`app:${draw('alnum', 14)}`), (s) => `> authorization: Basic ${s}`],
  [
    'Basic, header in JSON',
    (draw) => base64(`app:${draw('alnum', 14)}`),
    (s) => `{"Authorization":"Basic ${s}"}`,
  ],
  ['Token header', (draw) => draw('hex', 40), (s) => `Authorization: Token ${s}`],
  ['X-Api-Key header', (draw) => draw('alnum', 32), (s) => `> x-api-key: ${s}`],
  ['X-Vault-Token header', (draw) => `s.${headEnd}${draw('alnum', 24)}`, (s) => `X-Vault-Token: ${s}`],
  ['PRIVATE-TOKEN header', (draw) => draw('base64url', 20), (s) => `PRIVATE-TOKEN: ${s}`],
  ['JWT bare', jwt, bare],
  ['JWT in JSON', jwt, (s) => `{"access_token":"${s}","token_type":"Bearer"}`],
  ['Set-Cookie', (draw) => draw('alnum', 26), (s) => `< Set-Cookie: PHPSESSID=${s}; path=/; HttpOnly`],
  ['Cookie', (draw) => draw('base64url', 32), (s) => `> Cookie: theme=dark; session=${s}`],
];

const tokens: readonly Planting[] = [
  ['GitHub classic', token('gh' + 'p_', 'alnum', 36), bare],
  ['GitHub app', token('gh' + 's_', 'alnum', 36), (s) => `https://x-access-token:${s}@github.com/acme/app`],
  ['GitHub fine-grained', token('github' + '_pat_', 'word', 82), bare],
  ['GitLab', token('gl' + 'pat-', 'base64url', 20), (s) => `remote: ${s}`],
  ['GitLab runner', token('gl' + 'rt-', 'base64url', 20), (s) => `gitlab-runner register --token ${s}`],
  [
    'Slack bot',
    (draw) => `xo${'xb-'}${headEnd}${draw('digits', 12)}-${draw('digits', 12)}-${draw('alnum', 24)}`,
    bare,
  ],
  [
    'Slack app',
    (draw) => `xa${'pp-'}1-${headEnd}${draw('upperAlnum', 11)}-${draw('digits', 12)}-${draw('hex', 64)}`,
    bare,
  ],
  [
    'Slack webhook',
    (draw) => `T${draw('upperAlnum', 8)}/B${draw('upperAlnum', 10)}/${draw('alnum', 24)}`,
    (s) => `POST https://hooks.slack.com/services/${s}`,
  ],
  ['Stripe live', token('sk' + '_live_', 'alnum', 24), bare],
  ['Stripe restricted', token('rk' + '_live_', 'alnum', 24), bare],
  ['Google API key', token('AI' + 'za', 'base64url', 35), bare],
  ['Google OAuth', token('ya' + '29.', 'base64url', 120), bare],
  ['Google client secret', token('GOC' + 'SPX-', 'base64url', 28), bare],
  ['SendGrid', (draw) => `S${'G.'}${headEnd}${draw('base64url', 22)}.${draw('base64url', 43)}`, bare],
  [
    'SendGrid with "-" in its first part',
    (draw) => `S${'G.'}${headEnd}${draw('alnum', 10)}-${draw('alnum', 11)}.${draw('base64url', 43)}`,
    bare,
  ],
  ['Twilio API key', token('S' + 'K', 'hex', 32), bare],
  ['Twilio auth token', hex32, (s) => `TWILIO_AUTH_TOKEN=${s}`],
  ['npm', token('np' + 'm_', 'alnum', 36), bare],
  ['.npmrc', token('np' + 'm_', 'alnum', 36), (s) => `//registry.internal/:_authToken=${s}`],
  ['.npmrc _auth', (draw) => base64(`ci:${draw('alnum', 16)}`), (s) => `_auth=${s}`],
  ['PyPI', token('pypi' + '-AgEIcHlwaS5vcmc', 'base64url', 120), bare],
  ['Docker PAT', token('dckr' + '_pat_', 'base64url', 27), bare],
  [
    'Docker config',
    (draw) => base64(`ci:${draw('alnum', 16)}`),
    (s) => `{"auths":{"registry.internal":{"auth":"${s}"}}}`,
  ],
  ['DigitalOcean', token('dop' + '_v1_', 'hex', 64), bare],
  ['Vault service token', token('hv' + 's.', 'base64url', 95), bare],
  ['Vault token, old form', (draw) => `s.${headEnd}${draw('alnum', 24)}`, (s) => `VAULT_TOKEN=${s}`],
  ['Terraform Cloud', (draw) => `${draw('alnum', 14)}.atlas${'v1.'}${headEnd}${draw('base64url', 67)}`, bare],
  ['Datadog', hex32, (s) => `DD_API_KEY=${s}`],
  ['Datadog in YAML', hex32, (s) => `api_key: ${s}`],
  ['New Relic', token('NR' + 'AK-', 'upperAlnum', 27), bare],
  ['New Relic licence', (draw) => `${draw('hex', 36)}NR${'AL'}`, (s) => `license_key: ${s}`],
  [
    'Heroku',
    (draw) => `${draw('hex', 8)}-${draw('hex', 4)}-${draw('hex', 4)}-${draw('hex', 4)}-${draw('hex', 12)}`,
    (s) => `HEROKU_API_KEY=${s}`,
  ],
  [
    'Azure AD client secret',
    (draw) => `${draw('alnum', 3)}8${'Q~'}${headEnd}${draw('word', 34)}`,
    (s) => `ARM_CLIENT_SECRET=${s}`,
  ],
  [
    'Azure AD client secret, bare',
    (draw) => `${draw('alnum', 3)}8${'Q~'}${headEnd}${draw('word', 34)}`,
    bare,
  ],
  ['OpenAI', (draw) => `s${'k-'}${headEnd}${draw('alnum', 20)}T3Blbk${'FJ'}${draw('alnum', 20)}`, bare],
  [
    'OpenAI project',
    (draw) => `s${'k-proj-'}${headEnd}${draw('base64url', 74)}T3Blbk${'FJ'}${draw('base64url', 74)}`,
    bare,
  ],
  ['Anthropic', (draw) => `s${'k-ant-'}api03-${headEnd}${draw('base64url', 93)}AA`, bare],
  ['Hugging Face', token('h' + 'f_', 'letters', 34), bare],
  ['Telegram', (draw) => `${draw('digits', 9)}:A${'A'}${headEnd}${draw('base64url', 33)}`, bare],
  [
    'Discord',
    (draw) => `MT${draw('alnum', 24)}.${draw('alnum', 6)}.${draw('base64url', 38)}`,
    (s) => `DISCORD_TOKEN=${s}`,
  ],
  ['Shopify', token('shp' + 'at_', 'hex', 32), bare],
  ['Mailgun', token('ke' + 'y-', 'hex', 32), bare],
  ['Databricks', token('da' + 'pi', 'hex', 32), bare],
  ['Linear', token('lin' + '_api_', 'alnum', 40), bare],
  ['Notion', (draw) => `nt${'n_'}${headEnd}${draw('digits', 11)}${draw('alnum', 35)}`, bare],
  ['age key', token('AGE-' + 'SECRET-KEY-1', 'upperAlnum', 58), bare],
  ['Grafana', (draw) => `gl${'sa_'}${headEnd}${draw('alnum', 32)}_${draw('hex', 8)}`, bare],
  ['Pulumi', token('pu' + 'l-', 'hex', 40), bare],
  ['Tailscale', token('ts' + 'key-auth-', 'alnum', 30), bare],
  ['generic api_key=', (draw) => draw('alnum', 32), (s) => `api_key=${s}`],
  ['generic "apiKey"', (draw) => draw('lowerAlnum', 28), (s) => `"apiKey": "${s}"`],
  ['client_secret', (draw) => draw('alnum', 40), (s) => `client_secret=${s}&grant_type=client_credentials`],
  ['JWT_SECRET chosen by a person', () => 'our-little-secret-2024!', (s) => `JWT_SECRET=${s}`],
  ['SECRET_KEY_BASE', (draw) => draw('hex', 128), (s) => `SECRET_KEY_BASE=${s}`],
  ['encryption key, spaced name', (draw) => `${draw('base64', 43)}=`, (s) => `Encryption Key: ${s}`],
  ['k8s service account token', jwt, (s) => `token:      ${s}`],
  ['refresh token', (draw) => draw('base64url', 48), (s) => `refresh_token: "${s}"`],
  ['token flag', (draw) => draw('hex', 40), (s) => `kubeadm join 10.0.0.1:6443 --token ${s}`],
  [
    'WireGuard',
    (draw) => `${draw('base64', 43)}=`,
    (s) => `[Interface]\nPrivateKey = ${s}\nAddress = 10.8.0.2/32`,
  ],
  [
    'token broken over lines',
    (draw) => `${draw('base64', 76)}\n${draw('base64', 76)}\n${draw('base64', 30)}==`,
    (s) => `SESSION_TOKEN=${s}\nnext line`,
  ],
];

const stored: readonly Planting[] = [
  ['shadow line', (draw) => draw('alnum', 86), (s) => `root:$6$${'saltsalt'}$${s}:19000:0:99999:7:::`],
  ['yescrypt', (draw) => draw('alnum', 43), (s) => `app:$y$j9T$${'abcdefgh'}$${s}:19700:0:99999:7:::`],
  ['htpasswd apr1', (draw) => draw('alnum', 22), (s) => `admin:$apr1$${'abcd1234'}$${s}`],
  ['bcrypt', (draw) => draw('alnum', 53), (s) => `admin:$2y$10$${s}`],
  ['LDAP SSHA', (draw) => draw('base64', 32), (s) => `userPassword: {SSHA}${s}`],
  [
    'Windows hash dump',
    (draw) => draw('hex', 32),
    (s) => `Administrator:500:aad3b435b51404eeaad3b435b51404ee:${s}:::`,
  ],
  [
    'Ansible vault',
    (draw) => `${draw('hex', 80)}\n${draw('hex', 80)}\n${draw('hex', 40)}`,
    (s) => `$ANSIBLE_VAULT;1.1;AES256\n${s}\n`,
  ],
];

/** Lines of 64 base64 characters such as a key has, one of them short. */
function keyBody(draw: Draw, lines: number, head: string): string[] {
  const body = Array.from({ length: lines }, () => draw('base64', 64));
  return [head + (body[0] ?? '').slice(head.length), ...body.slice(1), `${draw('base64', 21)}=`];
}

type KeyForm = readonly [
  name: string,
  kind: string,
  head: string,
  form: (frame: { begin: string; end: string; body: string[] }) => string,
];

const whole: KeyForm[3] = ({ begin, end, body }) => [begin, ...body, end].join('\n');
const keyForms: readonly KeyForm[] = [
  ['RSA private key', 'RSA ', 'MIIEpAIBAAKCAQEA', whole],
  ['PKCS #8 private key', '', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', whole],
  [
    'EC private key',
    'EC ',
    'MHcCAQEEI',
    ({ begin, end, body }) => [begin, ...body.slice(0, 2), body.at(-1), end].join('\n'),
  ],
  ['OpenSSH private key', 'OPENSSH ', 'b3BlbnNzaC1rZXktdjEA', whole],
  ['encrypted private key', 'ENCRYPTED ', 'MIIFHDBOBgkqhkiG9w0BBQ0w', whole],
  [
    'RSA key with headers',
    'RSA ',
    'MIIEpAIB',
    ({ begin, end, body }) =>
      `${begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A1B2C\n\n${body.join('\n')}\n${end}`,
  ],
  [
    'private key cut off',
    'RSA ',
    'MIIEpAIB',
    ({ begin, body }) => `${begin}\n${body.slice(0, -1).join('\n')}\n${body.at(-1)?.slice(0, 11)}`,
  ],
  ['private key without its beginning', 'RSA ', 'MIIEpAIB', ({ end, body }) => `${body.join('\n')}\n${end}`],
  [
    'private key cut before stderr',
    'RSA ',
    'MIIEpAIB',
    ({ begin, body }) =>
      `${begin}\n${body.slice(0, 4).join('\n')}\n---Output truncated---\n----------ERROR-------\nwarning: x`,
  ],
  [
    'private key in JSON',
    '',
    'MIIEvQ',
    ({ begin, end, body }) =>
      `{"private_key": "${[begin, ...body, end].join('\\n')}\\n", "client_email": "a@b.c"}`,
  ],
  [
    'private key in JSON, cut off',
    '',
    'MIIEvQ',
    ({ begin, body }) => `{"private_key": "${[begin, ...body].join('\\n')}`,
  ],
  [
    'indented private key',
    '',
    'MIIEvQ',
    ({ begin, end, body }) => `key: |\n${[begin, ...body, end].map((line) => `    ${line}`).join('\n')}`,
  ],
  [
    'private key with a log prefix',
    'RSA ',
    'MIIEpAIB',
    ({ begin, end, body }) =>
      [begin, ...body, end].map((line) => `2026-11-22T09:00:01Z app[311]: ${line}`).join('\n'),
  ],
  [
    'private key with a log prefix, cut off',
    'RSA ',
    'MIIEpAIB',
    ({ begin, body }) =>
      [begin, ...body].map((line) => `Nov 22 09:00:01 ip-10-0-3-7 cat[311]: ${line}`).join('\n'),
  ],
  [
    'private key with a margin of "|"',
    '',
    'MIIEvQ',
    ({ begin, body }) => [begin, ...body].map((line) => `  | ${line}`).join('\n'),
  ],
  ['private key with CRLF', '', 'MIIEvQ', ({ begin, end, body }) => [begin, ...body, end].join('\r\n')],
  ['private key without a frame', '', 'MIIEpAIBAAKCAQEA', ({ body }) => `cat: ${body.join('\n')}\n`],
];

function plantedKeys(): PlantedSecret[] {
  return keyForms.map(([name, kind, head, form], index) => {
    const body = keyBody(drawer(9_000 + index), 8, head);
    const text = form({
      begin: `-----BEGIN ${kind}PRIVATE KEY-----`,
      end: `-----END ${kind}PRIVATE KEY-----`,
      body,
    });
    return { name, pieces: body.filter((line) => text.includes(line)), text };
  });
}

function otherKeys(): PlantedSecret[] {
  const putty = keyBody(drawer(9_100), 4, '');
  const pgp = keyBody(drawer(9_101), 6, 'lQOYBF');
  const kubeconfig = btoa(`-----BEGIN RSA PRIVATE KEY-----\n${drawer(9_102)('base64', 200)}`);
  return [
    {
      name: 'PuTTY key',
      pieces: putty,
      text: `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 5\n${putty.join('\n')}\nPrivate-MAC: ${drawer(9_103)('hex', 64)}`,
    },
    {
      name: 'PGP private key',
      pieces: pgp,
      text: `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n${pgp.join('\n')}\n-----END PGP PRIVATE KEY BLOCK-----`,
    },
    {
      name: 'kubeconfig client key',
      pieces: [kubeconfig.slice(42)],
      text: `    client-key-data: ${kubeconfig}`,
    },
    {
      name: 'base64 of a private key, bare',
      pieces: [kubeconfig.slice(42)],
      text: `+ base64 -w0 id_rsa\n${kubeconfig}\n`,
    },
  ];
}

/** Every secret in the one line or file that is typical of it. */
export const plantedSecrets: readonly PlantedSecret[] = [
  ...[...aws, ...passwords, ...connections, ...headers, ...tokens, ...stored].map(
    ([name, secret, around], index) => {
      const drawn = secret(drawer(index + 1));
      return {
        name,
        toldByWhatFollows: toldByWhatFollows.has(name),
        pieces: (drawn.split(headEnd).at(-1) ?? '').split('\n'),
        text: around(drawn.replace(headEnd, '')),
      };
    },
  ),
  ...plantedKeys(),
  ...otherKeys(),
];
