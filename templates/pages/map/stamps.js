/* Points with shapes and icons on the canvas of many: a stamp of each, in pixels. */
(function (probono) {
  'use strict';

  // Place, opacity, red, green, blue of each pixel.
  function stamp(data, k, ratio) {
    const drawn = data.signs.of[k], radius = drawn[3] || data.style.radius;
    const half = Math.ceil((1.5 * radius + data.style.weight) * ratio);
    const canvas = document.createElement('canvas'), pen = canvas.getContext('2d'), pixels = [];
    const wide = canvas.width = canvas.height = 2 * half + 1;
    function fill(outline, colour, unit) {
      const edge = half + 0.5 - data.signs.half * unit, path = new Path2D(outline);
      pen.setTransform(unit, 0, 0, unit, edge, edge);
      pen.fillStyle = colour;
      pen.fill(path);
      return path;
    }
    const unit = radius * ratio / data.signs.half;
    const rim = fill(drawn[0], data.palette[k], unit);
    pen.strokeStyle = drawn[2];
    pen.lineWidth = data.style.weight * ratio / unit;
    pen.stroke(rim);
    if (drawn[1]) { fill(drawn[1], data.inks[k], unit * data.signs.icon); }
    const found = pen.getImageData(0, 0, wide, wide).data;
    for (let at = 0; at < found.length; at += 4) {
      if (found[at + 3] > 5) {
        const column = at / 4 % wide, row = Math.floor(at / 4 / wide);
        pixels.push(column - half, row - half, found[at + 3] / 255, found[at], found[at + 1], found[at + 2]);
      }
    }
    return pixels;
  }

  probono.signStamp = stamp;
}(window.probono = window.probono || {}));
