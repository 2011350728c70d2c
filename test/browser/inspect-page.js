// What is asked of a page inside of the browser, which is given this file as text.
// biome-ignore lint/correctness/noUnusedVariables: called by the page
function inspect() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const colour = (css) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const luminance = ([r, g, b]) => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a, b) => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  /** The opaque paints behind a point of an element, topmost first: a shape of a chart, or a box. */
  const behind = (element, x, y) => {
    const shapes = [...(element.closest('svg.plot')?.querySelectorAll('rect, circle.flag') ?? [])].reverse();
    for (const shape of shapes) {
      const box = shape.getBoundingClientRect();
      if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
        return colour(getComputedStyle(shape).fill);
    }
    for (let at = element; at; at = at.parentElement) {
      const paint = colour(getComputedStyle(at).backgroundColor);
      if (paint[3] === 1) return paint;
    }
    return [255, 255, 255, 1];
  };

  const faint = [];
  let text = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!node.textContent?.trim() || box.width < 2 || box.height < 2 || element.closest('title, desc, .skip, thead'))
      continue;
    const style = getComputedStyle(element);
    const ink = colour(element instanceof SVGElement ? style.fill : style.color);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = ratio(ink, behind(element, box.left + box.width / 2, box.top + box.height / 2));
    text += 1;
    if (found < (large ? 3 : 4.5)) faint.push(`${found.toFixed(2)} ${node.textContent.trim().slice(0, 60)}`);
  }
  const edge = document.documentElement.clientWidth;
  const outside = [...document.querySelectorAll('body *:not(.skip)')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.right > edge + 1 && !e.closest('.scroll, thead');
  });
  return {
    headings: [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName.slice(1))),
    tablesWithoutCaption: [...document.querySelectorAll('table')].filter((t) => !t.caption?.textContent?.trim()).length,
    chartsWithoutName: [...document.querySelectorAll('svg[role=img]')].filter(
      (s) =>
        !(s.getAttribute('aria-labelledby') ?? '').split(' ').every((id) => document.getElementById(id)?.textContent),
    ).length,
    faint,
    wide: outside.map((e) => `<${e.tagName.toLowerCase()}> ${e.textContent?.trim().slice(0, 40)}`),
    scrolls: document.documentElement.scrollWidth > edge,
    text,
  };
}
