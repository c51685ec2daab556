// Runs the files of tests named on the command line, one after the other, on copies of a demo made once an engine:
// making one takes as long as many a file. What begins with `-` goes to the test runner of Node.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './support/server.mjs';

const stage = await mkdtemp(join(tmpdir(), 'rpps-stage-'));
try {
  await Promise.all(
    ['sqlite', 'postgres'].map(async (engine) => {
      const directory = join(stage, engine);
      await mkdir(directory);
      const server = await startServer(engine, directory);
      await server.stop();
    }),
  );
  const args = ['--test', '--test-concurrency=1', '--test-timeout=600000', '--test-reporter=spec', ...process.argv.slice(2)];
  const env = { ...process.env, E2E_STAGE: stage };
  process.exitCode = spawnSync(process.execPath, args, { env, stdio: 'inherit' }).status ?? 1;
} finally {
  await rm(stage, { recursive: true, force: true });
}
