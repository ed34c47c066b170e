// @ts-check
// Links in Markdown: each leads to a file and a heading that are there, in the tree and in the packed packages.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { after, describe, it } from "node:test";
import { assembleCliPackage, assembleSyncPackage } from "../../scripts/cli-package.mjs";
import { markdownFiles } from "../../scripts/markdown.mjs";
import { withPackedLinks, withoutRepository } from "../../scripts/pages.mjs";
import { run } from "../../scripts/step.mjs";
import { root } from "../../scripts/tools.mjs";
import { machine } from "../environment.mjs";

/** @import { PackedPage } from "../../scripts/pages.mjs" */

const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-links-"));
after(() => rm(folder, { recursive: true }));
await Promise.all([assembleCliPackage(join(folder, "cli")), assembleSyncPackage(join(folder, "sync"))]);
const packages = await Promise.all([join(root, "pkg"), join(folder, "cli"), join(folder, "sync")].map(unpacked));

/**
 * What is in a package's tarball.
 * @param {string} source the folder that is packed
 */
async function unpacked(source) {
  const { name } = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  const pack = ["pack", "--json", "--pack-destination", folder];
  const [packed] = /** @type {{ filename: string, files: { path: string }[] }[]} */ (
    Object.values(JSON.parse(await run("npm", pack, { cwd: source, env: machine, quiet: true })))
  );
  assert.ok(packed !== undefined);
  const to = await mkdtemp(join(folder, "unpacked-"));
  await run("tar", ["-xf", packed.filename, "-C", to], { cwd: folder, env: machine, quiet: true });
  return {
    name: String(name),
    folder: join(to, "package"),
    pages: packed.files.map(({ path }) => path).filter((path) => path.endsWith(".md")),
  };
}

/** @param {string} text Markdown, without its code */
const withoutCode = (text) => text.replace(/^```.*?^```$/gms, "").replace(/`[^`\n]*`/g, "");

/** Where links and pictures lead. @param {string} text */
function linksIn(text) {
  const plain = withoutCode(text);
  return [
    ...[...plain.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => String(match[1])),
    ...[...plain.matchAll(/^\[[^\]]+\]: (\S+)/gm)].map((match) => String(match[1])),
    ...[...plain.matchAll(/\b(?:href|src)="([^"]+)"/g)].map((match) => String(match[1])),
  ];
}

/** The anchors of headings, as GitHub and npm name them. @param {string} text */
function anchorsIn(text) {
  const headings = [...text.replace(/^```.*?^```$/gms, "").matchAll(/^#+ (.*)$/gm)].map((match) => String(match[1]));
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/**
 * What is wrong with a file's links.
 * @param {string} folder
 * @param {string} file
 * @param {string} [text] the file's, unless it is given
 */
async function brokenLinks(folder, file, text) {
  const broken = [];
  for (const link of linksIn(text ?? (await readFile(join(folder, file), "utf8")))) {
    if (/^https:\/\//.test(link)) continue;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : normalize(join(dirname(file), path));
    if (target.startsWith("..") || !existsSync(join(folder, target))) broken.push(`${file}: ${link}`);
    else if (anchor !== undefined && target.endsWith(".md")) {
      const other = path === "" && text !== undefined ? text : await readFile(join(folder, target), "utf8");
      if (!anchorsIn(other).includes(anchor)) broken.push(`${file}: ${link} (no such heading)`);
    }
  }
  return broken;
}

describe("links in Markdown", () => {
  it("lead to what is in the tree", async () => {
    const files = await markdownFiles();
    assert.ok(files.length > 10);
    assert.deepEqual((await Promise.all(files.map((file) => brokenLinks(root, file)))).flat(), []);
  });

  for (const { name, folder: packed, pages } of packages) {
    describe(`of ${name}`, () => {
      it("lead to what is packed, or to absolute addresses", async () => {
        assert.ok(pages.includes("README.md") && pages.includes("CHANGELOG.md"), pages.join());
        assert.deepEqual((await Promise.all(pages.map((file) => brokenLinks(packed, file)))).flat(), []);
      });

      it("lead to each of its pages from its README", async () => {
        const links = linksIn(await readFile(join(packed, "README.md"), "utf8"));
        const docs = pages.filter((page) => page.startsWith("docs/"));
        assert.ok(docs.length > 0);
        for (const file of docs) assert.ok(links.includes(file), file);
      });

      it("lead to both other packages", async () => {
        const links = (await Promise.all(pages.map((file) => readFile(join(packed, file), "utf8")))).flatMap(linksIn);
        const there = links.filter((link) => /^https:\/\/(www\.)?npmjs\.com/.test(link));
        const others = packages.filter((other) => other.name !== name);
        assert.deepEqual(
          [...new Set(there)].sort(),
          others.map((other) => `https://www.npmjs.com/package/${other.name}`).sort(),
        );
      });
    });
  }

  it("lead to each packed page from the reference", async () => {
    const { projectDocuments } = JSON.parse(await readFile(join(root, "docs/reference/typedoc.json"), "utf8"));
    assert.deepEqual(
      projectDocuments.map((/** @type {string} */ path) => normalize(join("docs/reference", path))).sort(),
      packages.flatMap(({ pages }) => pages.filter((file) => file.startsWith("docs/"))).sort(),
    );
  });

  for (const [what, text, broken] of /** @type {const} */ ([
    ["a file that is not packed", "[why](DESIGN.md)", ["README.md: DESIGN.md"]],
    ["a picture that is not packed", "![page](docs/page.png)", ["README.md: docs/page.png"]],
    [
      "a heading that is not there",
      "[a](docs/errors.md#nowhere)",
      ["README.md: docs/errors.md#nowhere (no such heading)"],
    ],
    ["a file outside of the package", '<a href="../other/README.md">a</a>', ["README.md: ../other/README.md"]],
    ["a file by reference", "[a]\n\n[a]: CONTRIBUTING.md", ["README.md: CONTRIBUTING.md"]],
    ["a plain http address", "[a](http://example.com)", ["README.md: http://example.com"]],
    ["nothing, in code", "`[a](DESIGN.md)`", []],
  ])) {
    it(`are found where they lead to ${what}`, async () => {
      const [client] = packages;
      assert.deepEqual(await brokenLinks(String(client?.folder), "README.md", text), broken);
    });
  }
});

describe("a page of docs/", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const forUsers = new Set(linksIn(withoutRepository(readme)));
  const forContributors = new Set(linksIn(readme).filter((link) => !forUsers.has(link)));
  for (const page of (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"))) {
    it(`is in one package, or in none and linked for contributors: ${page}`, () => {
      const packers = packages.filter(({ pages }) => pages.includes(`docs/${page}`));
      if (packers.length === 0) assert.ok(forContributors.has(`docs/${page}`));
      else assert.equal(packers.length, 1, packers.map(({ name }) => name).join());
    });
  }
});

describe("a page as it is packed", () => {
  it("has nothing of what is for the repository alone", () => {
    const text = "a\n\n<!-- repository:begin -->\n\nb\n\n<!-- repository:end -->\n\nc\n";
    assert.equal(withoutRepository(text), "a\n\nc\n");
  });

  it("has its markers in pairs", () => {
    const marker = (/** @type {string} */ name) => `<!-- repository:${name} -->\n`;
    for (const names of [["begin"], ["end"], ["end", "begin"], ["begin", "begin", "end", "end"]]) {
      assert.throws(() => withoutRepository(names.map(marker).join("a\n")), /repository:begin/, names.join());
    }
  });

  /** @type {Map<string, PackedPage>} */
  const pages = new Map([
    ["README.md", { packedBy: "trusthub-profiles", path: "README.md" }],
    ["docs/lists.md", { packedBy: "trusthub-profiles", path: "docs/lists.md" }],
    ["cli/README.md", { packedBy: "trusthub-profiles-cli", path: "README.md" }],
    ["docs/cli.md", { packedBy: "trusthub-profiles-cli", path: "docs/cli.md" }],
    ["docs/testing.md", { packedBy: "trusthub-profiles-cli", path: "docs/testing.md" }],
  ]);
  for (const [file, link, expected] of /** @type {const} */ ([
    ["README.md", "docs/lists.md#filters", "docs/lists.md#filters"],
    ["README.md", "docs/cli.md#resuming", "https://www.npmjs.com/package/trusthub-profiles-cli"],
    ["docs/lists.md", "../README.md", "../README.md"],
    ["docs/lists.md", "../cli/README.md", "https://www.npmjs.com/package/trusthub-profiles-cli"],
    ["cli/README.md", "../docs/cli.md#resuming", "docs/cli.md#resuming"],
    ["cli/README.md", "../README.md", "https://www.npmjs.com/package/trusthub-profiles"],
    ["docs/cli.md", "testing.md", "testing.md"],
    ["docs/cli.md", "../cli/README.md", "../README.md"],
    ["docs/cli.md", "#resuming", "#resuming"],
    ["docs/cli.md", "https://example.com/docs/lists.md", "https://example.com/docs/lists.md"],
    ["docs/cli.md", "../CONTRIBUTING.md", "../CONTRIBUTING.md"],
  ])) {
    it(`has for ${link} of ${file} ${link === expected ? "the same link" : expected}`, () => {
      const text = (/** @type {string} */ to) => `[\`a\`](${to}), [b](${to})\n\n`;
      const code = `\`[c](${link})\`\n\n\`\`\`text\n[d](${link})\n\`\`\`\n`;
      assert.equal(withPackedLinks(text(link) + code, file, pages), text(expected) + code);
    });
  }
});
