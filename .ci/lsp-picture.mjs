// Draws what "tmux capture-pane -e" prints, with 24-bit colours, as SVG.
import { readFileSync } from 'node:fs';

const width = 8.4, height = 18;
const basic = ['#1c1c1c', '#d75f5f', '#87af5f', '#d7af5f', '#5f87d7', '#af87d7', '#5fafaf', '#d0d0d0'];
const escape = (s) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const lines = readFileSync(0, 'utf8').replace(/\n+$/, '').split('\n');
const columns = 96;
let style = {}, out = '';

function apply(codes) {
  for (let i = 0; i < codes.length; i++) {
    const c = codes[i];
    if (c === 0) style = {};
    else if (c === 1) style.bold = true;
    else if (c === 4) style.line = true;
    else if (c === 7) style.reverse = true;
    else if (c === 24) delete style.line;
    else if (c === 27) delete style.reverse;
    else if ((c === 38 || c === 48) && codes[i + 1] === 2) {
      style[c === 38 ? 'fg' : 'bg'] = `rgb(${codes.slice(i + 2, i + 5).join(',')})`;
      i += 4;
    } else if (c === 39) delete style.fg;
    else if (c === 49) delete style.bg;
    else if (c >= 30 && c < 38) style.fg = basic[c - 30];
    else if (c >= 40 && c < 48) style.bg = basic[c - 40];
  }
}

lines.forEach((line, row) => {
  let column = 0;
  for (const part of line.split(/(\x1b\[[\d;:]*m)/)) {
    const code = /^\x1b\[([\d;:]*)m$/.exec(part);
    if (code) { apply(code[1].split(/[;:]/).map(Number)); continue; }
    const text = part.replace(/\x1b[()][A-Z0-9]|[\x00-\x1f]/g, '');
    if (text === '') continue;
    const n = [...text].length, x = (column * width).toFixed(1), y = row * height;
    let { fg = '#d0d0d0', bg } = style;
    if (style.reverse) [fg, bg] = [bg ?? '#1c1c1c', fg];
    if (bg) out += `<rect x="${x}" y="${y}" width="${(n * width).toFixed(1)}" height="${height}" fill="${bg}"/>`;
    if (text.trim() !== '') out += `<text x="${x}" y="${y + 13}" fill="${fg}" textLength="${(n * width).toFixed(1)}"${style.bold ? ' font-weight="bold"' : ''}${style.line ? ' text-decoration="underline"' : ''} xml:space="preserve">${escape(text)}</text>`;
    column += n;
  }
  out += '\n';
});
const w = Math.ceil(columns * width), h = lines.length * height;
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14">\n<rect width="${w}" height="${h}" fill="#1c1c1c"/>\n${out}</svg>\n`);
