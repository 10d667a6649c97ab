/* Thousands of points: painted from arrays on one canvas. */
(function (probono) {
  'use strict';

  function dots(state, places, data) {
    const order = stacked(data.radii, places.count);
    const sheet = probono.sheet(state, 'pk-' + (data.pane || 'symbols'), draw);
    let visible = null;

    function radius(i) {
      return data.radii.length ? data.radii[i] * state.scale : data.style.radius;
    }

    function draw(canvas, view) {
      const brush = brushes(canvas, data, view.ratio), scale = view.scale;
      const edge = 60 * view.ratio, right = canvas.width + edge, low = canvas.height + edge;
      for (let k = 0; k < order.length; k += 1) {
        const i = order[k], x = places.x[i] * scale - view.x, y = -places.y[i] * scale - view.y;
        if (x > -edge && y > -edge && x < right && y < low && (!visible || visible[i])) {
          brush.dot(x, y, data.fills[i], radius(i) * view.ratio);
        }
      }
      brush.done();
    }

    return {
      paint: sheet.paint,
      places: places,
      radius: radius,
      largest: function () { return data.radii.length ? radius(order[0]) : data.style.radius; },
      shown: function (i) { return !visible || Boolean(visible[i]); },
      reveal: function (shown) {
        visible = shown;
        sheet.paint();
      }
    };
  }

  // Circles of many sizes are drawn one by one; those of one size are put down pixel by pixel,
  // as a hundred thousand of them take a browser without a graphics card a third of a second.
  function brushes(canvas, data, ratio) {
    const pen = canvas.getContext('2d'), style = data.style;
    if (data.radii.length) {
      pen.lineWidth = style.weight * ratio;
      pen.strokeStyle = style.color;
      return {
        dot: function (x, y, fill, radius) {
          pen.beginPath();
          pen.arc(x, y, radius, 0, 2 * Math.PI);
          pen.globalAlpha = style.fillOpacity;
          pen.fillStyle = data.palette[fill];
          pen.fill();
          pen.globalAlpha = 1;
          pen.stroke();
        },
        done: function () { return; }
      };
    }
    const wide = canvas.width, high = canvas.height, picture = pen.createImageData(wide, high);
    const words = new Uint32Array(picture.data.buffer);
    function inside(column, row) { return column >= 0 && row >= 0 && column < wide && row < high; }
    const stamps = data.palette.map(function (colour, k) {
      return typed(data.signs ? probono.signStamp(data, k, ratio) : stampOf(colour, style, ratio), wide);
    });
    return {
      dot: function (x, y, fill) {
        const stamp = stamps[fill], own = stamp.words, offsets = stamp.offsets, reach = stamp.reach, count = own.length;
        const left = Math.round(x), top = Math.round(y), middle = top * wide + left;
        const whole = left >= reach && top >= reach && left < wide - reach && top < high - reach;
        for (let k = 0; k < count; k += 1) {
          if (whole || inside(left + stamp.x[k], top + stamp.y[k])) {
            const at = middle + offsets[k];
            // Most pixels are free.
            words[at] = words[at] ? blend(words[at], stamp, k) : own[k];
          }
        }
      },
      done: function () { pen.putImageData(picture, 0, 0); }
    };
  }

  // A pixel of a stamp over another one: both are red, green, blue and opacity, the lowest byte first.
  function blend(under, stamp, k) {
    const alpha = stamp.alpha[k], over = stamp.words[k], below = (under >>> 24) / 255 * (1 - alpha), whole = alpha + below;
    const own = alpha / whole, rest = below / whole;
    return ((whole * 255 + 0.5) << 24 | ((over >> 16 & 255) * own + (under >> 16 & 255) * rest + 0.5) << 16 |
      ((over >> 8 & 255) * own + (under >> 8 & 255) * rest + 0.5) << 8 | (over & 255) * own + (under & 255) * rest + 0.5) >>> 0;
  }

  // The pixels of a circle with its edge: place, opacity, red, green, blue of each.
  function stampOf(colour, style, ratio) {
    const inner = (style.radius - style.weight / 2) * ratio, outer = (style.radius + style.weight / 2) * ratio;
    const fill = channels(colour), edge = channels(style.color), half = Math.ceil(outer), stamp = [];
    for (let y = -half; y <= half; y += 1) {
      for (let x = -half; x <= half; x += 1) {
        const far = Math.sqrt(x * x + y * y), share = clamp(inner + 0.5 - far, 0, 1);
        const alpha = clamp(outer + 0.5 - far, 0, 1) * (share * style.fillOpacity + 1 - share);
        if (alpha > 0.02) {
          stamp.push(x, y, alpha);
          fill.forEach(function (part, k) { stamp.push(part * share + edge[k] * (1 - share)); });
        }
      }
    }
    return stamp;
  }

  // The same in columns: where each pixel is in a picture so `wide`, and what a browser writes where nothing lies below.
  function typed(stamp, wide) {
    const count = stamp.length / 6, bytes = new Uint8ClampedArray(4 * count);
    const made = {
      x: new Int16Array(count), y: new Int16Array(count), offsets: new Int32Array(count), reach: 0,
      alpha: new Float32Array(count), words: new Uint32Array(bytes.buffer)
    };
    for (let k = 0; k < count; k += 1) {
      made.x[k] = stamp[6 * k];
      made.y[k] = stamp[6 * k + 1];
      made.offsets[k] = made.y[k] * wide + made.x[k];
      made.reach = Math.max(made.reach, Math.abs(made.x[k]), Math.abs(made.y[k]));
      made.alpha[k] = stamp[6 * k + 2];
      for (let part = 0; part < 3; part += 1) { bytes[4 * k + part] = stamp[6 * k + 3 + part]; }
      bytes[4 * k + 3] = 255 * made.alpha[k];
    }
    return made;
  }

  function channels(colour) {
    return [1, 3, 5].map(function (at) { return parseInt(colour.substr(at, 2), 16); });
  }

  function clamp(value, least, most) { return Math.max(least, Math.min(most, value)); }

  // Small circles lie on large ones.
  function stacked(radii, count) {
    const order = new Uint32Array(count);
    for (let i = 0; i < count; i += 1) { order[i] = i; }
    return radii.length ? order.sort(function (a, b) { return radii[b] - radii[a] || a - b; }) : order;
  }

  probono.dots = dots;
}(window.probono = window.probono || {}));
