// Starts and stops the real program, each time with a demo of its own.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
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

/** Makes an empty database on the PostgreSQL server; it goes with the server. */
function createDatabase() {
  if (!POSTGRES) throw new Error('RPPS_TEST_POSTGRES_URL names no PostgreSQL server: run scripts/with-postgres npm test --prefix e2e');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  execFileSync('psql', ['--quiet', '--dbname', POSTGRES, '--command', `CREATE DATABASE ${name}`]);
  const url = new URL(POSTGRES);
  url.pathname = name;
  return url.href;
}

/**
 * Starts `rpps demo` with new data on a free port, and returns once it is ready.
 * `engine` is that of its database: `sqlite`, or `postgres`.
 * `stop()` fails if the program does not end by itself, with status 0, when asked to.
 */
export async function startServer(engine = 'sqlite') {
  const directory = await mkdtemp(join(tmpdir(), 'rpps-e2e-'));
  const port = await freePort();
  const { arguments: args, environment } = invocation(port, directory);
  if (engine === 'postgres') environment.RPPS_DATABASE_URL = createDatabase();
  const program = spawn(PROGRAM, args, {
    env: { ...process.env, ...environment },
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
    rmSync(directory, { recursive: true, force: true });
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
