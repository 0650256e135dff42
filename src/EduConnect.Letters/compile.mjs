// From the data of one job to one tagged PDF (PDF/UA-1), in memory.
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { loadFonts } from './fonts.mjs';
import { printableBy } from './printable.mjs';

const templates = fileURLToPath(new URL('./templates/', import.meta.url));

// Which template a job asks for by its "document"; letters ask for none.
const entries = { list: 'list.typ' };

/** @returns {Promise<(job: object) => Buffer>} lays one job out (what its template reads) and gives the PDF */
export async function createCompiler() {
  const { blobs, isDrawn } = await loadFonts();
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: blobs }] });
  const printable = printableBy(isDrawn);
  return (job) => compileJob(compiler, entries[job.document] ?? 'main.typ', Buffer.from(
    JSON.stringify(job, (_, value) => (typeof value === 'string' ? printable(value) : value)), 'utf8'));
}

function compileJob(compiler, entry, data) {
  try {
    compiler.mapShadow(`${templates}data.json`, data);
    const compiled = compiler.compile({ mainFilePath: `${templates}${entry}` });
    if (compiled.hasError()) {
      throw refused(compiler, compiled.takeDiagnostics());
    }
    return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', pdfTags: true, creationTimestamp: 0 });
  } finally {
    compiler.resetShadow();
    compiler.evictCache(0);
  }
}

// Typst quotes template code in its diagnostics, never the data it read: only messages go out all the same.
function refused(compiler, diagnostics) {
  const messages = compiler.fetchDiagnostics(diagnostics).map((one) => one.message);
  const error = new Error('typst');
  error.publicMessage = `Typst refused the letters: ${messages.slice(0, 3).join('; ')}`.slice(0, 500);
  return error;
}
