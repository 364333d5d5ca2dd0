// node contract.mjs <outDir> [contractDir]: lints both APIs and bundles each into <outDir>/<api>.json.
// Every problem is one line that MSBuild and IDEs understand: file(line,col): error CODE: text. Nothing is written while there is one.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findUnlistedPaths, findUnusedSchemas } from './sections.mjs';

const apis = ['violet', 'rutter'];
const here = dirname(fileURLToPath(import.meta.url));
const openapi = resolve(here, '../../openapi');

const outDir = process.argv[2];
const contractDir = resolve(process.argv[3] ?? openapi);
const config = join(openapi, 'redocly.yaml');
const rootOf = (api) => join(contractDir, api, `${api}.yaml`);

function findRedocly() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin', 'cli.js');
  } catch {
    return undefined;
  }
}

/** Runs Redocly's CLI. Its stderr is kept for the case that it fails: on Node 20 it carries a banner that is no problem of the contract. */
function redocly(cli, ...args) {
  return new Promise((done) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(process.execPath, [cli, ...args, '--config', config], { cwd: contractDir, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => { output[stream] += text; });
    }
    child.on('error', (error) => done({ ...output, stderr: String(error), code: -1 }));
    child.on('close', (code) => done({ ...output, code }));
  });
}

const isParseError = (problem) => problem.message.startsWith('Failed to parse');

/** Our rules are known by their code alone, Redocly's by OAS- and their name. */
const codeOf = (problem) => {
  if (isParseError(problem)) return 'OAS-yaml';
  return problem.ruleId.startsWith('contract/') ? problem.ruleId.slice('contract/'.length) : `OAS-${problem.ruleId}`;
};

/** What to do, where Redocly only says what is wrong. */
const advice = {
  struct: 'Mind the spelling and the indentation: OpenAPI 3.0 has no such place for it.',
  'operation-operationId': 'Write operationId: Client_Verb, such as Orders_List.',
  'operation-summary': 'Write summary: one line that says what the call does, with a full stop.',
  'operation-tag-defined': 'Add the tag to `tags` in the root file, or mind its spelling.',
  'parameter-description': 'Say what it is, its unit, what leaving it out means.',
};

const targetOf = (line) => /\$ref['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([^'"\s,}]+))/.exec(line ?? '')?.slice(1).find(Boolean);

async function explain(problem, file, line) {
  if (isParseError(problem)) return problem.message.replace(/ in "[^"]*" \(\d+:\d+\)$/, '');
  if (problem.ruleId === 'operation-operationId-unique') {
    const id = /operationId:\s*([\w-]+)/.exec((await readFile(file, 'utf8')).split('\n').slice(line - 1).join('\n'))?.[1];
    return `Another operation is called ${id ?? 'so'} too: give one of the two another verb.`;
  }
  if (problem.ruleId !== 'no-unresolved-refs') return [problem.message, advice[problem.ruleId]].filter(Boolean).join(' ');
  const lines = (await readFile(file, 'utf8')).split('\n');
  const target = targetOf(lines[line - 1]) ?? targetOf(lines[line]);
  const reason = /: (ENOENT|.*)/.exec(problem.message)?.[1];
  const missing = reason ? 'the file cannot be read' : 'the file has nothing there';
  return `Cannot resolve $ref${target ? ` '${target}'` : ''}: ${missing}. Mind the path ('/' in a path is '~1') and the spelling.`;
}

async function lint(cli, api) {
  const run = await redocly(cli, 'lint', rootOf(api), '--format', 'json', '--max-problems', '10000');
  let problems;
  try {
    problems = JSON.parse(run.stdout).problems;
  } catch {
    return [crash(api, 'lint', run)];
  }
  // One file that is no YAML makes every reference into it a problem too.
  if (problems.some(isParseError)) problems = problems.filter(isParseError);
  return Promise.all(problems.map(async (problem) => {
    const { source, start } = problem.location[0];
    const file = resolve(contractDir, source.ref);
    return { file, line: start.line, col: start.col, code: codeOf(problem), text: await explain(problem, file, start.line) };
  }));
}

/** What Redocly says when it gives up: about a root file that is missing or no YAML, or about itself. */
function crash(api, what, run) {
  const text = run.stderr.split('\n').map((line) => line.trim()).filter((line) => line && !/^[╔║╚]/.test(line)).join(' ');
  const [, reason, line, col] = /Failed to parse.*?: -? ?(.*?) in "[^"]*" \((\d+):(\d+)\)/.exec(text) ?? [];
  return reason
    ? { file: rootOf(api), line: Number(line), col: Number(col), code: 'OAS-yaml', text: `Failed to parse: ${reason}` }
    : { file: rootOf(api), line: 1, col: 1, code: 'VIOLET000', text: `redocly ${what} failed (exit code ${run.code}): ${text.slice(0, 1000)}` };
}

/** NSwag reads x-enumNames itself and so hides it from the templates: x-has-enum-names tells them that the names are ours. */
async function nameEnumMembers(document, file) {
  for (const schema of Object.values(document.components?.schemas ?? {})) {
    if (schema['x-enumNames']) schema['x-has-enum-names'] = true;
  }
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
}

async function bundle(cli, api, folder) {
  const file = join(folder, `${api}.json`);
  const run = await redocly(cli, 'bundle', rootOf(api), '--output', file);
  const document = await readFile(file, 'utf8').then(JSON.parse).catch(() => undefined);
  if (document) await nameEnumMembers(document, file);
  return { run, file, document };
}

/** The problems of one API, and its bundle when there are none. */
async function check(cli, api, folder) {
  const [problems, bundled] = await Promise.all([lint(cli, api), bundle(cli, api, folder)]);
  if (problems.length === 0 && !bundled.document) problems.push(crash(api, 'bundle', bundled.run));
  if (!problems.some(({ code }) => code === 'OAS-yaml' || code === 'VIOLET000')) problems.push(...await findUnlistedPaths(rootOf(api)));
  if (problems.length === 0) problems.push(...await findUnusedSchemas(rootOf(api), bundled.document));
  return { api, problems, file: bundled.file };
}

const byPlace = (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.col - b.col || a.code.localeCompare(b.code);
const format = ({ file, line, col, code, text }) => `${file}(${line},${col}): error ${code}: ${text.replace(/\s+/g, ' ').trim()}`;

async function main() {
  if (!outDir) {
    console.log('usage: node contract.mjs <outDir> [contractDir]');
    return 2;
  }
  const cli = findRedocly();
  if (!cli) {
    console.log(`${join(here, 'package.json')}(1,1): error VIOLET000: @redocly/cli is not installed: run 'npm ci' in ${here}.`);
    return 1;
  }
  await mkdir(outDir, { recursive: true });
  const folder = await mkdtemp(join(resolve(outDir), '.contract-'));
  try {
    const results = await Promise.all(apis.map((api) => check(cli, api, folder)));
    const lines = results.flatMap(({ problems }) => problems).sort(byPlace).map(format);
    if (lines.length > 0) {
      console.log([...new Set(lines)].join('\n'));
      return 1;
    }
    for (const { api, file } of results) await rename(file, join(outDir, `${api}.json`));
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
