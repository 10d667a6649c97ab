/* Points with shapes and icons: as elements where they are few, as pixels on the canvas of many. */
(function (probono) {
  'use strict';

  // A circle of Leaflet that looks like another outline.
  const Sign = L.CircleMarker.extend({
    _updatePath: function () {
      const own = this.options, at = this._point, half = own.signs.half;
      const unit = own.icon ? own.signs.icon * this._radius / half : this._radius / half;
      let across = false;
      this._renderer._setPath(this, own.outline.replace(/-?\d+/g, function (number) {
        across = !across;
        return ' ' + ((across ? at.x : at.y) + (number - half) * unit).toFixed(1);
      }));
    }
  });

  // The sign of point `i`: a badge, and the icon in it if it has one. `styled` says where it is drawn.
  function sign(map, at, i, data, styled) {
    const drawn = data.signs.of[data.fills[i]], both = [];
    function add(options) {
      const style = L.extend({}, data.style, {
        fillRule: 'nonzero', signs: data.signs, radius: drawn[3] || data.style.radius
      }, options);
      both.push(new Sign(at, styled(style)).addTo(map));
    }
    add({ outline: drawn[0], fillColor: data.palette[data.fills[i]], fillOpacity: 1, color: drawn[2] });
    if (drawn[1]) {
      add({ outline: drawn[1], fillColor: data.inks[data.fills[i]], fillOpacity: 1, stroke: false, icon: true, interactive: false });
    }
    return both;
  }

  // The same as pixels: place, opacity, red, green, blue of each.
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

  probono.sign = sign;
  probono.signStamp = stamp;
}(window.probono = window.probono || {}));
