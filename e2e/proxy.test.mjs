// Sign-in by card through nginx, set up as deploy/nginx.conf says: the proxy checks the key, the program all the rest.
// Skipped where nginx is not installed.
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PROGRAM, startServer } from './support/server.mjs';

const run = promisify(execFile);
const skip = spawnSync('nginx', ['-v']).error || spawnSync('curl', ['-V']).error ? 'nginx or curl is not installed' : false;
const EXAMPLE = fileURLToPath(new URL('../deploy/nginx.conf', import.meta.url));

let demo;
let folder;
let pki;
let portal;
let card;
let behind = [];
const started = [];

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'rpps-proxy-'));
  demo = await startServer();
  pki = join(demo.directory, 'pki');
  [portal, card, ...behind] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  await serve();
  await nginx();
  await ready(`https://localhost:${portal}/sante`);
});

after(async () => {
  for (const program of started) program.kill('SIGTERM');
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function start(program, args) {
  const child = spawn(program, args, { stdio: 'ignore' });
  started.push(child);
}

/** The program once more, on the data of the demonstration, its card port reading the certificate in the header of the proxy. */
async function serve() {
  const authorities = ['racine', 'fort-personnes', 'standard-personnes'];
  const { directory } = demo;
  const secret = (await readFile(join(directory, 'secret'), 'utf8')).trim();
  const paths = (name) => JSON.stringify(authorities.map((one) => name(one)));
  const settings = `
listen = "127.0.0.1:${behind[0]}"
public_url = "https://localhost:${portal}"
proxies = ["127.0.0.1"]
metrics_listen = ""
secret = "${secret}"
[database]
url = "sqlite:${join(directory, 'rpps.db')}"
[mail]
transport = "folder"
folder = "${join(directory, 'messages')}"
from = "RPPS+ ouvert <ne-pas-repondre@demo.invalid>"
[sms]
transport = "folder"
folder = "${join(directory, 'messages')}"
[card]
listen = "127.0.0.1:${behind[1]}"
public_url = "https://localhost:${card}"
header = "X-SSL-Client-Cert"
authorities = ${paths((one) => join(pki, `${one}.pem`))}
crls = ${paths((one) => join(pki, 'crl', `${one}.crl`))}
`;
  const file = join(folder, 'rpps.toml');
  await writeFile(file, settings);
  start(PROGRAM, ['--config', file, 'serve']);
}

/** The example, with the names, ports and files of this test. */
async function nginx() {
  const own = join(folder, 'nginx');
  await mkdir(own);
  const public_ = [portal, card];
  const servers = (await readFile(EXAMPLE, 'utf8'))
    .replaceAll(/ssl_certificate +\S+;/g, `ssl_certificate ${join(pki, 'serveur.pem')};`)
    .replaceAll(/ssl_certificate_key +\S+;/g, `ssl_certificate_key ${join(pki, 'serveur.key')};`)
    .replaceAll(/server_name \S+;/g, 'server_name localhost;')
    .replaceAll('listen 443 ssl', () => `listen 127.0.0.1:${public_.shift()} ssl`)
    .replace('127.0.0.1:8080', `127.0.0.1:${behind[0]}`)
    .replace('127.0.0.1:8443', `127.0.0.1:${behind[1]}`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(own, name)};`);
  const file = join(own, 'nginx.conf');
  await writeFile(file, `daemon off; pid ${join(own, 'pid')}; error_log ${join(own, 'error.log')}; events {}
http { access_log off; ${temporary.join(' ')} ${servers} }`);
  start('nginx', ['-p', own, '-c', file]);
}

/** A call of curl that believes the test authority: the status, where it leads, and the page. */
async function curl(url, ...options) {
  const page = join(folder, 'page');
  const jar = join(folder, 'cookies');
  const { stdout } = await run('curl', ['-sS', '--cacert', join(pki, 'racine.pem'), '-b', jar, '-c', jar, '-o', page, '-w', '%{http_code} %{redirect_url}', ...options, url]);
  const [status, location] = stdout.split(' ');
  return { status: Number(status), location, page: await readFile(page, 'utf8').catch(() => '') };
}

async function ready(url) {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await curl(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
}

/** Where the page of sign-in leads for a card, in a visit of its own. */
async function door() {
  await rm(join(folder, 'cookies'), { force: true });
  const { page } = await curl(`https://localhost:${portal}/connexion`);
  return page.match(/href="(https:[^"]*\/carte\?[^"]*)"/)[1].replaceAll('&#38;', '&');
}

/** The file of a card of the demonstration. */
async function anyCard() {
  const { stdout } = await run('ls', [join(pki, 'cartes')]);
  const name = stdout.split('\n').find((file) => file.endsWith('.p12'));
  return join(pki, 'cartes', name);
}

const heading = (page) => page.match(/<h1[^>]*>([^<]*)/)?.[1].trim();

test('a card signs in through the proxy', { skip }, async () => {
  const shown = await curl(await door(), '--cert-type', 'P12', '--cert', `${await anyCard()}:demo`);
  assert.equal(shown.status, 303, shown.page);
  assert.match(shown.location, new RegExp(`^https://localhost:${portal}/connexion/carte\\?code=`));
  const signed = await curl(shown.location);
  assert.equal(signed.status, 303, signed.page);
  const sessions = await curl(`https://localhost:${portal}/mes-sessions`);
  assert.match(sessions.page, /Carte CPx/);
});

test('without a card, a certificate written by hand in the header lets nobody in', { skip }, async () => {
  const pem = await readFile((await anyCard()).replace(/p12$/, 'pem'), 'utf8');
  const forged = ['-H', `X-SSL-Client-Cert: ${encodeURIComponent(pem)}`];
  const url = await door();
  for (const options of [[], forged]) {
    const refused = await curl(url, ...options);
    assert.equal(refused.status, 403);
    assert.equal(heading(refused.page), 'Aucune carte n’a été présentée');
  }
  const straight = url.replace(`https://localhost:${card}`, `http://127.0.0.1:${behind[1]}`);
  const refused = await curl(straight, '--interface', '127.0.0.2', ...forged);
  assert.equal(refused.status, 403);
  assert.equal(heading(refused.page), 'Aucune carte n’a été présentée');
});

test('a card that is revoked is refused at the next connection, without a restart', { skip }, async () => {
  const file = await anyCard();
  await run(PROGRAM, ['pki', '--folder', pki, 'revoke', file.replace(/p12$/, 'pem')]);
  const refused = await curl(await door(), '--cert-type', 'P12', '--cert', `${file}:demo`);
  assert.equal(refused.status, 403);
  assert.match(heading(refused.page), /révoqu|opposition|bloqu/);
});
