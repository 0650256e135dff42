// Compiles the stylesheets and gathers scripts, fonts and the mark into one folder of content-named files,
// each beside its Brotli and gzip form where that helps. The folder is embedded in the assembly (see AssetStore.cs).
// usage: node Styles/build.mjs OUTPUT_FOLDER
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as sass from "sass";
import { writeMap } from "./map.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const output = resolve(process.argv[2]);
const fonts = join(root, "node_modules/@fontsource-variable");
const published = new Map();

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

for (const family of ["next", "mono"]) {
  for (const range of ["latin", "latin-ext"]) {
    const file = `atkinson-hyperlegible-${family}-${range}-wght-normal.woff2`;
    publish(`${family}-${range}.woff2`, readFileSync(join(fonts, `atkinson-hyperlegible-${family}/files/${file}`)));
  }
}
publish("mark.svg", readFileSync(join(root, "Styles/mark.svg")));
for (const script of readdirSync(join(root, "Scripts")).filter((name) => name.endsWith(".js")).sort()) {
  publish(script, Buffer.from(withoutComments(readFileSync(join(root, "Scripts", script), "utf8"))));
}
for (const sheet of ["site", "staff", "help"]) {
  const { css } = sass.compile(join(root, `Styles/${sheet}.scss`), { style: "compressed" });
  publish(`${sheet}.css`, Buffer.from(css.replace(/url\("?asset:([\w.-]+)"?\)/g, (_, name) => `url(${published.get(name)})`)));
}
writeMap(join(output, "departements.txt"));
writeFileSync(join(output, "manifest.txt"), [...published].map(([name, file]) => `${name} ${file}\n`).join(""));

/** Writes one file under a name that holds its digest, so that it may be cached for ever. */
function publish(name, bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const file = name.replace(/\.(\w+)$/, `.${digest}.$1`);
  published.set(name, file);
  writeFileSync(join(output, file), bytes);
  if (name.endsWith(".woff2")) return;
  writeFileSync(join(output, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(join(output, `${file}.gz`), gzipSync(bytes, { level: 9 }));
}

/** Drops the whole-line comments and the indentation of our own scripts, which hold no multi-line literals. */
function withoutComments(script) {
  return script.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("//")).join("\n");
}
