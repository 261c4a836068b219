/** Writes docs/view/: the view's five states, small enough to keep. `npm run build && npm run picture:view`. */

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { STATES } from '../test/view/questions.ts';
import { openSetting } from '../test/view/setting.ts';

const FOLDER = fileURLToPath(new URL('../docs/view/', import.meta.url));

/** Of a window as in a conversation; what is below is more of the same. */
const SIZE = { width: 800, height: 900 };
const QUALITY = 0.8;

const setting = await openSetting();
await mkdir(FOLDER, { recursive: true });
for (const [name, question] of Object.entries(STATES)) {
  const dark = name === 'compare';
  const { page, frame } = await setting.open(await setting.answer(question), {
    ...SIZE,
    theme: dark ? 'dark' : 'light',
  });
  await frame.locator('h1').waitFor();
  if (name === 'ten-thousand') await frame.locator('summary').nth(1).click();
  // The frame has grown to its content, and was painted.
  await page.waitForFunction('document.querySelector("iframe").clientHeight > 400');
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const png = (await page.screenshot()).toString('base64');
  const webp: string = await page.evaluate(toWebp(png));
  await writeFile(`${FOLDER}${name}.webp`, Buffer.from(webp, 'base64'));
  await page.close();
}
await setting.close();

/** A quarter of the size of a PNG; the browser is the encoder. */
function toWebp(png: string): string {
  return `(async () => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,${png}')).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: ${QUALITY} })).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  })()`;
}
