// node generate.mjs <outDir> <command that runs NSwag>: from the YAML in openapi/ to <outDir>/{violet,rutter}.json and {Violet,Rutter}.g.cs.
// A file whose text stays the same is left alone, so that nothing that depends on it is built again.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [outDir, nswag] = [resolve(process.argv[2]), process.argv[3]];

const clients = [
  { bundle: 'violet.json', output: 'Violet.g.cs', variables: { Namespace: 'Violet.Generated', Root: 'Violet', Prefix: '' } },
  { bundle: 'rutter.json', output: 'Rutter.g.cs', variables: { Namespace: 'Violet.Generated.Rutter', Root: 'Rutter', Prefix: 'Rutter' } },
];

function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { output += text; });
    child.on('error', (error) => done({ code: -1, output: String(error) }));
    child.on('close', (code) => done({ code, output }));
  });
}

const fail = (file, code, text) => {
  console.log(`${join(here, file)}(1,1): error ${code}: ${text.replace(/\s+/g, ' ').trim()}`);
  process.exit(1);
};

const modifiedAt = (file) => stat(file).then(({ mtimeMs }) => mtimeMs, () => 0);

/** Only one build generates at a time: an IDE and a command line may well build side by side. */
async function lock(file) {
  for (let waited = 0; ; waited += 100) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!await ownerLives(file)) await rm(file, { force: true });
    else if (waited > 300_000) fail('generate.mjs', 'VIOLET041', `Another build has been generating for five minutes; if none is running, delete ${file}.`);
    else await new Promise((done) => setTimeout(done, 100));
  }
}

async function ownerLives(file) {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!owner) return Date.now() - await modifiedAt(file) < 5_000;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function installTools() {
  const installed = join(here, 'node_modules', '.package-lock.json');
  if (await modifiedAt(installed) >= await modifiedAt(join(here, 'package-lock.json'))) return;
  const npm = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  if (npm.code === 0) return;
  fail('package.json', 'VIOLET040', 'npm could not install the pinned generator tools. Two ways out: (1) install npm (it comes with Node.js 20 or later) and build once '
    + 'while its registry can be reached, after that the tools are cached; (2) copy the folder build/codegen/node_modules from a machine where the build has run. '
    + `npm said: ${npm.output.split('\n').filter((line) => /error|ERR!|ENOENT/.test(line)).slice(0, 4).join(' ').slice(0, 500)}`);
}

async function replaceIfDifferent(from, to) {
  const [fresh, old] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
  if (old && fresh.equals(old)) return;
  await rename(from, to);
}

async function generate({ bundle, output, variables }, folder) {
  const values = { Bundle: join(folder, bundle), Output: join(folder, output), ...variables };
  const list = Object.entries(values).map(([name, value]) => `${name}=${value}`).join(',');
  const result = await run(`${nswag} run client.nswag "/variables:${list}"`, [], { shell: true });
  const problem = result.output.split('\n').find((line) => /exception|error/i.test(line)) ?? result.output.slice(-500);
  if (result.code !== 0) fail('client.nswag', 'VIOLET042', `NSwag failed for ${bundle}: ${problem}`);
}

await mkdir(outDir, { recursive: true });
const unlock = await lock(join(outDir, 'generate.lock'));
const folder = await mkdtemp(join(outDir, '.new-'));
let exitCode = 0;
try {
  await installTools();
  const contract = await run(process.execPath, ['contract.mjs', folder]);
  if (contract.code !== 0) {
    console.log(contract.output.trim());
    exitCode = 1;
  } else {
    await Promise.all(clients.map((client) => generate(client, folder)));
    for (const file of clients.flatMap(({ bundle, output }) => [bundle, output])) await replaceIfDifferent(join(folder, file), join(outDir, file));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await unlock();
}
process.exitCode = exitCode;
