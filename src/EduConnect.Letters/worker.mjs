// The letters worker: reads jobs on standard input, writes PDF documents on standard output. Nothing touches the disk.
//
// A frame is a length (4 bytes, big endian) and that many bytes. Towards the worker: the job as UTF-8 JSON.
// From the worker: one byte, then the body: 0 and the PDF, or 1 and a sentence in English naming what went wrong.
// A sentence never quotes the data: names and passwords stay out of logs.
import { createCompiler } from './compile.mjs';

const longestJob = 64 * 1024 * 1024;
const layOut = await createCompiler();
let pending = Buffer.alloc(0);

process.stdin.on('data', (chunk) => {
  pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
  while (pending.length >= 4) {
    const length = pending.readUInt32BE(0);
    if (length > longestJob) {
      process.exit(2); // The stream is out of step: nothing after this can be trusted.
    }
    if (pending.length < 4 + length) {
      return;
    }
    const job = pending.subarray(4, 4 + length);
    pending = pending.subarray(4 + length);
    answer(job);
  }
});
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0)); // Whoever asked is gone.

function answer(job) {
  try {
    write(0, layOut(JSON.parse(job.toString('utf8'))));
  } catch (error) {
    write(1, Buffer.from(error.publicMessage ?? `The letters could not be laid out (${error.name}).`, 'utf8'));
  }
}

function write(kind, body) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length + 1, 0);
  head.writeUInt8(kind, 4);
  process.stdout.write(head);
  process.stdout.write(body);
}
