/* Thousands of points: painted from arrays on one canvas, found again through a grid of buckets. */
(function (probono) {
  'use strict';

  const BUCKETS = 128, REACH = 4;

  function dots(map, places, data) {
    const state = map.probono, order = stacked(data.radii, places.count);
    const sheet = probono.sheet(map, 'pk-' + (data.pane || 'symbols'), draw);
    let buckets = null, visible = null, ring = null;

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
      place: function (i) { return L.latLng(places.y[i], places.x[i]); },
      // The point under `at` (pixels of the map), else -1: the nearest of those whose circle it meets.
      under: function (at) {
        const scale = map.getZoomScale(map.getZoom(), 0), spot = map.containerPointToLatLng(at);
        const most = data.radii.length ? radius(order[0]) : data.style.radius;
        let found = -1, nearest = Infinity;
        buckets = buckets || bucketsOf(places);
        buckets.around(spot.lng, spot.lat, (most + REACH) / scale, function (i) {
          const x = places.x[i] - spot.lng, y = places.y[i] - spot.lat, far = Math.sqrt(x * x + y * y) * scale;
          if (far < radius(i) + REACH && far < nearest && (!visible || visible[i])) {
            nearest = far;
            found = i;
          }
        });
        return found;
      },
      reveal: function (shown) {
        visible = shown;
        sheet.paint();
      },
      mark: function (i, on) {
        if (ring) { ring.remove(); }
        ring = on ? L.circleMarker([places.y[i], places.x[i]], {
          pane: 'pk-names', interactive: false, radius: Math.max(6, radius(i) + 2), fill: false, color: '#111', weight: 2.5
        }).addTo(map) : null;
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
    const picture = pen.createImageData(canvas.width, canvas.height), pixels = picture.data;
    const wide = canvas.width, high = canvas.height, words = new Uint32Array(pixels.buffer);
    const stamps = data.palette.map(function (colour, k) {
      return typed(data.signs ? probono.signStamp(data, k, ratio) : stampOf(colour, style, ratio));
    });
    return {
      dot: function (x, y, fill) {
        const stamp = stamps[fill], left = Math.round(x), top = Math.round(y), count = stamp.words.length;
        for (let k = 0; k < count; k += 1) {
          const column = left + stamp.x[k], row = top + stamp.y[k], at = row * wide + column;
          if (column >= 0 && row >= 0 && column < wide && row < high) {
            // Most pixels are free.
            if (words[at]) { blend(pixels, 4 * at, stamp, k); } else { words[at] = stamp.words[k]; }
          }
        }
      },
      done: function () { pen.putImageData(picture, 0, 0); }
    };
  }

  function blend(pixels, at, stamp, k) {
    const alpha = stamp.alpha[k], below = pixels[at + 3] / 255 * (1 - alpha), whole = alpha + below;
    for (let part = 0; part < 3; part += 1) {
      pixels[at + part] = (stamp.colours[4 * k + part] * alpha + pixels[at + part] * below) / whole;
    }
    pixels[at + 3] = whole * 255;
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

  // The same in columns, and each pixel as a browser writes it where nothing lies below.
  function typed(stamp) {
    const count = stamp.length / 6, bytes = new Uint8ClampedArray(4 * count);
    const made = { x: new Int16Array(count), y: new Int16Array(count), alpha: new Float32Array(count), colours: bytes };
    for (let k = 0; k < count; k += 1) {
      made.x[k] = stamp[6 * k];
      made.y[k] = stamp[6 * k + 1];
      made.alpha[k] = stamp[6 * k + 2];
      for (let part = 0; part < 3; part += 1) { bytes[4 * k + part] = stamp[6 * k + 3 + part]; }
      bytes[4 * k + 3] = 255 * made.alpha[k];
    }
    made.words = new Uint32Array(bytes.buffer);
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

  function bucketsOf(places) {
    const count = places.count, starts = new Uint32Array(BUCKETS * BUCKETS + 1), members = new Uint32Array(count);
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let i = 0; i < count; i += 1) {
      west = Math.min(west, places.x[i]);
      east = Math.max(east, places.x[i]);
      south = Math.min(south, places.y[i]);
      north = Math.max(north, places.y[i]);
    }
    const wide = (east - west) / BUCKETS || 1, high = (north - south) / BUCKETS || 1;
    function cell(value) { return clamp(Math.floor(value), 0, BUCKETS - 1); }
    function bucket(i) {
      return cell((places.y[i] - south) / high) * BUCKETS + cell((places.x[i] - west) / wide);
    }
    for (let i = 0; i < count; i += 1) { starts[bucket(i) + 1] += 1; }
    for (let i = 1; i < starts.length; i += 1) { starts[i] += starts[i - 1]; }
    const next = starts.slice();
    for (let i = 0; i < count; i += 1) {
      members[next[bucket(i)]] = i;
      next[bucket(i)] += 1;
    }
    return {
      around: function (x, y, reach, meet) {
        const left = cell((x - reach - west) / wide), right = cell((x + reach - west) / wide);
        const low = cell((y - reach - south) / high), top = cell((y + reach - south) / high);
        for (let row = low; row <= top; row += 1) {
          for (let k = starts[row * BUCKETS + left]; k < starts[row * BUCKETS + right + 1]; k += 1) { meet(members[k]); }
        }
      }
    };
  }

  probono.dots = dots;
}(window.probono = window.probono || {}));
