// @ts-check
// Links in Markdown: each leads to a file and a heading that are there, in the tree and in the packed package.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { after, describe, it } from "node:test";
import { markdownFiles, publishedText } from "../../scripts/markdown.mjs";
import { installPackage, root } from "../package/installed.mjs";

const installed = await installPackage();
after(() => installed.remove());

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

describe("links in Markdown", async () => {
  const folder = join(installed.folder, "node_modules/trusthub-profiles");
  const packed = installed.files.filter((file) => file.endsWith(".md"));

  it("lead to what is in the tree", async () => {
    const files = await markdownFiles();
    assert.ok(files.length > 10);
    assert.deepEqual((await Promise.all(files.map((file) => brokenLinks(root, file)))).flat(), []);
  });

  it("lead to what is in the package, or to absolute addresses", async () => {
    assert.ok(packed.includes("README.md") && packed.includes("CHANGELOG.md") && packed.length > 5);
    assert.deepEqual((await Promise.all(packed.map((file) => brokenLinks(folder, file)))).flat(), []);
  });

  it("lead to each page of the package from its README", async () => {
    const links = linksIn(await readFile(join(folder, "README.md"), "utf8"));
    for (const file of packed.filter((name) => name.startsWith("docs/"))) assert.ok(links.includes(file), file);
  });

  it("lead to each page from the reference", async () => {
    const { projectDocuments } = JSON.parse(await readFile(join(root, "docs/reference/typedoc.json"), "utf8"));
    assert.deepEqual(
      projectDocuments.map((/** @type {string} */ path) => normalize(join("docs/reference", path))).sort(),
      packed.filter((file) => file.startsWith("docs/")).sort(),
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
      assert.deepEqual(await brokenLinks(folder, "README.md", text), broken);
    });
  }
});

describe("a page as it is published", () => {
  it("has nothing of what is for the repository alone", () => {
    const text = "a\n\n<!-- repository:begin -->\n\nb\n\n<!-- repository:end -->\n\nc\n";
    assert.equal(publishedText(text), "a\n\nc\n");
  });

  it("has its markers in pairs", () => {
    const marker = (/** @type {string} */ name) => `<!-- repository:${name} -->\n`;
    for (const names of [["begin"], ["end"], ["end", "begin"], ["begin", "begin", "end", "end"]]) {
      assert.throws(() => publishedText(names.map(marker).join("a\n")), /repository:begin/, names.join());
    }
  });
});
