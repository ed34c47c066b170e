// @ts-check
// Horizontal bars as SVG, in colours that can be read on a light and on a dark page.

/** @typedef {{ title: string, bars: readonly { label: string, value: number }[] }} Group */

const WIDTH = 720;
const LABELS = 190;
const VALUES = 50;
const ROW = 22;
const HEADING = 34;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; }
  .bar { fill: #8c959f; }
  .first { fill: #0969da; }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .bar { fill: #7d8590; } .first { fill: #4493f8; } }`;

/**
 * The first bar of each group stands out; all groups have one scale.
 * @param {string} title
 * @param {readonly Group[]} groups
 */
export function chart(title, groups) {
  const largest = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  /** @type {string[]} */
  const lines = [];
  let y = HEADING;
  for (const group of groups) {
    lines.push(`<text class="title" x="8" y="${y + 15}">${escaped(group.title)}</text>`);
    y += ROW;
    for (const [index, { label, value }] of group.bars.entries()) {
      const width = ((value / largest) * (WIDTH - LABELS - VALUES)).toFixed(1);
      lines.push(`<text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>`);
      lines.push(
        `<rect class="${index === 0 ? "first" : "bar"}" x="${LABELS}" y="${y + 3}" width="${width}" height="${ROW - 6}" rx="2"/>`,
      );
      lines.push(`<text x="${(LABELS + Number(width) + 6).toFixed(1)}" y="${y + 15}">${value.toFixed(2)}</text>`);
      y += ROW;
    }
    y += ROW / 2;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<text class="title" x="8" y="20">${escaped(title)}</text>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
