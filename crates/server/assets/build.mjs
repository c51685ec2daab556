// Builds the look of the portal into `dist/`: style, script, typeface and drawings, under plain names.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { compileAsync } from "sass";

const here = import.meta.dirname;
const root = join(here, "../../..");
const dist = join(here, "dist");
const font = join(dirname(createRequire(import.meta.url).resolve("@fontsource/source-sans-3/package.json")), "files");

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const options = { style: "compressed", loadPaths: [join(root, "node_modules")], quietDeps: true };
for (const sheet of ["app", "theme"]) {
  const { css } = await compileAsync(join(here, `scss/${sheet}.scss`), options);
  await writeFile(join(dist, `${sheet}.css`), css);
}

await build({
  entryPoints: [join(here, "js/app.js")],
  outfile: join(dist, "app.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
});

for (const alphabet of ["latin", "latin-ext"]) {
  for (const weight of [400, 600, 700]) {
    const file = `source-sans-3-${alphabet}-${weight}-normal.woff2`;
    await copyFile(join(font, file), join(dist, file));
  }
}

// PDF documents embed whole typefaces; pages load the parts they need.
const typeface = join(root, "node_modules/source-sans/TTF");
for (const weight of ["Regular", "Semibold"]) {
  await copyFile(join(typeface, `SourceSans3-${weight}.ttf`), join(dist, `SourceSans3-${weight}.ttf`));
}

// Their licences ask to travel with the copies; the package of GOV.UK Frontend holds none.
const licences = {
  "GOV.UK Frontend": join(here, "licence-govuk-frontend.txt"),
  "accessible-autocomplete": join(root, "node_modules/accessible-autocomplete/LICENSE.txt"),
  "Source Sans 3": join(font, "../LICENSE"),
};
const texts = Object.entries(licences).map(async ([name, file]) => `${name}\n\n${await readFile(file, "utf8")}`);
await writeFile(join(dist, "licences.txt"), (await Promise.all(texts)).join("\n\n"));

for (const file of await readdir(join(here, "img"))) {
  await copyFile(join(here, "img", file), join(dist, file));
}
