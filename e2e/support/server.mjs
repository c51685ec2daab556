// Starts and stops the real program, each time with a demo of its own: a copy of the stage, if all files are run.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

export const PROGRAM = process.env.RPPS_BIN ?? fileURLToPath(new URL('../../target/debug/rpps', import.meta.url));
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 15_000;

/** The only place that knows how a demo is told its port and its directory. */
const invocation = (port, directory) => ({
  arguments: ['demo'],
  environment: { RPPS_LISTEN: `127.0.0.1:${port}`, RPPS_DEMO_DIR: directory },
});

/** The PostgreSQL server where tests may create databases; scripts/with-postgres sets it. */
const POSTGRES = process.env.RPPS_TEST_POSTGRES_URL;

/** Where all.mjs keeps a demo just made for each engine; a file that is run alone makes its own. */
const STAGE = process.env.E2E_STAGE;
/** In the directory of a demo on PostgreSQL: the name of its database. */
const DATABASE_NAME = 'database';

/** Makes a database on the PostgreSQL server, a copy of `template` if there is one; it goes with the server. */
function createDatabase(template) {
  if (!POSTGRES) throw new Error('RPPS_TEST_POSTGRES_URL names no PostgreSQL server: run scripts/with-postgres npm test --prefix e2e');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  const copy = template ? ` TEMPLATE ${template}` : '';
  execFileSync('psql', ['--quiet', '--dbname', POSTGRES, '--command', `CREATE DATABASE ${name}${copy}`]);
  return name;
}

/** The environment of a database in this directory: SQLite's needs none. */
function databaseOf(engine, directory) {
  if (engine === 'sqlite') return {};
  const note = join(directory, DATABASE_NAME);
  const name = createDatabase(STAGE && readFileSync(note, 'utf8'));
  writeFileSync(note, name);
  const url = new URL(POSTGRES);
  url.pathname = name;
  return { RPPS_DATABASE_URL: url.href };
}

/**
 * Starts `rpps demo` with new data on a free port, and returns once it is ready.
 * `engine` is that of its database: `sqlite`, or `postgres`.
 * `stop()` fails if the program does not end by itself, with status 0, when asked to. It removes the data, unless
 * `kept` names the directory where they are.
 */
export async function startServer(engine = 'sqlite', kept = undefined) {
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'rpps-e2e-')));
  if (STAGE) await cp(join(STAGE, engine), directory, { recursive: true });
  const port = await freePort();
  const { arguments: args, environment } = invocation(port, directory);
  const program = spawn(PROGRAM, args, {
    env: { ...process.env, ...environment, ...databaseOf(engine, directory) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  program.stdout.on('data', (text) => output.push(text));
  program.stderr.on('data', (text) => output.push(text));
  const log = () => Buffer.concat(output).toString();
  const ended = new Promise((resolve) => {
    program.on('error', (error) => resolve(error.message));
    program.on('exit', (status, signal) => resolve(signal ?? status));
  });
  const cleanUp = () => {
    process.removeListener('exit', cleanUp);
    program.kill('SIGKILL');
    if (!kept) rmSync(directory, { recursive: true, force: true });
  };
  process.on('exit', cleanUp);

  // Browsers send the cookies of a session, which are Secure, to localhost and not to its address.
  const url = `http://localhost:${port}`;
  const stop = async () => {
    program.kill('SIGTERM');
    const outcome = await within(STOP_LIMIT_MS, ended);
    cleanUp();
    if (outcome !== 0) throw new Error(`rpps did not stop well (${outcome ?? 'too slow'}):\n${log()}`);
  };

  const state = await untilReady(url, ended);
  if (state === 'ready') return { url, directory, log, stop };
  cleanUp();
  throw new Error(`${PROGRAM} did not start (${state}):\n${log()}`);
}

async function untilReady(url, ended) {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    const answer = await fetch(`${url}/sante`).catch(() => undefined);
    if (answer?.ok) return 'ready';
    const end = await within(100, ended);
    if (end !== undefined) return end;
  }
  return 'too slow';
}

async function within(milliseconds, promise) {
  const timer = new AbortController();
  const limit = sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  const outcome = await Promise.race([promise, limit]);
  timer.abort();
  return outcome;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
