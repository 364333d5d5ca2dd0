// From the YAML in openapi/ to GENERATE_TO/{violet,rutter}.json and {Violet,Rutter}.g.cs, with the NSwag command in GENERATE_NSWAG; called by build/generate.proj.
// Problems go to the file GENERATE_PROBLEMS, one a line, with exit code 2.
// A file whose text stays the same is left alone, so that nothing that depends on it is built again. GENERATE_STAMP keeps the fingerprint of the inputs.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { GENERATE_TO, GENERATE_STAMP: stamp, GENERATE_FINGERPRINT: fingerprint, GENERATE_NSWAG: nswag, GENERATE_PROBLEMS } = process.env;
const outDir = resolve(GENERATE_TO);

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

/** What stops the build: lines that MSBuild understands. */
class Problem extends Error {}

const fail = (file, code, text) => {
  throw new Problem(`${join(here, file)}(1,1): error ${code}: ${text.replace(/\s+/g, ' ').trim()}`);
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

const readJson = (file) => readFile(join(here, file), 'utf8').then(JSON.parse).catch(() => undefined);

/** Compares contents: time stamps say nothing about a folder that was copied here. */
async function hasTools() {
  const [wanted, installed] = await Promise.all([readJson('package-lock.json'), readJson('node_modules/.package-lock.json')]);
  return Object.entries(wanted.packages).every(([name, { integrity, optional }]) =>
    name === '' || optional || (integrity && installed?.packages[name]?.integrity === integrity));
}

async function installTools() {
  if (await hasTools()) return;
  console.log('Installing the pinned generator tools with npm (first use)');
  const npm = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=2', '--fetch-retry-factor=3', '--fetch-retry-mintimeout=1000'], { shell: process.platform === 'win32' });
  if (npm.code === 0) return;
  const said = npm.output.split('\n').filter((line) => /npm error|npm ERR!|ENOENT/.test(line) && !/complete log|_logs/.test(line)).map((line) => line.replace(/^npm (error|ERR!) ?/, ''));
  fail('package.json', 'VIOLET040', 'npm could not install the pinned generator tools. Two ways out: (1) install npm (it comes with Node.js 20 or later) and build once '
    + 'while its registry can be reached, after that the tools stay; (2) copy the folder build/codegen/node_modules from a machine where this version has been built. '
    + `npm said: ${said.filter(Boolean).slice(0, 4).join(' ').slice(0, 400)}`);
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

const files = clients.flatMap(({ bundle, output }) => [bundle, output]);
const isGenerated = async () => await readFile(stamp, 'utf8').catch(() => '') === fingerprint
  && (await Promise.all(files.map((file) => modifiedAt(join(outDir, file))))).every(Boolean);

async function generateAll(folder) {
  await installTools();
  console.log('Generating C# from openapi/');
  const contract = await run(process.execPath, ['contract.mjs', folder]);
  if (contract.code !== 0) throw new Problem(contract.output.trim());
  await Promise.all(clients.map((client) => generate(client, folder)));
  await rm(stamp, { force: true });
  for (const file of files) await replaceIfDifferent(join(folder, file), join(outDir, file));
  await writeFile(join(folder, 'stamp'), fingerprint);
  await rename(join(folder, 'stamp'), stamp);
}

async function main() {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < 20) fail('package.json', 'VIOLET040', `Node.js ${node} is too old for the generator tools: install Node.js 20 or later.`);
  await mkdir(outDir, { recursive: true });
  const unlock = await lock(join(outDir, 'generate.lock'));
  try {
    if (await isGenerated()) return; // another build has done it while this one waited
    const leftovers = (await readdir(outDir)).filter((name) => name.startsWith('.new-')); // of builds that were killed
    await Promise.all(leftovers.map((name) => rm(join(outDir, name), { recursive: true, force: true })));
    const folder = await mkdtemp(join(outDir, '.new-'));
    await generateAll(folder).finally(() => rm(folder, { recursive: true, force: true }));
  } finally {
    await unlock();
  }
}

await main().catch(async (error) => {
  if (!(error instanceof Problem)) throw error;
  await writeFile(GENERATE_PROBLEMS, error.message);
  process.exitCode = 2;
});
