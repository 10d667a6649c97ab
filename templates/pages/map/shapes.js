/* Thousands of shapes, painted on one canvas from their numbers. Each is spoken to as if it were a
   path of Leaflet: it has a style and a place, and finding.js lets it hear of the mouse. */
(function (probono) {
  'use strict';

  const LEVELS = ['surroundings', 'areas', 'outline', 'water'];
  const STYLE = { stroke: true, fill: true, color: '#000', weight: 1, opacity: 1, fillOpacity: 1 };

  // ---- from numbers to paths --------------------------------------------------------------------

  function extended(box, line) {
    for (let i = 0; i < line.length; i += 2) {
      box[0] = Math.min(box[0], line[i]);
      box[1] = Math.min(box[1], line[i + 1]);
      box[2] = Math.max(box[2], line[i]);
      box[3] = Math.max(box[3], line[i + 1]);
    }
    return box;
  }

  function nowhere() { return [Infinity, Infinity, -Infinity, -Infinity]; }

  function trace(path, line, begins, backwards) {
    const last = line.length - 2;
    for (let i = begins ? 0 : 2; i <= last; i += 2) {
      const k = backwards ? last - i : i;
      if (begins && !i) { path.moveTo(line[k], line[k + 1]); } else { path.lineTo(line[k], line[k + 1]); }
    }
  }

  function shapeOf(lines, closed) {
    const path = new Path2D(), box = nowhere();
    lines.forEach(function (line) {
      trace(path, line, true, false);
      extended(box, line);
      if (closed) { path.closePath(); }
    });
    return { path: path, box: box };
  }

  // Areas, and the borders where all of them end.
  function readShapes(text) {
    const coded = probono.readCoded(text), uses = new Uint8Array(coded.arcs.length);
    const boxes = coded.arcs.map(function (arc) { return extended(nowhere(), arc); });
    const shapes = coded.shapes.map(function (rings) {
      const path = new Path2D(), box = nowhere();
      rings.forEach(function (ring) {
        ring.forEach(function (number, i) {
          const index = number < 0 ? -1 - number : number;
          uses[index] = Math.min(2, uses[index] + 1);
          trace(path, coded.arcs[index], !i, number < 0);
          extended(box, boxes[index]);
        });
        path.closePath();
      });
      return { path: path, box: box };
    });
    const ends = coded.arcs.filter(function (arc, i) { return uses[i] === 1; });
    shapes.outline = shapeOf(ends, false);
    shapes.ends = ends;
    return shapes;
  }

  // ---- the canvas -------------------------------------------------------------------------------

  function painter(state) {
    if (state.painter) { return state.painter; }
    const levels = LEVELS.map(function () { return []; }), sheet = probono.sheet(state, 'pk-areas', draw);

    function draw(canvas, view, part) {
      const pen = canvas.getContext('2d'), unit = view.ratio / view.scale, edge = 4 * unit;
      const box = part ? [part[0] - edge, part[1] - edge, part[2] + edge, part[3] + edge] : [
        view.x / view.scale - edge, -(view.y + canvas.height) / view.scale - edge,
        (view.x + canvas.width) / view.scale + edge, -view.y / view.scale + edge];
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.save();
      if (part) {
        const left = Math.floor(box[0] * view.scale - view.x), top = Math.floor(-box[3] * view.scale - view.y);
        const right = Math.ceil(box[2] * view.scale - view.x), bottom = Math.ceil(-box[1] * view.scale - view.y);
        pen.beginPath();
        pen.rect(left, top, right - left, bottom - top);
        pen.clip();
        pen.clearRect(left, top, right - left, bottom - top);
      }
      pen.setTransform(view.scale, 0, 0, -view.scale, -view.x, -view.y);
      pen.lineJoin = pen.lineCap = 'round';
      levels.forEach(function (items) {
        items.forEach(function (item) { if (meet(item.box, box)) { stroke(pen, item, unit, view); } });
      });
      pen.restore();
    }

    function stroke(pen, item, unit, view) {
      const style = item.options;
      if (style.fill && style.fillColor) {
        pen.globalAlpha = style.fillOpacity;
        if (style.fillColor.indexOf('url(') === 0) {
          hatch(pen, item, view);
        } else {
          pen.fillStyle = style.fillColor;
          pen.fill(item.path, 'evenodd');
        }
      }
      if (style.stroke) {
        pen.globalAlpha = style.opacity;
        pen.strokeStyle = style.color;
        pen.lineWidth = style.weight * unit;
        pen.setLineDash(style.dashArray ? style.dashArray.split(/[ ,]+/).map(function (part) { return Number(part) * unit; }) : []);
        pen.stroke(item.path);
      }
      pen.globalAlpha = 1;
    }

    // Lines at the same distance whatever the enlargement, and where they were before the map moved.
    function hatch(pen, item, view) {
      const colours = state.hatch, step = 8.5 * view.ratio, box = item.box;
      const left = Math.max(0, box[0] * view.scale - view.x), right = Math.min(pen.canvas.width, box[2] * view.scale - view.x);
      const top = Math.max(0, -box[3] * view.scale - view.y), bottom = Math.min(pen.canvas.height, -box[1] * view.scale - view.y);
      pen.fillStyle = colours[0];
      pen.fill(item.path, 'evenodd');
      if (right <= left || bottom <= top) { return; }
      pen.save();
      pen.clip(item.path, 'evenodd');
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.setLineDash([]);
      pen.strokeStyle = colours[1];
      pen.lineWidth = 1.6 * view.ratio;
      pen.beginPath();
      // Lines x + y = k * step, counted from the corner of the world.
      const origin = view.x + view.y;
      for (let k = Math.ceil((left + top + origin) / step); k * step - origin <= right + bottom; k += 1) {
        pen.moveTo(k * step - origin - top, top);
        pen.lineTo(k * step - origin - bottom, bottom);
      }
      pen.stroke();
      pen.restore();
    }

    state.painter = {
      paint: sheet.paint,
      areas: levels[1],
      all: function () { return [].concat.apply([], levels); },
      add: function (shape, pane, style) {
        const level = levels[LEVELS.indexOf(pane)], item = new Item(shape, pane, style, level, sheet);
        level.push(item);
        return item;
      }
    };
    return state.painter;
  }

  function Item(shape, pane, style, level, sheet) {
    this.path = shape.path;
    this.box = shape.box;
    this.heard = null;
    this.options = Object.assign({}, STYLE, style, { pane: 'pk-' + pane });
    this.level = level;
    this.sheet = sheet;
  }

  Item.prototype.addTo = function () { return this; };

  Item.prototype.getBounds = function () {
    const box = this.box;
    return L.latLngBounds(box[0] > box[2] ? [] : [[box[1], box[0]], [box[3], box[2]]]);
  };

  Item.prototype.setStyle = function (changes) {
    Object.assign(this.options, changes);
    this.sheet.patch(this.box);
  };

  Item.prototype.bringToFront = function () {
    this.level.push(this.level.splice(this.level.indexOf(this), 1)[0]);
    this.sheet.patch(this.box);
  };

  Item.prototype.on = function (types, act) {
    const heard = this.heard = this.heard || {};
    types.split(' ').forEach(function (type) { heard[type] = (heard[type] || []).concat(act); });
  };

  function meet(a, b) { return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]; }

  probono.readShapes = readShapes;
  probono.shapeOf = shapeOf;
  probono.painter = painter;
}(window.probono = window.probono || {}));
